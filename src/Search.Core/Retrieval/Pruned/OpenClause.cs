namespace Search.Core.Retrieval;

/// <summary>A clause of a group that is being opened in a segment.</summary>
internal readonly record struct OpenClause(MatchNode Node, ClauseRole Role, bool Scores)
{
    /// <summary>The nodes of a role, in the order of the plan.</summary>
    public static MatchNode[] Of(ReadOnlySpan<OpenClause> clauses, ClauseRole role)
    {
        int count = 0;
        foreach (var clause in clauses)
            count += clause.Role == role ? 1 : 0;
        if (count == 0)
            return [];
        var nodes = new MatchNode[count];
        count = 0;
        foreach (var clause in clauses)
        {
            if (clause.Role == role)
                nodes[count++] = clause.Node;
        }
        return nodes;
    }

    /// <summary>The nodes that score, in the order of the plan; <paramref name="alternatives"/> themselves where they are the same.</summary>
    public static MatchNode[] Scoring(ReadOnlySpan<OpenClause> clauses, MatchNode[] alternatives)
    {
        int count = 0;
        bool isSame = true;
        foreach (var clause in clauses)
        {
            count += clause.Scores ? 1 : 0;
            isSame &= clause.Scores == (clause.Role == ClauseRole.Optional);
        }
        if (isSame)
            return alternatives;
        if (count == 0)
            return [];
        var nodes = new MatchNode[count];
        count = 0;
        foreach (var clause in clauses)
        {
            if (clause.Scores)
                nodes[count++] = clause.Node;
        }
        return nodes;
    }
}
