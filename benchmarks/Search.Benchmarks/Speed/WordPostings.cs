namespace Search.Benchmarks.Speed;

/// <summary>Where a word of the queries stands in the corpus, as plain arrays.</summary>
internal sealed class WordPostings(bool withPositions)
{
    private int[] _docs = new int[4];
    private int[] _freqs = new int[4];
    private int[] _positions = withPositions ? new int[4] : [];
    private int[] _starts = withPositions ? new int[4] : [];
    private int _positionCount;

    public int Count { get; private set; }

    public ReadOnlySpan<int> Docs => _docs.AsSpan(0, Count);

    public ReadOnlySpan<int> Freqs => _freqs.AsSpan(0, Count);

    /// <summary>The positions in the n-th document.</summary>
    public ReadOnlySpan<int> Positions(int n) => _positions.AsSpan(_starts[n], _freqs[n]);

    /// <summary>Adds an occurrence, in the order of documents and positions.</summary>
    public void Add(int doc, int position)
    {
        if (Count == 0 || _docs[Count - 1] != doc)
        {
            if (Count == _docs.Length)
            {
                Array.Resize(ref _docs, 2 * Count);
                Array.Resize(ref _freqs, 2 * Count);
                if (withPositions)
                    Array.Resize(ref _starts, 2 * Count);
            }

            _docs[Count] = doc;
            if (withPositions)
                _starts[Count] = _positionCount;
            Count++;
        }

        _freqs[Count - 1]++;
        if (!withPositions)
            return;
        if (_positionCount == _positions.Length)
            Array.Resize(ref _positions, 2 * _positionCount);
        _positions[_positionCount++] = position;
    }
}
