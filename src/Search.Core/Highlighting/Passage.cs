namespace Search.Core;

/// <summary>A stretch of UTF-16 code units within a text.</summary>
/// <param name="Start">The first code unit, from 0.</param>
/// <param name="Length">How many code units.</param>
public readonly record struct TextSpan(int Start, int Length);

/// <summary>A piece of a field's text that shows why an article matched.</summary>
public sealed record Passage
{
    /// <summary>The field: <c>body</c>, <c>title</c> or a text field of the caller's.</summary>
    public required string Field { get; init; }

    /// <summary>Where <see cref="Text"/> begins in the field, in UTF-16 code units.</summary>
    public required int Offset { get; init; }

    /// <summary>The field's exact substring at <see cref="Offset"/>.</summary>
    public required string Text { get; init; }

    /// <summary>What matched, relative to <see cref="Text"/>, ascending and disjoint; a phrase is one match.</summary>
    public required IReadOnlyList<TextSpan> Matches { get; init; }

    /// <summary><see cref="Text"/> escaped for HTML, the matches within the tag.</summary>
    public required string Html { get; init; }
}
