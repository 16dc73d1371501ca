namespace Search.Core.Retrieval;

/// <summary>What hits are ordered by.</summary>
internal enum SortKind
{
    /// <summary>The score, the best first.</summary>
    Score,

    /// <summary>Numeric doc values.</summary>
    Number,

    /// <summary>Sorted-set doc values: the smallest of a document ascending, the largest descending.</summary>
    Keyword,
}

/// <summary>What hits are ordered by, in terms of the index. Documents without the value come last in both directions; ties by document number.</summary>
/// <param name="Kind">What by.</param>
/// <param name="Field">The doc values field; empty for <see cref="SortKind.Score"/>.</param>
/// <param name="Descending">Whether the largest comes first; of no meaning for <see cref="SortKind.Score"/>.</param>
internal sealed record HitOrder(SortKind Kind, string Field, bool Descending)
{
    public static HitOrder Relevance { get; } = new(SortKind.Score, "", Descending: true);
}
