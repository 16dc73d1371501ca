using Search.Benchmarks.Game;

namespace Search.Benchmarks.Speed;

/// <summary>The classes that queries are reported by.</summary>
internal static class QueryShape
{
    public const string Term = "term", Phrase = "phrase", Negated = "negated", Mixed = "mixed";

    /// <summary>The classes whose ratios the geometric mean is taken of, in the order of reports; the others follow them.</summary>
    public static IReadOnlyList<string> Main { get; } = [Term, "and2", "and3", "and4+", "or2", "or3", "or4+", Phrase];

    public static IReadOnlyList<string> All { get; } = [.. Main, Negated, Mixed];

    public static string Of(GameQuery query)
    {
        var clauses = query.Clauses;
        if (clauses is [var only])
            return only.Words.Count == 1 ? Term : Phrase;
        if (clauses.Any(clause => clause.Role == GameRole.Prohibited))
            return Negated;
        bool isPlain = clauses.All(clause => clause.Role == clauses[0].Role && clause.Words.Count == 1);
        string count = clauses.Count >= 4 ? "4+" : $"{clauses.Count}";
        return !isPlain ? Mixed : (clauses[0].Role == GameRole.Required ? "and" : "or") + count;
    }
}
