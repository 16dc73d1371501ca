namespace Search.Core.Matching;

/// <summary>What a search asks for beside its query text.</summary>
internal sealed record SearchConditions
{
    /// <summary>How many of the words must match.</summary>
    public MatchMode Match { get; init; } = MatchMode.Any;

    /// <summary>At least how many optional clauses of the outermost group must match, as far as there are so many; 0 for the usual number.</summary>
    public int MinimumShouldMatch { get; init; }

    /// <summary>Whether words that the index does not have stand for near ones.</summary>
    public bool Typos { get; init; }

    /// <summary>Whether words of the same root stand beside those of a query of several words.</summary>
    public bool Related { get; init; }

    /// <summary>Stop words and synonyms.</summary>
    public QueryVocabulary Vocabulary { get; init; } = QueryVocabulary.Default;

    /// <summary>The article's period must overlap the time from the start of this one on.</summary>
    public ArticleDate? After { get; init; }

    /// <summary>The article's period must overlap the time up to the end of this one.</summary>
    public ArticleDate? Before { get; init; }

    /// <summary>One of these sources; empty for all.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>One of these authors, by full name; empty for all.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Those on the same field are alternatives, different fields must all hold.</summary>
    public IReadOnlyList<FieldFilter> Filters { get; init; } = [];
}
