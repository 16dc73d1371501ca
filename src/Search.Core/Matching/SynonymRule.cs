using System.Buffers;
using System.Text;

namespace Search.Core.Matching;

/// <summary>A rule of a synonym set, read: what is on its left stands for what is on its right.</summary>
internal sealed record SynonymRule(IReadOnlyList<string> From, IReadOnlyList<string> To)
{
    private const string Arrow = "=>";
    private const int MaxLength = 4_096;

    private static readonly SearchValues<char> s_lineBreaks = SearchValues.Create("\n\r\f\u0085\u2028\u2029");

    /// <summary>Why a rule cannot be used, and what to change; null when it can.</summary>
    public static string? Problem(string? line)
    {
        if (line is null)
            return "it is null; write words, separated by commas.";
        if (line.Length > MaxLength)
            return $"it has {line.Length:N0} characters, at most {MaxLength:N0} are possible.";
        if (HasLineBreak(line))
            return "it has a line break; give each line as a rule of its own.";
        if (IsEmpty(line))
            return null;
        if (HasTwoArrows(line))
            return "it has two '=>'; write 'a, b => c, d'.";
        int arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0 ? line.AsSpan().IndexOf(',') < 0 : IsBlank(line[..arrow]) || IsBlank(line[(arrow + Arrow.Length)..]))
        {
            return arrow < 0 ? "it names one thing alone; write 'a, b' for words that stand for each other, or 'a => b'."
                : "there is nothing on one side of '=>'; write 'a => b'.";
        }
        string[] sides = (arrow < 0 ? line : $"{line[..arrow]},{line[(arrow + Arrow.Length)..]}").Split(',', StringSplitOptions.TrimEntries);
        if (sides.Contains(""))
            return "there is nothing between two commas, or beside one; take out the comma, or write what is missing.";
        if (Array.Find(sides, side => !side.EnumerateRunes().Any(Rune.IsLetterOrDigit)) is { } wordless)
            return $"'{wordless}' has no letter or digit, so that no article can be found by it; take it out, or write a word.";
        return sides.Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1 ? null
            : $"all sides are '{sides[0]}', which stands for itself without a rule; write another word beside it, or take out the rule.";
    }

    /// <summary>Whether a rule is a comment or nothing, and has no effect.</summary>
    public static bool IsEmpty(string line) => line.AsSpan().Trim() is [] or ['#', ..];

    /// <summary>Reads a rule. One that cannot be used at all has no sides.</summary>
    public static SynonymRule Parse(string line)
    {
        if (IsEmpty(line) || HasLineBreak(line) || HasTwoArrows(line))
            return new SynonymRule([], []);
        int arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow >= 0)
            return new SynonymRule(Split(line[..arrow]), Split(line[(arrow + Arrow.Length)..]));
        string[] all = Split(line);
        return new SynonymRule(all, all);
    }

    private static bool HasLineBreak(string line) => line.AsSpan().Trim().IndexOfAny(s_lineBreaks) >= 0;

    private static bool HasTwoArrows(string line) =>
        line.IndexOf(Arrow, StringComparison.Ordinal) is >= 0 and var first && line.IndexOf(Arrow, first + Arrow.Length, StringComparison.Ordinal) >= 0;

    private static bool IsBlank(string side) => side.AsSpan().Trim(" \t,").IsEmpty;

    private static string[] Split(string side) => side.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>The names of sets that callers manage.</summary>
internal static class SetNames
{
    private const int MaxLength = 64;

    /// <exception cref="InvalidRequestException">The name cannot be used.</exception>
    public static void Check(string? name, string what)
    {
        // Dots alone are steps in an address, which a browser takes before it asks.
        if (string.IsNullOrEmpty(name) || name.Length > MaxLength || name is "." or ".." || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new InvalidRequestException($"'{name}' is no name for a {what}: use 1 to {MaxLength} letters, digits, '-', '_' or '.', and not '.' or '..' alone.");
    }
}
