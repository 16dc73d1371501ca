using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>How much is wanted of a plan's documents.</summary>
internal sealed record RetrievalRequest
{
    /// <summary>How many of the best: those of the pages before included, unless <see cref="After"/> leaves them out. 0 to count only.</summary>
    public required int K { get; init; }

    /// <summary>In which order.</summary>
    public HitOrder Order { get; init; } = HitOrder.Relevance;

    /// <summary>
    /// The document that the wanted ones come after: a lower score, or an equal one and a higher number. Null for the first ones. Has no
    /// effect on the count. For <see cref="SortKind.Score"/> alone.
    /// </summary>
    public ScoredDocument? After { get; init; }

    /// <summary>The same for the other orders: the document and its value.</summary>
    public SortValue? AfterValue { get; init; }

    /// <summary>Up to which number matches are counted exactly; 0 when no count is wanted.</summary>
    public long CountLimit { get; init; } = long.MaxValue;

    /// <summary>By what the way is chosen; has no effect on what is found.</summary>
    public SearchCosts Costs { get; init; } = SearchCosts.Measured;
}

/// <summary>What was found.</summary>
/// <param name="Documents">The best, in order.</param>
/// <param name="Count">How many documents match, at most the limit of the request.</param>
/// <param name="CountIsExact">
/// Whether <paramref name="Count"/> is that number; otherwise there are at least as many. Where no count was wanted, it is 0, and exact
/// only when it came to be known that nothing matches.
/// </param>
/// <param name="IsPartial">The budget ran out before all documents were looked at.</param>
internal sealed record RetrievalResult(IReadOnlyList<ScoredDocument> Documents, long Count, bool CountIsExact, bool IsPartial);
