using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>
/// What planning asked the dictionary for: the terms of which an article has to have one, unless the plan can match without any. Found by planning as
/// for an archive without a word (<see cref="QueryPlanner.Ask"/>).
/// </summary>
/// <remarks>
/// Why that is all of them: a planner goes beyond what it asked for here only after the archive had a term that it asked for here, and then it either
/// needs that term in the article as well or asks for others that it would have asked for without. A test compares it with searches.
/// </remarks>
internal sealed class AskedTerms
{
    private readonly HashSet<(string Field, string Text)> _terms = [];
    private readonly HashSet<(string Field, string Text)> _prefixes = [];

    /// <summary>Terms.</summary>
    public IReadOnlyCollection<(string Field, string Text)> Terms => _terms;

    /// <summary>Beginnings of terms, any of which may be meant; an empty one stands for every term of the field.</summary>
    public IReadOnlyCollection<(string Field, string Text)> Prefixes => _prefixes;

    /// <summary>Whether an article can match that has none of them, as for a query of exclusions or dates alone.</summary>
    public bool AreNotNeeded { get; private set; }

    public void AddTerm(string field, string text) => _terms.Add((field, text));

    public void AddPrefix(string field, string text) => _prefixes.Add((field, text));

    /// <summary>Ends the asking.</summary>
    /// <param name="root">The plan that came of it.</param>
    public void Close(PlanNode root) => AreNotNeeded = CanMatchWithout(root);

    /// <summary>Whether a node can match an article without a single term of its leaves.</summary>
    private static bool CanMatchWithout(PlanNode node) => node switch
    {
        GroupPlan group => CanMatchWithout(group),
        FilterPlan filter => CanMatchWithout(filter.Child),
        EverythingPlan or OverlapPlan or DocumentSetPlan => true,
        LeafPlan or BlendPlan or KeywordPlan or NothingPlan => false,
        _ => true,
    };

    private static bool CanMatchWithout(GroupPlan group)
    {
        int optional = 0;
        foreach (var (role, node) in group.Clauses)
        {
            if (role == ClauseRole.Required && !CanMatchWithout(node))
                return false;
            optional += role == ClauseRole.Optional && CanMatchWithout(node) ? 1 : 0;
        }
        return optional >= group.MinOptional;
    }
}
