namespace Search.Core;

/// <summary>How <see cref="HitTotal.Value"/> relates to the number of matches.</summary>
public enum TotalRelation
{
    /// <summary>It is that number.</summary>
    Exact,

    /// <summary>There are at least that many.</summary>
    AtLeast,
}

/// <summary>The number of matches.</summary>
/// <param name="Value">The number, or a lower bound of it.</param>
/// <param name="Relation">Which of the two.</param>
public readonly record struct HitTotal(long Value, TotalRelation Relation);

/// <summary>An article that is nearly the same as a hit.</summary>
/// <param name="Id">The article's id.</param>
/// <param name="Source">Its outlet.</param>
public sealed record DuplicateArticle(string Id, string? Source);

/// <summary>An article that matches.</summary>
public sealed record Hit
{
    /// <summary>The article's id.</summary>
    public required string Id { get; init; }

    /// <summary>How well it matches; comparable within one search only. 0 when the query has no words.</summary>
    public required float Score { get; init; }

    /// <summary>The headline; empty when there is none.</summary>
    public required string Title { get; init; }

    /// <summary>True when the title was taken from the body.</summary>
    public bool TitleDerived { get; init; }

    /// <summary>The date with the precision it came with.</summary>
    public ArticleDate? Date { get; init; }

    /// <summary>The outlet.</summary>
    public string? Source { get; init; }

    /// <summary>Where the article was found.</summary>
    public string? Url { get; init; }

    /// <summary>The authors.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The language.</summary>
    public string? Language { get; init; }

    /// <summary>The caller's own fields.</summary>
    public IReadOnlyDictionary<string, FieldValue> Fields { get; init; } = Article.EmptyFields;

    /// <summary>Passages of the body, best first, then of the title and text fields; empty when not asked for.</summary>
    public IReadOnlyList<Passage> Highlights { get; init; } = [];

    /// <summary>
    /// Of the near-duplicates of this article that match and are folded under it, the first <see cref="MaxDuplicates"/> in the order of hits; empty unless
    /// <see cref="SearchRequest.Collapse"/> asks for it.
    /// </summary>
    public IReadOnlyList<DuplicateArticle> Duplicates { get; init; } = [];

    /// <summary>How many articles are folded under this one, those that are not named included.</summary>
    public int DuplicateCount { get; init; }

    /// <summary>How many duplicates are named.</summary>
    public const int MaxDuplicates = 100;

    /// <summary>How the score came about, when asked for.</summary>
    public Explanation? Explanation { get; init; }
}

/// <summary>The answer to a <see cref="SearchRequest"/>.</summary>
public sealed record SearchResults
{
    /// <summary>The hits in the order asked for.</summary>
    public required IReadOnlyList<Hit> Hits { get; init; }

    /// <summary>How many articles match.</summary>
    public required HitTotal Total { get; init; }

    /// <summary>
    /// How many hits there are once near-duplicates are folded: exact where <see cref="Total"/> is, else at least those that were seen. Null unless
    /// <see cref="SearchRequest.Collapse"/> asks for it.
    /// </summary>
    public HitTotal? Groups { get; init; }

    /// <summary>Where the next page goes on, in a search over a <see cref="PointInTime"/>; null when there is no further hit, and in other searches.</summary>
    public SearchPosition? Position { get; init; }

    /// <summary>The values of the fields asked for, in the order in which they were asked for.</summary>
    public IReadOnlyList<FacetResult> Facets { get; init; } = [];

    /// <summary>The articles over time, when asked for.</summary>
    public DateHistogram? Histogram { get; init; }

    /// <summary>
    /// The query with other words in place of such as the archive does not have, or hardly: offered when the other words are near, the archive has them
    /// and the corrected query finds something, or clearly more where it found a little. Null when there is nothing better.
    /// </summary>
    public string? DidYouMean { get; init; }

    /// <summary>How long the search took, from text to answer.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>How long each stage took, when asked for; in the order in which they ended.</summary>
    public IReadOnlyList<StageTime> Timings { get; init; } = [];

    /// <summary>What was not understood or not finished, in words for the person who searches.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
