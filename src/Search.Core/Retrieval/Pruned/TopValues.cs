using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>A document and the value that it is ordered by.</summary>
/// <param name="HasValue">Whether it has one.</param>
/// <param name="Value">The value; 0 when it has none.</param>
/// <param name="DocId">The number in the snapshot.</param>
/// <param name="Segment">The place of its segment among those of the search.</param>
internal readonly record struct ValuedDocument(bool HasValue, long Value, int DocId, int Segment);

/// <summary>The first value of a direction first; documents without it last; ties by document number.</summary>
internal readonly struct ByNumber(bool descending) : IComparer<ValuedDocument>
{
    public int Compare(ValuedDocument x, ValuedDocument y)
    {
        if (x.HasValue != y.HasValue)
            return x.HasValue ? -1 : 1;
        int order = descending ? y.Value.CompareTo(x.Value) : x.Value.CompareTo(y.Value);
        return order != 0 ? order : x.DocId.CompareTo(y.DocId);
    }
}

/// <summary>
/// The first documents found so far in an order by values, over all segments, of those that come after a given one. Takes documents in any order.
/// </summary>
internal sealed class TopValues(int count, bool descending, ValuedDocument? after)
{
    private readonly TopQueue<ValuedDocument, ByNumber> _queue = new(count, new ByNumber(descending));

    public bool IsFull => _queue.IsFull;

    /// <summary>The last of the documents kept; there must be one.</summary>
    public ValuedDocument Worst => _queue.Worst;

    public bool IsDescending => descending;

    /// <summary>What all must come after; null for nothing.</summary>
    public ValuedDocument? After => after;

    /// <summary>Whether a document would be among the first found so far, whatever all must come after.</summary>
    public bool Takes(ValuedDocument document) =>
        !_queue.IsFull || (_queue.Count > 0 && new ByNumber(descending).Compare(document, _queue.Worst) < 0);

    public void Add(ValuedDocument document)
    {
        if (after is null || new ByNumber(descending).Compare(document, after.Value) > 0)
            _queue.Add(document);
    }

    /// <summary>The documents kept, in order. None is left.</summary>
    public ValuedDocument[] ToArray() => _queue.ToSortedArray();
}
