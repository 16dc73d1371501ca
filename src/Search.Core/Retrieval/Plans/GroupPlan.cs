namespace Search.Core.Retrieval;

/// <summary>How a clause takes part in a group.</summary>
internal enum ClauseRole
{
    Optional,
    Required,
    Prohibited,
}

/// <summary>A child of a group and how it takes part.</summary>
internal readonly record struct PlanClause(ClauseRole Role, PlanNode Node);

/// <summary>
/// The documents of all required and no prohibited clauses, and of at least <see cref="MinOptional"/> optional ones. Without required
/// and needed clauses: all documents but those of the prohibited ones. The clauses that match, prohibited ones aside, contribute in their order.
/// </summary>
internal sealed class GroupPlan(IReadOnlyList<PlanClause> clauses, int minOptional) : PlanNode
{
    /// <summary>In the order of the query.</summary>
    public IReadOnlyList<PlanClause> Clauses => clauses;

    /// <summary>How many of the optional clauses must match; 0 when they only score. With fewer optional clauses than this nothing matches.</summary>
    public int MinOptional => minOptional;

    /// <summary>Whether an optional clause must match.</summary>
    public bool NeedsOptional => minOptional > 0;

    /// <summary>Whether it is nothing but alternatives, so that its clauses may stand in place of it in a group of that kind.</summary>
    public bool IsDisjunction { get; } = minOptional == 1 && HasOnlyOptional(clauses);

    public override bool Scores { get; } = HasScoring(clauses);

    /// <summary>Alternatives.</summary>
    public static GroupPlan AnyOf(IEnumerable<PlanNode> nodes) =>
        new([.. nodes.Select(node => new PlanClause(ClauseRole.Optional, node))], minOptional: 1);

    /// <summary>Nodes that must all match.</summary>
    public static GroupPlan AllOf(IEnumerable<PlanNode> nodes) =>
        new([.. nodes.Select(node => new PlanClause(ClauseRole.Required, node))], minOptional: 0);

    private static bool HasOnlyOptional(IReadOnlyList<PlanClause> clauses)
    {
        for (int i = 0; i < clauses.Count; i++)
        {
            if (clauses[i].Role != ClauseRole.Optional)
                return false;
        }
        return true;
    }

    private static bool HasScoring(IReadOnlyList<PlanClause> clauses)
    {
        for (int i = 0; i < clauses.Count; i++)
        {
            if (clauses[i].Role != ClauseRole.Prohibited && clauses[i].Node.Scores)
                return true;
        }
        return false;
    }
}
