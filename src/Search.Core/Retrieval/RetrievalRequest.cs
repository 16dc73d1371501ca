using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>How much is wanted of a plan's documents.</summary>
internal sealed record RetrievalRequest
{
    /// <summary>How many of the best: those of the pages before included.</summary>
    public required int K { get; init; }

    /// <summary>In which order.</summary>
    public HitOrder Order { get; init; } = HitOrder.Relevance;

    /// <summary>Up to which number matches are counted exactly.</summary>
    public long CountLimit { get; init; } = long.MaxValue;
}

/// <summary>What was found.</summary>
/// <param name="Documents">The best, in order.</param>
/// <param name="Count">How many documents match, at most the limit of the request.</param>
/// <param name="CountIsExact">Whether <paramref name="Count"/> is that number; otherwise there are at least as many.</param>
/// <param name="IsPartial">The budget ran out before all documents were looked at.</param>
internal sealed record RetrievalResult(IReadOnlyList<ScoredDocument> Documents, long Count, bool CountIsExact, bool IsPartial);
