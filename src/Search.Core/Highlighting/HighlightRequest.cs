namespace Search.Core;

/// <summary>Asks for the matches of a query in a stored article or in a text of the caller's. Exactly one of <see cref="Id"/> and <see cref="Text"/> is set.</summary>
/// <param name="Query">The query, in the query language.</param>
public sealed record HighlightRequest(string Query)
{
    /// <summary>The id of a stored article.</summary>
    public string? Id { get; init; }

    /// <summary>A text to highlight as if it were an article's body.</summary>
    public string? Text { get; init; }

    /// <summary>Whether <see cref="HighlightResult.Html"/> holds the whole field. Default: false.</summary>
    public bool Whole { get; init; }

    /// <summary>How passages are chosen and written; null for the index's defaults.</summary>
    public HighlightOptions? Options { get; init; }
}
