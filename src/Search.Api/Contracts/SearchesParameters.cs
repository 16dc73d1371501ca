using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>Several searches in one request.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SearchesParameters
{
    private const int MaxSearches = 50;

    /// <summary>The searches, each with the names of <c>POST /v1/search</c> but without a cursor.</summary>
    [MaxLength(MaxSearches)]
    public IReadOnlyList<SearchParameters>? Searches { get; init; }

    /// <summary>The library's requests.</summary>
    /// <exception cref="ProblemException">There is none or too many, or one has a mistake (400).</exception>
    public IReadOnlyList<SearchRequest> ToRequests()
    {
        if (Searches is not { Count: > 0 and <= MaxSearches })
            throw Parameter.Wrong("searches", $"must hold 1 to {MaxSearches} searches, not {Searches?.Count ?? 0}.");
        return [.. Searches.Select((search, number) => Naming(number, () => ToRequest(search)))];
    }

    /// <summary>Runs one of the searches; a mistake in it is named by its number.</summary>
    public static async Task<SearchResults> NamingAsync(int number, Func<Task<SearchResults>> search)
    {
        try
        {
            return await search();
        }
        catch (InvalidRequestException mistake)
        {
            throw Parameter.Wrong($"searches[{number}]", mistake.Message);
        }
    }

    private static SearchRequest ToRequest(SearchParameters? search)
    {
        if (search is null)
            throw Parameter.Wrong("search", "must be an object.");
        if (search.Format is not (null or "json") || search.Limit is not null)
            throw Parameter.Wrong("format", "cannot be asked for here: use POST /v1/search.");
        return search.Cursor is null && search.KeepAlive is null ? search.ToRequest()
            : throw Parameter.Wrong("cursor", "cannot be asked for here: use POST /v1/search.");
    }

    private static SearchRequest Naming(int number, Func<SearchRequest> read)
    {
        try
        {
            return read();
        }
        catch (ProblemException mistake)
        {
            throw new ProblemException(mistake.Status, mistake.Title, $"searches[{number}]: {mistake.Message}");
        }
    }
}

/// <summary>The answers to several searches.</summary>
/// <param name="Results">An answer for each, in their order.</param>
internal sealed record SearchesReply(IReadOnlyList<SearchReply> Results);
