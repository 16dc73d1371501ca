using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>Asks for the matches of a query in a stored article (<c>id</c>) or in a text (<c>text</c>): one of the two.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record HighlightParameters
{
    /// <summary>The query, in the query language.</summary>
    public string? Q { get; init; }

    /// <summary>The id of a stored article.</summary>
    public string? Id { get; init; }

    /// <summary>A text to highlight.</summary>
    public string? Text { get; init; }

    /// <summary>How many passages at most.</summary>
    [DefaultValue(3), Range(1, 100)]
    public int? Passages { get; init; }

    /// <summary>Whether <c>html</c> of the reply holds the whole text.</summary>
    [DefaultValue(false)]
    public bool? Whole { get; init; }

    /// <summary>The name of the HTML element around a match.</summary>
    [DefaultValue("mark")]
    public string? Tag { get; init; }

    /// <summary>The library's request.</summary>
    /// <exception cref="ProblemException">A value is missing or out of its range (400).</exception>
    public HighlightRequest ToRequest(HighlightOptions defaults)
    {
        if (Q is null)
            throw ProblemException.BadRequest("A parameter is missing", "Give the query as 'q'.");
        if ((Id is null) == (Text is null))
            throw ProblemException.BadRequest("A parameter is missing", "Give either 'id', the id of a stored article, or 'text', a text to highlight.");
        return new HighlightRequest(Q)
        {
            Id = Id,
            Text = Text,
            Whole = Whole ?? false,
            Options = defaults with
            {
                Passages = Parameter.InRange("passages", Passages ?? defaults.Passages, 1, 100),
                Tag = Tag ?? defaults.Tag,
            },
        };
    }
}

/// <summary>The matches of a query in a text.</summary>
/// <param name="Passages">The passages, best first.</param>
/// <param name="Html">The whole text escaped and marked when <c>whole</c> was asked for; null otherwise.</param>
/// <param name="Warnings">What could not be done as asked, such as a budget that was reached.</param>
internal sealed record HighlightReply(IReadOnlyList<PassageReply> Passages, string? Html, IReadOnlyList<string> Warnings)
{
    public static HighlightReply From(HighlightResult result) => new([.. result.Passages.Select(PassageReply.From)], result.Html, result.Warnings);
}
