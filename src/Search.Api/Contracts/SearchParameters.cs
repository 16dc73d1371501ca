using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
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

    /// <summary>How results are ranked: <c>default</c>, or <c>thorough</c>, which searches once more with words of the best articles.</summary>
    [DefaultValue("default"), AllowedValues("default", "thorough")]
    public string? Profile { get; init; }

    /// <summary>Whether a word that no article has stands for near ones.</summary>
    [DefaultValue(true)]
    public bool? Typos { get; init; }

    /// <summary>Fields to count the values of. Not built yet: answers 501.</summary>
    [JsonConverter(typeof(OneOrMany))]
    public IReadOnlyList<string>? Facet { get; init; }

    /// <summary>Whether near-duplicates are put under their best hit. Not built yet: <c>true</c> answers 501.</summary>
    [DefaultValue(false)]
    public bool? Collapse { get; init; }

    /// <summary>Where to go on. Not built yet: answers 501.</summary>
    public string? Cursor { get; init; }

    /// <summary>How long a cursor is kept. Not built yet: answers 501.</summary>
    public string? KeepAlive { get; init; }

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
            Profile = query.Text("profile"),
            Typos = query.Flag("typos"),
            Facet = query.Texts("facet"),
            Collapse = query.Flag("collapse"),
            Cursor = query.Text("cursor"),
            KeepAlive = query.Text("keepAlive"),
        };
        query.End();
        return parameters;
    }

    /// <summary>The library's request.</summary>
    /// <exception cref="ProblemException">A value is out of its range (400), or asks for what is not built yet (501).</exception>
    public SearchRequest ToRequest()
    {
        var request = new SearchRequest(Q ?? "")
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
            Profile = Parameter.Choice("profile", Profile ?? "default", ("default", RankingProfile.Default), ("thorough", RankingProfile.Thorough)),
            Typos = Typos ?? true,
        };
        NotYet(Facet is not null, "facet");
        NotYet(Collapse is true, "collapse=true");
        NotYet(Cursor is not null, "cursor");
        NotYet(KeepAlive is not null, "keepAlive");
        return request;
    }

    private static void NotYet(bool asked, string parameter)
    {
        if (asked)
            throw ProblemException.NotYet($"The search parameter {parameter} is not built yet; leave it out.");
    }
}
