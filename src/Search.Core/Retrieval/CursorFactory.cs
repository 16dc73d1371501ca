namespace Search.Core.Retrieval;

/// <summary>Opens the cursors of a plan in a segment. Null stands for a node without documents there.</summary>
internal static class CursorFactory
{
    public static Cursor? Open(PlanNode node, Segment segment) => node switch
    {
        TermPlan plan => OpenTerm(plan, segment),
        PhrasePlan plan => PhraseCursor.Open(plan, segment),
        ExpansionPlan plan => ExpansionCursor.Open(plan, segment),
        BlendPlan plan => BlendCursor.Open(plan, segment),
        GroupPlan plan => OpenGroup(plan, segment),
        KeywordPlan plan => OpenKeyword(plan, segment),
        OverlapPlan plan => OverlapCursor.Open(plan, segment),
        DocumentSetPlan plan => plan.Segment(segment.Ordinal) is { } words ? new DocumentSetCursor(words, segment) : null,
        FilterPlan plan => Open(plan.Child, segment) is { } child ? new FilterCursor(child) : null,
        EverythingPlan => new EverythingCursor(segment),
        NothingPlan => null,
        _ => throw new ArgumentException($"{node.GetType().Name} has no cursor.", nameof(node)),
    };

    private static TermCursor? OpenTerm(TermPlan plan, Segment segment) => segment.Docs(plan.Term, withFreqs: true) is { } docs
        ? new TermCursor(plan, docs, segment.Lengths(plan.Scoring.LengthsField), segment.DocFreq(plan.Term)) : null;

    private static Cursor? OpenKeyword(KeywordPlan plan, Segment segment)
    {
        var cursors = new List<Cursor>();
        foreach (var term in plan.Terms)
        {
            if (segment.Docs(term, withFreqs: false) is { } docs)
                cursors.Add(new PostingsCursor(docs, segment.DocFreq(term)));
        }
        return AnyOf(cursors);
    }

    private static GroupCursor? OpenGroup(GroupPlan plan, Segment segment)
    {
        var required = new List<Cursor>();
        var optional = new List<Cursor>();
        var prohibited = new List<Cursor>();
        var scoring = new List<Cursor>();
        foreach (var (role, node) in plan.Clauses)
        {
            var cursor = Open(node, segment);
            if (cursor is null)
            {
                if (role == ClauseRole.Required)
                    return null;
                continue;
            }
            (role switch { ClauseRole.Required => required, ClauseRole.Optional => optional, _ => prohibited }).Add(cursor);
            if (role != ClauseRole.Prohibited && node.Scores)
                scoring.Add(cursor);
        }

        if (optional.Count < plan.MinOptional)
            return null;
        if (plan.MinOptional == optional.Count)
            required.AddRange(optional);
        else if (plan.MinOptional > 0)
            required.Add(plan.MinOptional == 1 ? new DisjunctionCursor(optional) : new MinimumCursor(optional, plan.MinOptional));
        Cursor matching = required.Count switch
        {
            0 => new EverythingCursor(segment),
            1 => required[0],
            _ => new ConjunctionCursor(required),
        };
        return new GroupCursor(prohibited.Count == 0 ? matching : new ExclusionCursor(matching, prohibited), scoring);
    }

    private static Cursor? AnyOf(List<Cursor> cursors) => cursors.Count switch
    {
        0 => null,
        1 => cursors[0],
        _ => new DisjunctionCursor(cursors),
    };
}
