namespace Search.Core;

/// <summary>How the number of matches is counted.</summary>
public enum TotalMode
{
    /// <summary>Exact up to 1,000, a lower bound above.</summary>
    Bounded,

    /// <summary>Exact, whatever it costs.</summary>
    Exact,
}

/// <summary>A search: what to find, which part of the result to return and how.</summary>
/// <param name="Query">The query, in the query language; any string is valid, the empty one matches everything.</param>
public sealed record SearchRequest(string Query)
{
    /// <summary>How many of the words must match. Default: <see cref="MatchMode.Any"/>.</summary>
    public MatchMode Match { get; init; } = MatchMode.Any;

    /// <summary>
    /// At least how many of the query's optional words, phrases and groups must match, of those that stand outside of all parentheses;
    /// all of them when there are fewer. Default 0: at least one, unless something is required. 0 or more. Without effect on what
    /// is required, as everything is with <see cref="MatchMode.All"/>.
    /// </summary>
    public int MinimumShouldMatch { get; init; }

    /// <summary>How many hits to return. Default 10. 0 to 1,000.</summary>
    public int Size { get; init; } = 10;

    /// <summary>How many hits to skip. Default 0. 0 to 10,000.</summary>
    public int From { get; init; }

    /// <summary>The order of hits. Default: <see cref="SortOrder.Relevance"/>.</summary>
    public SortOrder Sort { get; init; } = SortOrder.Relevance;

    /// <summary>How much work is put into the ranking. Default: <see cref="RankingProfile.Default"/>. Without effect on other orders.</summary>
    public RankingProfile Profile { get; init; } = RankingProfile.Default;

    /// <summary>
    /// Whether a word that the index does not have stands for near ones, and articles' misspellings of other words, and words of the same root beside those of
    /// a query of several words, are found. Default: true. Words in quotes and what is deleted by query are always taken as written.
    /// </summary>
    public bool Typos { get; init; } = true;

    /// <summary>Only articles whose period overlaps the time from the start of this one on; null for no limit.</summary>
    public ArticleDate? After { get; init; }

    /// <summary>Only articles whose period overlaps the time up to the end of this one; null for no limit.</summary>
    public ArticleDate? Before { get; init; }

    /// <summary>Only articles of one of these sources; empty for all.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Only articles by one of these authors; empty for all.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Conditions on fields: those on the same field are alternatives, different fields must all hold.</summary>
    public IReadOnlyList<FieldFilter> Filters { get; init; } = [];

    /// <summary>Whether hits carry highlights. Default: true.</summary>
    public bool Highlight { get; init; } = true;

    /// <summary>How passages are chosen and written; null for the index's defaults.</summary>
    public HighlightOptions? HighlightOptions { get; init; }

    /// <summary>How matches are counted. Default: <see cref="TotalMode.Bounded"/>.</summary>
    public TotalMode Total { get; init; } = TotalMode.Bounded;

    /// <summary>Raises the scores of recent articles; null for scores that do not depend on dates.</summary>
    public RecencyOptions? Recency { get; init; }

    /// <summary>Fields whose values are counted over all articles that match; at most 20. Default: none.</summary>
    public IReadOnlyList<FacetRequest> Facets { get; init; } = [];

    /// <summary>The periods of a <see cref="SearchResults.Histogram"/> over the articles' dates; null for none.</summary>
    public HistogramInterval? Histogram { get; init; }

    /// <summary>
    /// Whether near-duplicates, such as copies of a wire story, are folded under the first of them in the order of hits (<see cref="Hit.Duplicates"/>), so that
    /// <see cref="Size"/>, <see cref="From"/> and pages count stories. Totals, facets and the histogram count articles all the same;
    /// <see cref="SearchResults.Groups"/> counts stories. Exact: the list is that of folding all matches. Default: false.
    /// </summary>
    public bool Collapse { get; init; }

    /// <summary>Whether each hit carries an <see cref="Hit.Explanation"/> of its score. Default: false.</summary>
    public bool Explain { get; init; }

    /// <summary>Whether the result carries the <see cref="SearchResults.Timings"/> of its stages. Default: false.</summary>
    public bool Timings { get; init; }
}
