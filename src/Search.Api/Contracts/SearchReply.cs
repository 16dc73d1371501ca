using System.Text.Json.Serialization;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>The answer to a search.</summary>
internal sealed record SearchReply
{
    /// <summary>How long the search took, in milliseconds, from text to answer.</summary>
    public required double TookMs { get; init; }

    /// <summary>How many articles match.</summary>
    public required TotalReply Total { get; init; }

    /// <summary>How many hits there are once near-duplicates are put under their best hit; absent unless <c>collapse</c> is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TotalReply? Groups { get; init; }

    /// <summary>The hits in the order asked for.</summary>
    public required IReadOnlyList<HitReply> Hits { get; init; }

    /// <summary>Counts by field; empty unless asked for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetValueReply>> Facets { get; init; } =
        new Dictionary<string, IReadOnlyList<FacetValueReply>>(0);

    /// <summary>How many articles have no value of each facet; absent unless facets are asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, long>? FacetMissing { get; init; }

    /// <summary>The articles over time; absent unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HistogramReply? Histogram { get; init; }

    /// <summary>The query with other words in place of such as the archive does not have, or hardly; null when there is nothing better.</summary>
    public string? DidYouMean { get; init; }

    /// <summary>What asks for the next page of a pinned list; null after its last page, and unless asked for.</summary>
    public string? Cursor { get; init; }

    /// <summary>How long each stage took, in milliseconds; absent unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? TimingsMs { get; init; }

    /// <summary>What was not understood or not finished, in words for the person who searches.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    public static SearchReply From(SearchResults results, string? cursor = null) => new()
    {
        TookMs = results.Took.TotalMilliseconds,
        Total = TotalReply.From(results.Total),
        Groups = results.Groups is { } groups ? TotalReply.From(groups) : null,
        Hits = [.. results.Hits.Select(HitReply.From)],
        Facets = results.Facets.ToDictionary(facet => facet.Field, facet => FacetValueReply.From(facet.Values), StringComparer.Ordinal),
        FacetMissing = results.Facets.Count == 0 ? null : results.Facets.ToDictionary(facet => facet.Field, facet => facet.Missing, StringComparer.Ordinal),
        Histogram = results.Histogram is { } histogram ? HistogramReply.From(histogram) : null,
        DidYouMean = results.DidYouMean,
        Cursor = cursor,
        TimingsMs = results.Timings.Count == 0 ? null : results.Timings.ToDictionary(stage => stage.Stage, stage => stage.Time.TotalMilliseconds, StringComparer.Ordinal),
        Warnings = results.Warnings,
    };
}

/// <summary>The number of matches.</summary>
/// <param name="Value">The number, or a lower bound of it.</param>
/// <param name="Relation">Which of the two: <c>exact</c> or <c>atLeast</c>.</param>
internal sealed record TotalReply(long Value, string Relation)
{
    public static TotalReply From(HitTotal total) => new(total.Value, total.Relation == TotalRelation.Exact ? "exact" : "atLeast");
}

/// <summary>How many articles have a value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How many.</param>
internal sealed record FacetValueReply(string Value, long Count)
{
    public static IReadOnlyList<FacetValueReply> From(IReadOnlyList<FacetValue> values) =>
        [.. values.Select(value => new FacetValueReply(value.Value, value.Count))];
}

/// <summary>The articles over time.</summary>
/// <param name="Interval">The periods: <c>year</c>, <c>month</c> or <c>day</c>.</param>
/// <param name="Periods">The periods with articles, in the order of time.</param>
/// <param name="Missing">How many articles have no date, or one that is less precise than the periods.</param>
internal sealed record HistogramReply(string Interval, IReadOnlyList<FacetValueReply> Periods, long Missing)
{
    public static HistogramReply From(DateHistogram histogram) => new(
        histogram.Interval switch { HistogramInterval.Year => "year", HistogramInterval.Month => "month", _ => "day" },
        FacetValueReply.From(histogram.Periods), histogram.Missing);
}

/// <summary>An article that is nearly the same as a hit.</summary>
/// <param name="Id">The article's id.</param>
/// <param name="Source">Its outlet.</param>
internal sealed record DuplicateReply(string Id, string? Source);

/// <summary>An article that matches.</summary>
internal sealed record HitReply
{
    /// <summary>The article's id.</summary>
    public required string Id { get; init; }

    /// <summary>How well it matches; comparable within one search only.</summary>
    public required float Score { get; init; }

    /// <summary>The headline; empty when there is none.</summary>
    public required string Title { get; init; }

    /// <summary>True when the title was taken from the body.</summary>
    public required bool TitleDerived { get; init; }

    /// <summary>The date with the precision it came with: <c>2022</c>, <c>2022-05</c>, <c>2022-05-17</c> or a timestamp.</summary>
    public required string? Date { get; init; }

    /// <summary>The outlet.</summary>
    public required string? Source { get; init; }

    /// <summary>Where the article was found.</summary>
    public required string? Url { get; init; }

    /// <summary>The authors.</summary>
    public required IReadOnlyList<string> Authors { get; init; }

    /// <summary>The caller's own fields.</summary>
    public required IReadOnlyDictionary<string, FieldValue> Fields { get; init; }

    /// <summary>Passages of the body, best first, then of the title and text fields; empty when not asked for.</summary>
    public required IReadOnlyList<PassageReply> Highlights { get; init; }

    /// <summary>Near-duplicates under this hit, the first 100; empty unless asked for.</summary>
    public IReadOnlyList<DuplicateReply> Duplicates { get; init; } = [];

    /// <summary>How many there are, where not all of them are listed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? DuplicateCount { get; init; }

    /// <summary>How the score came about; absent unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Explanation? Explanation { get; init; }

    public static HitReply From(Hit hit) => new()
    {
        Id = hit.Id,
        Score = hit.Score,
        Title = hit.Title,
        TitleDerived = hit.TitleDerived,
        Date = hit.Date?.ToString(),
        Source = hit.Source,
        Url = hit.Url,
        Authors = hit.Authors,
        Fields = hit.Fields,
        Highlights = [.. hit.Highlights.Select(PassageReply.From)],
        Duplicates = [.. hit.Duplicates.Select(duplicate => new DuplicateReply(duplicate.Id, duplicate.Source))],
        DuplicateCount = hit.DuplicateCount > hit.Duplicates.Count ? hit.DuplicateCount : null,
        Explanation = hit.Explanation,
    };
}
