using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>Asks how what was typed may go on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SuggestParameters
{
    /// <summary>What was typed so far. The last word counts as unfinished unless something follows it.</summary>
    public string? Q { get; init; }

    /// <summary>How many completions at most.</summary>
    [DefaultValue(10), Range(0, 100)]
    public int? Size { get; init; }

    /// <summary>Whether completions of what may have been meant follow those of what was typed.</summary>
    [DefaultValue(true)]
    public bool? Typos { get; init; }

    public static SuggestParameters Read(QueryReader query)
    {
        var parameters = new SuggestParameters { Q = query.Text("q"), Size = query.WholeNumber("size"), Typos = query.Flag("typos") };
        query.End();
        return parameters;
    }

    /// <summary>The library's request.</summary>
    /// <exception cref="ProblemException">A value is missing or out of its range (400).</exception>
    public SuggestRequest ToRequest() => new(Q ?? throw ProblemException.BadRequest("A parameter is missing", "Give what was typed as 'q'."))
    {
        Size = Parameter.InRange("size", Size ?? 10, 0, 100),
        Typos = Typos ?? true,
    };
}

/// <summary>A way in which what was typed may go on.</summary>
/// <param name="Text">The whole text for the search box.</param>
/// <param name="Html">The same escaped for HTML, the part that was typed within <c>mark</c>.</param>
internal sealed record SuggestionReply(string Text, string Html);

/// <summary>Completions, the best first.</summary>
/// <param name="Suggestions">The completions.</param>
internal sealed record SuggestReply(IReadOnlyList<SuggestionReply> Suggestions)
{
    public static SuggestReply From(SuggestResults results) =>
        new([.. results.Suggestions.Select(suggestion => new SuggestionReply(suggestion.Text, suggestion.Html))]);
}
