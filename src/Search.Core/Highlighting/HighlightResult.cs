namespace Search.Core;

/// <summary>What <see cref="HighlightRequest"/> gives.</summary>
public sealed record HighlightResult
{
    /// <summary>The passages of the body or the text, best first; of a stored article also those of its title and text fields.</summary>
    public required IReadOnlyList<Passage> Passages { get; init; }

    /// <summary>The whole body (or the text) escaped and marked, when asked; null otherwise.</summary>
    public string? Html { get; init; }

    /// <summary>What could not be done as asked, such as a budget that was reached.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
