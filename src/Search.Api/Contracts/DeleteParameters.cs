using System.Text.Json.Serialization;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>Which articles to delete; at least one member. The names mean what they mean in a search.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DeleteParameters : ConditionParameters
{
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
        return ToSearchRequest();
    }
}

/// <summary>What a delete by query did.</summary>
/// <param name="Deleted">How many articles were deleted.</param>
internal sealed record DeleteReply(long Deleted);
