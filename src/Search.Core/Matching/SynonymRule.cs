namespace Search.Core.Matching;

/// <summary>A rule of a synonym set, read: what is on its left stands for what is on its right.</summary>
internal sealed record SynonymRule(IReadOnlyList<string> From, IReadOnlyList<string> To)
{
    private const string Arrow = "=>";
    private const int MaxLength = 4_096;

    /// <summary>Why a rule cannot be used, and what to change; null when it can.</summary>
    public static string? Problem(string? line)
    {
        if (line is null)
            return "it is null; write words, separated by commas.";
        if (line.Length > MaxLength)
            return $"it has {line.Length:N0} characters, at most {MaxLength:N0} are possible.";
        if (IsComment(line))
            return null;
        int arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow >= 0 && line.IndexOf(Arrow, arrow + Arrow.Length, StringComparison.Ordinal) >= 0)
            return "it has two '=>'; write 'a, b => c, d'.";
        var rule = Parse(line);
        return arrow >= 0
            ? rule.From.Count > 0 && rule.To.Count > 0 ? null : "there is nothing on one side of '=>'; write 'a => b'."
            : rule.From.Count > 1 ? null : "it names one thing alone; write 'a, b' for words that stand for each other, or 'a => b'.";
    }

    /// <summary>Reads a rule without problem.</summary>
    public static SynonymRule Parse(string line)
    {
        if (IsComment(line))
            return new SynonymRule([], []);
        int arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow >= 0)
            return new SynonymRule(Split(line[..arrow]), Split(line[(arrow + Arrow.Length)..]));
        string[] all = Split(line);
        return new SynonymRule(all, all);
    }

    private static bool IsComment(string line) => line.AsSpan().Trim() is [] or ['#', ..];

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
