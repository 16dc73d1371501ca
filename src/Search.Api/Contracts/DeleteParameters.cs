using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>Which articles to delete; at least one member. The names mean what they mean in a search.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DeleteParameters
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
    /// <exception cref="ProblemException">Nothing was asked for, or a value is out of its range (400).</exception>
    public SearchRequest ToRequest()
    {
        if (Q is null && After is null && Before is null && Source is null && Author is null && Filter is null)
        {
            throw ProblemException.BadRequest(
                "Nothing says what to delete",
                """Give 'q', 'filter', 'source', 'author', 'after' or 'before'; {"q": ""} deletes every article.""");
        }
        return new SearchParameters
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
}

/// <summary>What a delete by query did.</summary>
/// <param name="Deleted">How many articles were deleted.</param>
internal sealed record DeleteReply(long Deleted);
