namespace Search.Core.Retrieval;

/// <summary>
/// Exhaustive retrieval of a disjunction, the most common query: clause after clause adds its contributions to a window of documents, and
/// the documents that got one are collected. No heap, postings read in runs, sums in the order of the query.
/// </summary>
internal sealed class WindowedDisjunction
{
    /// <summary>A filter that leaves so much fewer documents than the clauses have leads instead of them.</summary>
    private const int SelectiveFilter = 8;

    private readonly List<Cursor> _clauses = [];
    private readonly List<Cursor> _filters = [];
    private readonly List<Cursor> _prohibited = [];
    private readonly ScoreWindow _window;

    private WindowedDisjunction(Segment segment) => _window = new ScoreWindow(segment.Scratch);

    /// <summary>Opens it for a plan of that form: alternatives, with filters and prohibited clauses beside them.</summary>
    /// <returns>Null when the plan is of another form, or better led by a filter.</returns>
    public static WindowedDisjunction? TryOpen(PlanNode root, Segment segment)
    {
        if (root is not GroupPlan { MinOptional: 1, Scores: true } group
            || group.Clauses.Any(clause => clause.Role == ClauseRole.Required && clause.Node.Scores))
            return null;

        var disjunction = new WindowedDisjunction(segment);
        foreach (var (role, node) in group.Clauses)
        {
            if (role == ClauseRole.Optional)
                disjunction.AddClauses(node, segment);
            else if (CursorFactory.Open(node, segment) is { } cursor)
                (role == ClauseRole.Required ? disjunction._filters : disjunction._prohibited).Add(cursor);
            else if (role == ClauseRole.Required)
                return null;
        }
        long cost = disjunction._clauses.Sum(clause => clause.Cost);
        return disjunction._filters.Exists(filter => filter.Cost < cost / SelectiveFilter) ? null : disjunction;
    }

    /// <summary>Collects the documents.</summary>
    /// <returns>False when the budget ran out.</returns>
    public bool Run(HitCollector collector, SearchBudget budget)
    {
        foreach (var clause in _clauses)
            clause.Next();
        while (true)
        {
            int first = Cursor.End;
            foreach (var clause in _clauses)
                first = Math.Min(first, clause.DocId);
            if (first == Cursor.End)
                return true;
            if (budget.IsExceeded())
                return false;

            _window.MoveTo(first);
            foreach (var clause in _clauses)
            {
                if (clause.DocId < _window.End)
                    clause.Accumulate(_window.End, _window);
            }
            for (int doc = _window.NextMarked(first); doc >= 0; doc = doc + 1 < _window.End ? _window.NextMarked(doc + 1) : -1)
            {
                if (IsAllowed(doc))
                    collector.Collect(doc, _window.Sum(doc));
            }
        }
    }

    /// <summary>The alternatives of alternatives are alternatives: each word's fields stand in a group of their own.</summary>
    private void AddClauses(PlanNode node, Segment segment)
    {
        if (node is GroupPlan { IsDisjunction: true } group)
        {
            foreach (var clause in group.Clauses)
                AddClauses(clause.Node, segment);
        }
        else if (CursorFactory.Open(node, segment) is { } cursor)
        {
            _clauses.Add(cursor);
        }
    }

    private bool IsAllowed(int doc)
    {
        foreach (var filter in _filters)
        {
            if (!filter.Contains(doc))
                return false;
        }
        foreach (var cursor in _prohibited)
        {
            if (cursor.Contains(doc))
                return false;
        }
        return true;
    }
}
