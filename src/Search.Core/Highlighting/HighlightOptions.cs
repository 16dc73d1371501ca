namespace Search.Core;

/// <summary>How passages are chosen and written.</summary>
public sealed record HighlightOptions
{
    /// <summary>Elements whose content browsers do not read as text with its escapes: as a program, as a style, not at all.</summary>
    private static readonly HashSet<string> s_noText = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "iframe", "noembed", "noframes", "noscript", "plaintext", "template", "textarea", "title", "xmp",
    };

    /// <summary>How many passages of the body at most. Default 3. 1 to 100.</summary>
    public int Passages { get; init; } = 3;

    /// <summary>The aimed length of a passage in UTF-16 code units. Default 200. 20 to 10,000.</summary>
    public int PassageLength { get; init; } = 200;

    /// <summary>The name of the HTML element around a match. Default <c>mark</c>. ASCII letters, digits and <c>-</c>, a letter first; none whose content is no text, such as <c>script</c>.</summary>
    public string Tag { get; init; } = "mark";

    /// <summary>How much of a text is read at most for a hit, in UTF-16 code units; a warning says when it was reached. Default 1,000,000. 1 or more.</summary>
    public int MaxTextLength { get; init; } = 1_000_000;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidRequestException">A value is out of its range; the message says what to change.</exception>
    internal void Validate()
    {
        Check(Passages is >= 1 and <= 100, "passages", "1 to 100");
        Check(PassageLength is >= 20 and <= 10_000, "passage length", "20 to 10,000");
        Check(MaxTextLength >= 1, "maximal text length", "1 or more");
        Check(Tag is { Length: > 0 and <= 50 } && char.IsAsciiLetter(Tag[0]) && Tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && !s_noText.Contains(Tag),
            "tag", "the name of an HTML element whose content is text: ASCII letters, digits and '-', a letter first, and not 'script' or the like");
    }

    private static void Check(bool holds, string name, string range)
    {
        if (!holds)
            throw new InvalidRequestException($"The highlights' {name} is out of range: set it to {range}.");
    }
}
