using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>A plan with the numbers that it was made of.</summary>
internal sealed record RandomPlan(QueryPlan Plan, RankingOptions Ranking)
{
    public Dictionary<LeafPlan, double> Boosts { get; } = [];

    public Dictionary<BlendPlan, double> BlendBoosts { get; } = [];

    public Dictionary<ProximityReward, double> ProximityWeights { get; } = [];

    public override string ToString() => $"{Describe(Plan.Root)}, rewards [{string.Join(", ", Plan.Rewards)}], {Plan.Recency}, k1 {Ranking.K1}, b {Ranking.B}";

    private string Describe(PlanNode node) => node switch
    {
        GroupPlan group => $"({string.Join(' ', group.Clauses.Select(clause => Sign(clause.Role) + Describe(clause.Node)))})@{group.MinOptional}",
        LeafPlan leaf => $"{leaf}^{Boosts[leaf]:R}",
        BlendPlan blend => $"<{string.Join(' ', blend.Terms.Select(term => $"{term.Term}*{term.Factor:R}"))}>^{BlendBoosts[blend]:R}",
        FilterPlan filter => $"filter{Describe(filter.Child)}",
        KeywordPlan keyword => $"[{string.Join('|', keyword.Terms)}]",
        OverlapPlan overlap => $"[{overlap.StartField}..{overlap.EndField} {overlap.Low} to {overlap.High}]",
        _ => node.GetType().Name,
    };

    private static string Sign(ClauseRole role) => role switch { ClauseRole.Required => "+", ClauseRole.Prohibited => "-", _ => "" };
}
