namespace Search.Core.Retrieval;

/// <summary>Walks the documents that at least one of several cursors has. The cursors stand in a binary heap by document.</summary>
internal sealed class DisjunctionCursor : Cursor
{
    private readonly Cursor[] _heap;

    public DisjunctionCursor(IEnumerable<Cursor> cursors)
    {
        // All stand before their first document, so that any order is a heap.
        _heap = [.. cursors];
        Cost = _heap.Sum(cursor => cursor.Cost);
    }

    public override long Cost { get; }

    public override int Next() => Advance(DocId + 1);

    public override int Advance(int target)
    {
        while (_heap[0].DocId < target)
        {
            _heap[0].Advance(target);
            SiftDown();
        }
        return DocId = _heap[0].DocId;
    }

    public override bool Matches() => AnyMatches(0);

    /// <summary>The cursors at the present document are a connected part of the heap around its root.</summary>
    private bool AnyMatches(int at) => at < _heap.Length && _heap[at].DocId == DocId
        && (_heap[at].Matches() || AnyMatches(2 * at + 1) || AnyMatches(2 * at + 2));

    private void SiftDown()
    {
        var cursor = _heap[0];
        int at = 0;
        for (int child = 1; child < _heap.Length; child = 2 * at + 1)
        {
            if (child + 1 < _heap.Length && _heap[child + 1].DocId < _heap[child].DocId)
                child++;
            if (cursor.DocId <= _heap[child].DocId)
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = cursor;
    }
}
