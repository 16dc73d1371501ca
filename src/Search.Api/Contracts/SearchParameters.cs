using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>A search. The query string of <c>GET</c> and the body of <c>POST</c> carry the same names.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SearchParameters
{
    private const int MaxSize = 100;
    private const int MaxFrom = 10_000;
    private const int MaxFacetSize = 1_000;
    private const int MaxKeepAliveSeconds = 3_600;

    /// <summary>The query, in the query language. Empty: every article.</summary>
    public string? Q { get; init; }

    /// <summary>How many of the words must match: <c>any</c> or <c>all</c>.</summary>
    [DefaultValue("any"), AllowedValues("any", "all")]
    public string? Match { get; init; }

    /// <summary>How many hits to return.</summary>
    [DefaultValue(10), Range(0, MaxSize)]
    public int? Size { get; init; }

    /// <summary>How many hits to skip.</summary>
    [DefaultValue(0), Range(0, MaxFrom)]
    public int? From { get; init; }

    /// <summary>
    /// The order of hits: <c>relevance</c>, <c>newest</c>, <c>oldest</c>, <c>FIELD:asc</c> or <c>FIELD:desc</c>.
    /// Articles without the value come last.
    /// </summary>
    [DefaultValue("relevance")]
    public string? Sort { get; init; }

    /// <summary>Only articles whose period overlaps the time from this one on: <c>2022</c>, <c>2022-05</c>, <c>2022-05-17</c> or a timestamp.</summary>
    public string? After { get; init; }

    /// <summary>Only articles whose period overlaps the time up to this one: <c>2022</c>, <c>2022-05</c>, <c>2022-05-17</c> or a timestamp.</summary>
    public string? Before { get; init; }

    /// <summary>Only articles of one of these sources. Repeatable.</summary>
    [JsonConverter(typeof(OneOrMany))]
    public IReadOnlyList<string>? Source { get; init; }

    /// <summary>Only articles by one of these authors. Repeatable.</summary>
    [JsonConverter(typeof(OneOrMany))]
    public IReadOnlyList<string>? Author { get; init; }

    /// <summary>
    /// A condition <c>FIELD:VALUE</c> or <c>FIELD:[LOW TO HIGH]</c>. Repeatable: conditions on one field are alternatives,
    /// different fields must all hold.
    /// </summary>
    [JsonConverter(typeof(OneOrMany))]
    public IReadOnlyList<string>? Filter { get; init; }

    /// <summary>Whether hits carry highlights.</summary>
    [DefaultValue(true)]
    public bool? Highlight { get; init; }

    /// <summary>How matches are counted: <c>bounded</c> (exact up to 1,000) or <c>exact</c>.</summary>
    [DefaultValue("bounded"), AllowedValues("bounded", "exact")]
    public string? Total { get; init; }

    /// <summary>Whether each hit carries an explanation of its score.</summary>
    [DefaultValue(false)]
    public bool? Explain { get; init; }

    /// <summary>Whether the reply says how long each stage of the search took.</summary>
    [DefaultValue(false)]
    public bool? Timings { get; init; }

    /// <summary>How much an article of today gains by its date, as a part of its score: 1 doubles it. 0: dates do not count.</summary>
    [DefaultValue(0.0), Range(0.0, Recency.MaxWeight)]
    public double? RecencyWeight { get; init; }

    /// <summary>After how many days half of that gain is left. More than 0; of use with a weight.</summary>
    [DefaultValue(30.0)]
    public double? RecencyHalfLife { get; init; }

    /// <summary>How results are ranked: <c>default</c>, or <c>thorough</c>, which searches once more with words of the best articles and raises what is like them.</summary>
    [DefaultValue("default"), AllowedValues("default", "thorough")]
    public string? Profile { get; init; }

    /// <summary>Whether a word that no article has stands for near ones.</summary>
    [DefaultValue(true)]
    public bool? Typos { get; init; }

    /// <summary>
    /// A field to count the values of, over all articles that match: <c>source</c>, <c>author</c>, <c>language</c>, <c>year</c>, <c>month</c>,
    /// <c>day</c> or a keyword field. Repeatable. The parameters that filter by the same field do not count for it, so that further values
    /// can be chosen.
    /// </summary>
    [JsonConverter(typeof(OneOrMany))]
    public IReadOnlyList<string>? Facet { get; init; }

    /// <summary>How many values of each facet to return.</summary>
    [DefaultValue(10), Range(1, MaxFacetSize)]
    public int? FacetSize { get; init; }

    /// <summary>
    /// Counts the articles over time by <c>year</c>, <c>month</c>, <c>day</c> or <c>auto</c>. <c>after</c> and <c>before</c> do not count for it,
    /// so that a timeline stays whole while a part of it is chosen.
    /// </summary>
    [AllowedValues("auto", "year", "month", "day")]
    public string? Histogram { get; init; }

    /// <summary>
    /// Whether near-duplicates, such as copies of a wire story, are put under the first of them in the order of hits, so that <c>size</c>, <c>from</c> and
    /// pages count stories. <c>total</c> and facets count articles all the same; <c>groups</c> of the reply counts stories.
    /// </summary>
    [DefaultValue(false)]
    public bool? Collapse { get; init; }

    /// <summary>
    /// <c>*</c> pins the archive as it is now and begins a list of hits over it; the <c>cursor</c> of each reply asks for the next page, with or
    /// without the other parameters. The oldest of more than 100 pinned lists, and one that is not asked for in time, is given up: 410.
    /// </summary>
    public string? Cursor { get; init; }

    /// <summary>How long a pinned list is kept for its next page: a number with <c>s</c>, <c>m</c> or <c>h</c>, at most an hour.</summary>
    [DefaultValue("2m")]
    public string? KeepAlive { get; init; }

    /// <summary>
    /// The form of the reply: <c>json</c>, <c>csv</c> or <c>ndjson</c> (all matching articles, streamed), <c>rss</c> or <c>atom</c> (a feed, the newest
    /// first unless an order is asked for). Without it the header <c>Accept</c> decides.
    /// </summary>
    [DefaultValue("json"), AllowedValues("json", "csv", "ndjson", "rss", "atom")]
    public string? Format { get; init; }

    /// <summary>How many articles a reply as <c>csv</c> or <c>ndjson</c> has at most. Without it: all that match.</summary>
    [Range(1, int.MaxValue)]
    public int? Limit { get; init; }

    public static SearchParameters Read(QueryReader query)
    {
        var parameters = new SearchParameters
        {
            Q = query.Text("q"),
            Match = query.Text("match"),
            Size = query.WholeNumber("size"),
            From = query.WholeNumber("from"),
            Sort = query.Text("sort"),
            After = query.Text("after"),
            Before = query.Text("before"),
            Source = query.Texts("source"),
            Author = query.Texts("author"),
            Filter = query.Texts("filter"),
            Highlight = query.Flag("highlight"),
            Total = query.Text("total"),
            Explain = query.Flag("explain"),
            Timings = query.Flag("timings"),
            RecencyWeight = query.Number("recencyWeight"),
            RecencyHalfLife = query.Number("recencyHalfLife"),
            Profile = query.Text("profile"),
            Typos = query.Flag("typos"),
            Facet = query.Texts("facet"),
            FacetSize = query.WholeNumber("facetSize"),
            Histogram = query.Text("histogram"),
            Collapse = query.Flag("collapse"),
            Cursor = query.Text("cursor"),
            KeepAlive = query.Text("keepAlive"),
            Format = query.Text("format"),
            Limit = query.WholeNumber("limit"),
        };
        query.End();
        return parameters;
    }

    /// <summary>The library's request.</summary>
    /// <exception cref="ProblemException">A value is out of its range (400).</exception>
    public SearchRequest ToRequest() => new(Q ?? "")
    {
        Match = Parameter.Choice("match", Match ?? "any", ("any", MatchMode.Any), ("all", MatchMode.All)),
        Size = Parameter.InRange("size", Size ?? 10, 0, MaxSize),
        From = Parameter.InRange("from", From ?? 0, 0, MaxFrom),
        Sort = Sort is null ? SortOrder.Relevance : Parameter.Parsed("sort", () => SortOrder.Parse(Sort)),
        After = Parameter.Date("after", After),
        Before = Parameter.Date("before", Before),
        Sources = Source ?? [],
        Authors = Author ?? [],
        Filters = Parameter.Filters(Filter),
        Highlight = Highlight ?? true,
        Total = Parameter.Choice("total", Total ?? "bounded", ("bounded", TotalMode.Bounded), ("exact", TotalMode.Exact)),
        Explain = Explain ?? false,
        Timings = Timings ?? false,
        Recency = Recency.Options(RecencyWeight, RecencyHalfLife),
        Facets = Facets(),
        Histogram = Histogram is null ? null : Parameter.Choice("histogram", Histogram,
            ("auto", HistogramInterval.Auto), ("year", HistogramInterval.Year), ("month", HistogramInterval.Month), ("day", HistogramInterval.Day)),
        Profile = Parameter.Choice("profile", Profile ?? "default", ("default", RankingProfile.Default), ("thorough", RankingProfile.Thorough)),
        Typos = Typos ?? true,
        Collapse = Collapse ?? false,
    };

    /// <summary>How long a pinned list is kept.</summary>
    /// <exception cref="ProblemException">It is no such time (400).</exception>
    public TimeSpan KeepAliveTime()
    {
        if (KeepAlive is null)
            return Cursors.DefaultKeepAlive;
        if (Cursor is null)
            throw Parameter.Wrong("keepAlive", "is of use with 'cursor' alone; leave it out.");
        int seconds = KeepAlive.Length > 1 && int.TryParse(KeepAlive.AsSpan(0, KeepAlive.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? KeepAlive[^1] switch { 's' => Math.Min(number, MaxKeepAliveSeconds + 1), 'm' => Math.Min(number, 61) * 60, 'h' => Math.Min(number, 2) * 3_600, _ => 0 } : 0;
        return seconds is >= 1 and <= MaxKeepAliveSeconds ? TimeSpan.FromSeconds(seconds)
            : throw Parameter.Wrong("keepAlive", $"must be a time from 1s to 1h, such as 30s or 2m, not '{Parameter.Shorten(KeepAlive)}'.");
    }

    /// <summary>This page's parameters over those of the list's first page, which they need not repeat.</summary>
    /// <exception cref="ProblemException">They ask for another list (400).</exception>
    public SearchParameters GoOn(SearchParameters first)
    {
        CheckSame("q", Q, first.Q);
        CheckSame("match", Match, first.Match, "any");
        CheckSame("sort", Sort, first.Sort, SortOrder.Relevance.Name);
        CheckSame("after", After, first.After);
        CheckSame("before", Before, first.Before);
        CheckSame("profile", Profile, first.Profile, "default");
        CheckSame("typos", Typos, first.Typos, true);
        CheckSame("recencyWeight", RecencyWeight, first.RecencyWeight, 0);
        CheckSame("recencyHalfLife", RecencyHalfLife, first.RecencyHalfLife, Recency.DefaultHalfLife);
        CheckSame("collapse", Collapse, first.Collapse, false);
        CheckSame("source", Join(Source), Join(first.Source));
        CheckSame("author", Join(Author), Join(first.Author));
        CheckSame("filter", Join(Filter), Join(first.Filter));
        return first with
        {
            Size = Size ?? first.Size,
            From = From,
            Highlight = Highlight ?? first.Highlight,
            Total = Total ?? first.Total,
            Explain = Explain ?? first.Explain,
            Timings = Timings ?? first.Timings,
            Facet = Facet ?? first.Facet,
            FacetSize = FacetSize ?? first.FacetSize,
            Histogram = Histogram ?? first.Histogram,
        };

        static string? Join(IReadOnlyList<string>? texts) => texts is null ? null : string.Join('\n', texts);
    }

    private static void CheckSame(string name, string? given, string? first, string otherwise = "")
    {
        if (given is not null && given != (first ?? otherwise))
            throw Differs(name);
    }

    private static void CheckSame<T>(string name, T? given, T? first, T otherwise)
        where T : struct
    {
        if (given is { } value && !value.Equals(first ?? otherwise))
            throw Differs(name);
    }

    private static ProblemException Differs(string name) =>
        Parameter.Wrong(name, "differs from the list's first page: leave it out or repeat it, or begin another list with cursor=*.");

    private IReadOnlyList<FacetRequest> Facets()
    {
        int size = Parameter.InRange("facetSize", FacetSize ?? 10, 1, MaxFacetSize);
        return [.. (Facet ?? []).Distinct(StringComparer.Ordinal).Select(field => new FacetRequest(field) { Size = size })];
    }
}
