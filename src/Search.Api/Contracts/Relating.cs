using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>Asks for the articles that are related to a stored article (<c>id</c>) or to a text (<c>text</c>): one of the two.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RelatedParameters
{
    private const int MaxSize = 100;

    /// <summary>The id of a stored article.</summary>
    public string? Id { get; init; }

    /// <summary>A text, as if it were an article's body.</summary>
    public string? Text { get; init; }

    /// <summary>The headline of the text.</summary>
    public string? Title { get; init; }

    /// <summary>How many articles to return.</summary>
    [DefaultValue(10), Range(0, MaxSize)]
    public int? Size { get; init; }

    /// <summary>Which outlets count: <c>any</c>, <c>same</c> (that of the article asked about) or <c>other</c> (all but it).</summary>
    [DefaultValue("any"), AllowedValues("any", "same", "other")]
    public string? Source { get; init; }

    /// <summary>Only articles whose period overlaps the time from this one on: <c>2022</c>, <c>2022-05</c>, <c>2022-05-17</c> or a timestamp.</summary>
    public string? After { get; init; }

    /// <summary>Only articles whose period overlaps the time up to this one, such as what led to an event.</summary>
    public string? Before { get; init; }

    /// <summary>How much an article of today gains by its date, as a part of its score: 1 doubles it. 0: dates do not count.</summary>
    [DefaultValue(0.0), Range(0.0, Recency.MaxWeight)]
    public double? RecencyWeight { get; init; }

    /// <summary>After how many days half of that gain is left. More than 0; of use with a weight.</summary>
    [DefaultValue(30.0)]
    public double? RecencyHalfLife { get; init; }

    /// <summary>The library's request.</summary>
    /// <exception cref="ProblemException">A value is missing or out of its range (400).</exception>
    public RelatedRequest ToRequest()
    {
        if ((Id is null) == (Text is null))
            throw ProblemException.BadRequest("A parameter is missing", "Give either 'id', the id of a stored article, or 'text', a text to find related articles for.");
        return new RelatedRequest
        {
            Id = Id,
            Text = Text,
            Title = Title,
            Size = Parameter.InRange("size", Size ?? 10, 0, MaxSize),
            Sources = Parameter.Choice("source", Source ?? "any", ("any", RelatedSources.Any), ("same", RelatedSources.Same), ("other", RelatedSources.Other)),
            After = Parameter.Date("after", After),
            Before = Parameter.Date("before", Before),
            Recency = Recency.Options(RecencyWeight, RecencyHalfLife),
        };
    }
}

/// <summary>The articles that are related to one.</summary>
/// <param name="TookMs">How long it took, in milliseconds.</param>
/// <param name="Hits">The related articles, the most related first; without highlights.</param>
/// <param name="Warnings">What was not finished.</param>
internal sealed record RelatedReply(double TookMs, IReadOnlyList<HitReply> Hits, IReadOnlyList<string> Warnings)
{
    public static RelatedReply From(RelatedResults results) =>
        new(results.Took.TotalMilliseconds, [.. results.Hits.Select(HitReply.From)], results.Warnings);
}
