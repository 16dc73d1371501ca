using System.Text.Json.Serialization;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>A search to save; the names mean what they mean in a search.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AlertParameters : ConditionParameters
{
    /// <exception cref="ProblemException">There is no query, or a value is out of its range (400).</exception>
    public SavedSearch ToSearch(string name)
    {
        if (Q is null)
            throw ProblemException.BadRequest("A parameter is missing", """Give the query as 'q'; {"q": ""} finds every article.""");
        return new SavedSearch(name, ToSearchRequest());
    }
}

/// <summary>A saved search.</summary>
internal sealed record AlertReply
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was first saved.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The query.</summary>
    public required string Q { get; init; }

    /// <summary>How many of the words must match: <c>any</c> or <c>all</c>.</summary>
    public required string Match { get; init; }

    /// <summary>Only articles from this time on.</summary>
    public string? After { get; init; }

    /// <summary>Only articles up to this time.</summary>
    public string? Before { get; init; }

    /// <summary>Only articles of one of these sources.</summary>
    public required IReadOnlyList<string> Source { get; init; }

    /// <summary>Only articles by one of these authors.</summary>
    public required IReadOnlyList<string> Author { get; init; }

    /// <summary>Conditions on fields.</summary>
    public required IReadOnlyList<string> Filter { get; init; }

    /// <summary>How many articles it has found since it was first saved.</summary>
    public required long Found { get; init; }

    /// <summary>The number of its last match: what comes next is behind it in <c>/matches</c>.</summary>
    public required long Last { get; init; }

    public static AlertReply From(SavedSearch search) => new()
    {
        Name = search.Name,
        Created = search.Created,
        Q = search.Request.Query,
        Match = search.Request.Match == MatchMode.All ? "all" : "any",
        After = search.Request.After?.ToString(),
        Before = search.Request.Before?.ToString(),
        Source = search.Request.Sources,
        Author = search.Request.Authors,
        Filter = [.. search.Request.Filters.Select(filter => $"{filter.Field}:{filter.Value}")],
        Found = search.Found,
        Last = search.LastMatch,
    };
}

/// <summary>All saved searches, by name.</summary>
internal sealed record AlertListReply(IReadOnlyList<AlertReply> Alerts);

/// <summary>An article that a saved search found when it came.</summary>
internal sealed record AlertMatchReply
{
    /// <summary>The number of the match: the next one has the next number.</summary>
    public required long Number { get; init; }

    /// <summary>The article's id.</summary>
    public required string Id { get; init; }

    /// <summary>When it was found.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whether it took the place of an earlier version of the article.</summary>
    public required bool Update { get; init; }

    /// <summary>The title as it is now; null when the article was deleted since.</summary>
    public string? Title { get; init; }

    /// <summary>The article's date.</summary>
    public string? Date { get; init; }

    /// <summary>The article's source.</summary>
    public string? Source { get; init; }

    /// <summary>The article's address.</summary>
    public string? Url { get; init; }

    public static AlertMatchReply From(SavedSearchMatch match, Article? article) => new()
    {
        Number = match.Number,
        Id = match.ArticleId,
        Time = match.Time,
        Update = match.IsUpdate,
        Title = article?.Title,
        Date = article?.Date?.ToString(),
        Source = article?.Source,
        Url = article?.Url,
    };
}

/// <summary>Matches of a saved search, the oldest first.</summary>
/// <param name="Matches">The matches.</param>
/// <param name="Missed">How many matches before these are no longer kept.</param>
/// <param name="Next">What to ask on with as <c>after</c>.</param>
internal sealed record AlertMatchesReply(IReadOnlyList<AlertMatchReply> Matches, long Missed, long Next);
