namespace Search.Core;

/// <summary>The text of an article before cleaning.</summary>
/// <param name="Title">The title as it came; null when there was none.</param>
/// <param name="Body">The body as it came; for a plain-text file, the whole file.</param>
public sealed record OriginalText(string? Title, string Body);
