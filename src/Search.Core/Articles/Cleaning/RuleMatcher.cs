using System.Text.RegularExpressions;

namespace Search.Core.Articles;

/// <summary>
/// Matches the rules of one kind together: as few automata as .NET's bound on their size (10,000 nodes) allows, since each has to
/// be tried. Thread-safe.
/// </summary>
internal sealed class RuleMatcher
{
    private readonly Regex[] _automata;

    /// <summary>Compiles rules.</summary>
    /// <param name="rules">All rules.</param>
    /// <param name="kind">The kind of those to match.</param>
    /// <param name="before">What stands before each, as a pattern.</param>
    /// <param name="after">What stands after each, as a pattern.</param>
    public RuleMatcher(IReadOnlyList<CleaningRule> rules, CleaningRuleKind kind, string before, string after)
    {
        List<Regex> automata = [];
        Compile([.. Expressions(rules, kind)], before, after, automata);
        _automata = [.. automata];
    }

    public static IEnumerable<string> Expressions(IReadOnlyList<CleaningRule> rules, CleaningRuleKind kind) =>
        rules.Where(rule => rule.Kind == kind).Select(rule => rule.Expression);

    public bool IsMatch(ReadOnlySpan<char> text)
    {
        foreach (var automaton in _automata)
        {
            if (automaton.IsMatch(text))
                return true;
        }
        return false;
    }

    /// <summary>The first match of the first automaton that has one; of length 0 when none has.</summary>
    public (int Index, int Length) Find(ReadOnlySpan<char> text)
    {
        foreach (var automaton in _automata)
        {
            foreach (var match in automaton.EnumerateMatches(text))
                return (match.Index, match.Length);
        }
        return default;
    }

    private static void Compile(ReadOnlySpan<string> expressions, string before, string after, List<Regex> automata)
    {
        if (expressions.IsEmpty)
            return;
        string any = string.Join('|', expressions.ToArray().Select(expression => $"(?:{expression})"));
        try
        {
            automata.Add(new Regex($"{before}(?:{any}){after}", CleaningRule.Options));
        }
        catch (NotSupportedException) when (expressions.Length > 1)
        {
            // Too large together; each alone was compiled when it was read.
            int half = expressions.Length / 2;
            Compile(expressions[..half], before, after, automata);
            Compile(expressions[half..], before, after, automata);
        }
    }
}
