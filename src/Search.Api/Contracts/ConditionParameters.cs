using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>What articles are meant, where nothing is shown of them: what is saved or deleted. The names mean what they mean in a search.</summary>
internal abstract record ConditionParameters
{
    /// <summary>The query, in the query language. Empty: every article.</summary>
    public string? Q { get; init; }

    /// <summary>How many of the words must match: <c>any</c> or <c>all</c>.</summary>
    [DefaultValue("any"), AllowedValues("any", "all")]
    public string? Match { get; init; }

    /// <summary>Only articles whose period overlaps the time from this one on.</summary>
    public string? After { get; init; }

    /// <summary>Only articles whose period overlaps the time up to this one.</summary>
    public string? Before { get; init; }

    /// <summary>Only articles of one of these sources.</summary>
    [JsonConverter(typeof(OneOrMany))]
    public IReadOnlyList<string>? Source { get; init; }

    /// <summary>Only articles by one of these authors.</summary>
    [JsonConverter(typeof(OneOrMany))]
    public IReadOnlyList<string>? Author { get; init; }

    /// <summary>Conditions <c>FIELD:VALUE</c> or <c>FIELD:[LOW TO HIGH]</c>.</summary>
    [JsonConverter(typeof(OneOrMany))]
    public IReadOnlyList<string>? Filter { get; init; }

    /// <summary>The library's request.</summary>
    /// <exception cref="ProblemException">A value is out of its range (400).</exception>
    protected SearchRequest ToSearchRequest() => new SearchParameters
    {
        Q = Q,
        Match = Match,
        After = After,
        Before = Before,
        Source = Source,
        Author = Author,
        Filter = Filter,
    }.ToRequest();
}
