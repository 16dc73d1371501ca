namespace Search.Core.Retrieval;

/// <summary>
/// What is to be retrieved from one snapshot of an index: which documents match, and the leaf clauses whose contributions,
/// added up in the order of the tree, are their scores. Data alone: the executor chooses the algorithms. Bound to the reader that it
/// was made for.
/// </summary>
/// <param name="Root">The tree.</param>
/// <param name="Rewards">Contributions that follow those of the tree, for any document that matches.</param>
/// <param name="Recency">What the sum is multiplied with; null for nothing.</param>
internal sealed record QueryPlan(PlanNode Root, IReadOnlyList<ProximityReward> Rewards, RecencyFactor? Recency = null)
{
    /// <summary>Whether plain words of the query are alternatives, of which an article may have any.</summary>
    public bool HasAlternatives { get; init; }
}

/// <summary>A node of a plan: a set of documents and what it contributes to their scores.</summary>
internal abstract class PlanNode
{
    /// <summary>Whether it can contribute to a score.</summary>
    public abstract bool Scores { get; }
}

/// <summary>Every document that is not deleted.</summary>
internal sealed class EverythingPlan : PlanNode
{
    public override bool Scores => false;
}

/// <summary>No document.</summary>
internal sealed class NothingPlan : PlanNode
{
    public override bool Scores => false;
}

/// <summary>The documents of another node, without its scores.</summary>
internal sealed class FilterPlan(PlanNode child) : PlanNode
{
    public PlanNode Child => child;

    public override bool Scores => false;
}
