namespace Search.Core;

/// <summary>Asks how what was typed so far may go on.</summary>
/// <param name="Text">What stands in the search box up to the cursor. The last word counts as unfinished unless something follows it.</param>
public sealed record SuggestRequest(string Text)
{
    /// <summary>How many completions at most. Default 10. 0 to 100.</summary>
    public int Size { get; init; } = 10;

    /// <summary>
    /// Whether completions of what may have been meant follow those of what was typed: one letter added, left out, exchanged or swapped with its
    /// neighbour in a word of four letters or more, behind its first letter, in at most two words. Default: true.
    /// </summary>
    public bool Typos { get; init; } = true;

    /// <summary>The name of the HTML element around what was typed. Default <c>mark</c>. ASCII letters, digits and <c>-</c>, a letter first.</summary>
    public string Tag { get; init; } = "mark";

    /// <summary>
    /// How long to wait for articles to be taken in that came since the last request; the first request of an opened index waits ten times as long.
    /// Default 100 ms. Zero never waits: what is not taken in then is in the next answers. 0 to 60 s.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(100);
}
