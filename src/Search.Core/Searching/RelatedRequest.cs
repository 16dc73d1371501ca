using Search.Core.Searching;

namespace Search.Core;

/// <summary>Which outlets related articles may be of.</summary>
public enum RelatedSources
{
    /// <summary>All.</summary>
    Any,

    /// <summary>The one of the article asked about.</summary>
    Same,

    /// <summary>All but the one of the article asked about.</summary>
    Other,
}

/// <summary>Asks for the articles that have to do with an article or a text. Give an id or a text.</summary>
public sealed record RelatedRequest
{
    /// <summary>The id of a stored article.</summary>
    public string? Id { get; init; }

    /// <summary>A text, as if it were an article's body.</summary>
    public string? Text { get; init; }

    /// <summary>The headline of the <see cref="Text"/>; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>How many articles to return. Default 10. 0 to 100.</summary>
    public int Size { get; init; } = 10;

    /// <summary>Raises recent articles; null for relations that do not depend on dates. Its origin may be the date of the article asked about.</summary>
    public RecencyOptions? Recency { get; init; }

    /// <summary>Which outlets count. Default: all. Another choice needs an <see cref="Id"/>.</summary>
    public RelatedSources Sources { get; init; } = RelatedSources.Any;

    /// <summary>Only articles whose period overlaps the time from the start of this one on; null for no limit.</summary>
    public ArticleDate? After { get; init; }

    /// <summary>Only articles whose period overlaps the time up to the end of this one, such as what led to an event; null for no limit.</summary>
    public ArticleDate? Before { get; init; }

    /// <exception cref="InvalidRequestException">A value is out of its range.</exception>
    internal void Validate()
    {
        RequestChecks.Require(Id is null != Text is null, "Give either the id of an article or a text to find related articles for, not both and not neither.");
        RequestChecks.Require(Title is null || Text is not null, "A title goes with a text: leave it out where an id is given.");
        RequestChecks.Require(Size is >= 0 and <= 100, $"The size {Size} is out of range: ask for 0 to 100 related articles.");
        RequestChecks.Require(Enum.IsDefined(Sources), "The choice of sources is not one of the defined values.");
        RequestChecks.Require(Sources == RelatedSources.Any || Id is not null, "A text has no source: choose sources for the id of an article alone.");
        if (After is { } after && Before is { } before)
            RequestChecks.Require(after.Start <= before.End, $"'after' {after} lies later than 'before' {before}: exchange them.");
        Recency?.Validate();
    }
}

/// <summary>The answer to a <see cref="RelatedRequest"/>.</summary>
public sealed record RelatedResults
{
    /// <summary>
    /// The related articles, the most related first, without the article asked about and its near-duplicates; near-duplicates among them are folded
    /// (<see cref="Hit.Duplicates"/>). They carry no highlights.
    /// </summary>
    public required IReadOnlyList<Hit> Hits { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>What was not finished, in words for the person who reads.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
