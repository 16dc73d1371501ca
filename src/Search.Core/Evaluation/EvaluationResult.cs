namespace Search.Core;

/// <summary>A hit of an evaluated query.</summary>
/// <param name="Id">The article's id.</param>
/// <param name="Score">Its score.</param>
/// <param name="Rating">Its rating; null when it has none.</param>
public readonly record struct RatedHit(string Id, float Score, int? Rating);

/// <summary>How well one query did.</summary>
public sealed record QueryEvaluation
{
    /// <summary>The query's id.</summary>
    public required string Id { get; init; }

    /// <summary>The metrics; all 0 when the query failed, or no article is rated above 0.</summary>
    public required RankingMetrics Metrics { get; init; }

    /// <summary>Whether it counts in the means: it has an article rated above 0. One that failed counts.</summary>
    public required bool Counts { get; init; }

    /// <summary>The hits, best first, as far as they were looked at.</summary>
    public required IReadOnlyList<RatedHit> Hits { get; init; }

    /// <summary>The hits within the cut-off that nobody has rated: those to judge next.</summary>
    public required IReadOnlyList<string> Unrated { get; init; }

    /// <summary>Why it could not be searched for; null when it could.</summary>
    public string? Failure { get; init; }
}

/// <summary>How well an index ranks.</summary>
public sealed record EvaluationResult
{
    /// <summary>The means over the queries that have an article rated above 0.</summary>
    public required RankingMetrics Mean { get; init; }

    /// <summary>How many queries the means are over.</summary>
    public required int Counted { get; init; }

    /// <summary>Each query, in the order of the request.</summary>
    public required IReadOnlyList<QueryEvaluation> Queries { get; init; }
}
