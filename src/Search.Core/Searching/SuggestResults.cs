namespace Search.Core;

/// <summary>A way in which what was typed may go on.</summary>
/// <param name="Text">The whole text for the search box: words in front that are no part of the completion are as they were typed.</param>
/// <param name="Html">The same, escaped for HTML, the part that was typed within the request's tag.</param>
/// <param name="Articles">In how many articles' titles and openings the completion is; in large archives it may be a little less (docs/suggesting.md).</param>
public sealed record Suggestion(string Text, string Html, int Articles);

/// <summary>The answer to a <see cref="SuggestRequest"/>.</summary>
public sealed record SuggestResults
{
    /// <summary>The completions, the best first.</summary>
    public required IReadOnlyList<Suggestion> Suggestions { get; init; }

    /// <summary>Whether all articles that a search sees were taken in; false for a moment after many came.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>How long it took, waiting included.</summary>
    public required TimeSpan Took { get; init; }
}
