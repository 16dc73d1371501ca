namespace Search.Core.Retrieval;

/// <summary>The occurrences of a term in one document after the other; decoded when asked for. Not thread-safe.</summary>
internal sealed unsafe class DocumentPositions(SegmentTerm term, ScratchArena arena) : PositionSource
{
    private int* _positions;
    private int _capacity;
    private int _count;
    private int _doc = -1;
    private int _loadedDoc = -1;
    private int _index;

    /// <summary>How often the term occurs in the present document.</summary>
    public int Freq { get; private set; }

    /// <summary>Moves to a document, where it has the term.</summary>
    /// <returns>Whether it has.</returns>
    public bool TryMoveTo(int doc)
    {
        if ((term.Reader.MaskOf(doc) >> doc & 1) == 0)
            return false;
        MoveTo(doc);
        return true;
    }

    /// <summary>Moves to a document that has the term.</summary>
    public void MoveTo(int doc)
    {
        if (_doc == doc)
            return;
        _doc = doc;
        _index = term.Reader.PlaceOf(doc);
        Freq = term.Reader.FreqNear(_index);
        // More than all would lead positions without bits out of the memory taken for them.
        if (Freq <= 0 || Freq > term.Reader.List.TotalTermFreq)
            throw term.Reader.List.Damaged($"a document has {Freq} of {term.Reader.List.TotalTermFreq} occurrences");
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Load() => new(Read(), _count);

    /// <summary>The positions in the present document, as many as <see cref="Freq"/>. Valid until the next call.</summary>
    public int* Read()
    {
        if (_loadedDoc != _doc)
        {
            _count = Freq;
            if (_count > _capacity)
            {
                _capacity = (int)Math.Clamp(2L * _count, 256, int.MaxValue);
                _positions = (int*)arena.Take((long)_capacity * sizeof(int));
            }
            term.Reader.Positions(_index, new Span<int>(_positions, _count));
            _loadedDoc = _doc;
        }
        return _positions;
    }
}
