namespace Search.Core;

/// <summary>How passages are chosen and written.</summary>
public sealed record HighlightOptions
{
    /// <summary>How many passages of the body at most. Default 3. 1 to 100.</summary>
    public int Passages { get; init; } = 3;

    /// <summary>The aimed length of a passage in UTF-16 code units. Default 200. 20 to 10,000.</summary>
    public int PassageLength { get; init; } = 200;

    /// <summary>The name of the HTML element around a match. Default <c>mark</c>. ASCII letters, digits and <c>-</c>, a letter first.</summary>
    public string Tag { get; init; } = "mark";

    /// <summary>How much of a text is read at most for a hit, in UTF-16 code units; a warning says when it was reached. Default 1,000,000. 1 or more.</summary>
    public int MaxTextLength { get; init; } = 1_000_000;
}

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

/// <summary>What <see cref="HighlightRequest"/> gives.</summary>
public sealed record HighlightResult
{
    /// <summary>The passages, best first.</summary>
    public required IReadOnlyList<Passage> Passages { get; init; }

    /// <summary>The whole body (or the text) escaped and marked, when asked; null otherwise.</summary>
    public string? Html { get; init; }

    /// <summary>What could not be done as asked, such as a budget that was reached.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
