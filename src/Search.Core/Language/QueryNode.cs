namespace Search.Core.Language;

/// <summary>A node of the syntax tree of a query. Knows no index and no analysis: words are as they were typed.</summary>
internal abstract record QueryNode;

/// <summary>How a typed word stands for the words of the texts.</summary>
internal enum WordKind
{
    /// <summary>Itself and its inflections.</summary>
    Plain,

    /// <summary>Every word that starts with it (<c>pre*</c>).</summary>
    Prefix,

    /// <summary>Every word of a form: <c>?</c> stands for one letter, <c>*</c> for any number (<c>wom?n</c>, <c>*tion</c>).</summary>
    Wildcard,

    /// <summary>Every word within a number of edits (<c>fuzy~</c>, <c>fuzy~1</c>).</summary>
    Fuzzy,
}

/// <summary>A stretch of the query without white space or operators, such as <c>khan's</c> or <c>war-torn</c>: one or more words for the analysis.</summary>
/// <param name="Text">As typed, operators removed.</param>
/// <param name="Kind">How it matches.</param>
/// <param name="MaxEdits">For <see cref="WordKind.Fuzzy"/>: 0 to 2, or null for as many as the word's length allows (1-2: 0, 3-5: 1, longer: 2).</param>
internal sealed record WordNode(string Text, WordKind Kind = WordKind.Plain, int? MaxEdits = null) : QueryNode;

/// <summary>A quoted phrase: exact forms in this order; with slop, exact forms near each other.</summary>
internal sealed record PhraseNode(string Text, int Slop = 0) : QueryNode;

/// <summary>A child that is looked for in one field: <c>title</c>, <c>body</c> or a field of the caller's.</summary>
internal sealed record FieldNode(string Field, QueryNode Child) : QueryNode;

/// <summary>A condition that matches without scoring: <c>source:</c>, <c>author:</c>, <c>after:</c>, <c>before:</c> or a field of the caller's that is not text.</summary>
internal sealed record ConditionNode(string Field, string Value) : QueryNode;

/// <summary>How a clause takes part in its group.</summary>
internal enum Occur
{
    Should,
    Must,
    MustNot,
}

/// <summary>A child of a group and how it takes part.</summary>
internal readonly record struct Clause(Occur Occur, QueryNode Node);

/// <summary>
/// Clauses side by side. All of the Must, none of the MustNot; when no word or phrase is a Must, at least one Should
/// (none when there is no Should either: everything but the MustNot). Conditions among the Should clauses of a
/// juxtaposed group are filters: they must hold, and do not spare a word from matching. <c>OR</c> makes a group of its own
/// whose conditions are alternatives like its words.
/// </summary>
/// <param name="Clauses">In the order of the query.</param>
/// <param name="IsOr">
/// Written with <c>OR</c>: one is enough even when all words are asked for. Without any clause it matches nothing (a query that
/// has text but no words).
/// </param>
internal sealed record GroupNode(IReadOnlyList<Clause> Clauses, bool IsOr = false) : QueryNode
{
    public bool Equals(GroupNode? other) => other is not null && IsOr == other.IsOr && Clauses.SequenceEqual(other.Clauses);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(IsOr);
        foreach (var clause in Clauses)
            hash.Add(clause);
        return hash.ToHashCode();
    }
}

/// <summary>What must hold of the places where operands stand in a text.</summary>
internal enum TextOperator
{
    /// <summary>Two operands at most so many words apart, in either order (<c>a w/5 b</c>).</summary>
    Within,

    /// <summary>The first at most so many words before the second (<c>a pre/5 b</c>).</summary>
    Before,

    /// <summary>All in one sentence (<c>a w/s b</c>, <c>SENTENCE(a b)</c>).</summary>
    Sentence,

    /// <summary>All in one paragraph (<c>a w/p b</c>, <c>PARAGRAPH(a b)</c>).</summary>
    Paragraph,

    /// <summary>At least so many times (<c>atleast5(a)</c>).</summary>
    AtLeast,

    /// <summary>Among the first so many words of the body (<c>first50(a)</c>).</summary>
    First,

    /// <summary>With a capital letter (<c>CAPS(a)</c>).</summary>
    Caps,

    /// <summary>In capital letters alone (<c>ALLCAPS(a)</c>).</summary>
    AllCaps,
}

/// <summary>Operands with a condition on where and how they stand in the text.</summary>
/// <param name="Operator">The condition.</param>
/// <param name="Count">How many words or times; 0 where that has no meaning.</param>
/// <param name="Operands">Two for <see cref="TextOperator.Within"/> and <see cref="TextOperator.Before"/>, else one or more.</param>
internal sealed record OperatorNode(TextOperator Operator, int Count, IReadOnlyList<QueryNode> Operands) : QueryNode
{
    /// <summary>Whether it is of a query in capitals throughout (<see cref="QueryCapitals"/>), whose words are no acronyms for that. Set where it is planned.</summary>
    public bool AreCapitalsThroughout { get; init; }

    public bool Equals(OperatorNode? other) =>
        other is not null && Operator == other.Operator && Count == other.Count && AreCapitalsThroughout == other.AreCapitalsThroughout
        && Operands.SequenceEqual(other.Operands);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Operator);
        hash.Add(Count);
        foreach (var operand in Operands)
            hash.Add(operand);
        return hash.ToHashCode();
    }
}

/// <summary>A parsed query.</summary>
/// <param name="Root">The tree; null for the empty query, which matches everything.</param>
/// <param name="Warnings">What was searched as words because it could not be parsed, in words for the person who searches.</param>
internal sealed record ParsedQuery(QueryNode? Root, IReadOnlyList<string> Warnings);
