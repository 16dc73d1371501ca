namespace Search.Core;

/// <summary>Asks how well an index ranks for queries whose answers are known.</summary>
/// <param name="Queries">The queries, in the order of the result.</param>
public sealed record EvaluationRequest(IReadOnlyList<JudgedQuery> Queries)
{
    /// <summary>How many hits a reader is taken to look at: the cut-off of nDCG, reciprocal rank and precision. Default 10. 1 to <see cref="Depth"/>.</summary>
    public int Cutoff { get; init; } = 10;

    /// <summary>The cut-off of recall. Default 100. 1 to <see cref="Depth"/>.</summary>
    public int RecallCutoff { get; init; } = 100;

    /// <summary>How many hits of each query are looked at; average precision counts all of them. Default 1,000. 1 to 1,000.</summary>
    public int Depth { get; init; } = 1_000;
}
