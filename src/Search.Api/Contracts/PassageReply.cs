using Search.Core;

namespace Search.Api.Contracts;

/// <summary>A piece of a field's text that shows why an article matched.</summary>
/// <param name="Field">The field: <c>body</c>, <c>title</c> or a text field of the caller's.</param>
/// <param name="Offset">Where the text begins in the field, in UTF-16 code units.</param>
/// <param name="Text">The field's exact substring at the offset.</param>
/// <param name="Matches">What matched, ascending and disjoint; a phrase is one match.</param>
/// <param name="Html">The text escaped for HTML, the matches within the tag.</param>
internal sealed record PassageReply(string Field, int Offset, string Text, IReadOnlyList<MatchReply> Matches, string Html)
{
    public static PassageReply From(Passage passage) => new(
        passage.Field, passage.Offset, passage.Text,
        [.. passage.Matches.Select(match => new MatchReply(match.Start, match.Length))],
        passage.Html);
}

/// <summary>What matched within a passage.</summary>
/// <param name="Start">The first UTF-16 code unit, from the start of the passage's text.</param>
/// <param name="Length">How many UTF-16 code units.</param>
internal readonly record struct MatchReply(int Start, int Length);
