using Lucene.Net.Index;

namespace Search.Core.Retrieval;

/// <summary>The occurrences of a term in one document after the other; decoded when asked for.</summary>
internal sealed class TermPositions(DocsAndPositionsEnum postings, long cost, ScratchBuffers scratch) : PositionSource
{
    private int[] _positions = [];
    private int _loadedDoc = -1;
    private int _count;

    public long Cost => cost;

    public int DocId { get; private set; } = -1;

    /// <summary>How often the term occurs in the present document.</summary>
    public int Freq => postings.Freq;

    public int Next() => DocId = postings.NextDoc();

    public int Advance(int target) => DocId = postings.Advance(target);

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Load()
    {
        if (_loadedDoc != DocId)
        {
            _count = postings.Freq;
            scratch.Grow(ref _positions, _count);
            for (int i = 0; i < _count; i++)
                _positions[i] = postings.NextPosition();
            _loadedDoc = DocId;
        }
        return _positions.AsSpan(0, _count);
    }
}
