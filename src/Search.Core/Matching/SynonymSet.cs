using Search.Core.Matching;

namespace Search.Core;

/// <summary>
/// A named set of synonyms, which queries are widened by. A rule is a line: <c>isi, inter-services intelligence</c> for words that stand for each
/// other, <c>pm =&gt; prime minister, premier</c> for words on the left that stand for those on the right too, but not the other way round. Each side
/// is one or several words, separated by commas; inflections count as the word itself. A rule is one line, nothing between two commas is empty or without a letter
/// or digit, and at least two of its words or rows of words differ.
/// </summary>
/// <param name="Name">The name: 1 to 64 letters, digits, <c>-</c>, <c>_</c> or <c>.</c>.</param>
/// <param name="Rules">The rules; lines that are empty or begin with <c>#</c> have no effect, but cannot be all that there is. At most 10,000.</param>
public sealed record SynonymSet(string Name, IReadOnlyList<string> Rules)
{
    internal const int MaxRules = 10_000;

    /// <summary>Checks the name and the rules.</summary>
    /// <exception cref="InvalidRequestException">One cannot be used; the message says what to change.</exception>
    internal void Validate()
    {
        ValidateStored();
        for (int i = 0; i < Rules.Count; i++)
        {
            if (SynonymRule.Problem(Rules[i]) is { } problem)
                throw new InvalidRequestException($"Rule {i + 1} of the synonym set '{Name}' cannot be used: {problem}");
        }
        if (Rules.Count > 0 && Rules.All(SynonymRule.IsEmpty))
            throw new InvalidRequestException($"The synonym set '{Name}' has no rule: all of its lines are empty or comments. Write 'a, b' for words that stand for each other, or 'a => b'.");
    }

    /// <summary>Checks the name and how many rules there are: rules that were stored and cannot be used have no effect.</summary>
    /// <exception cref="InvalidRequestException">One cannot be used.</exception>
    internal void ValidateStored()
    {
        SetNames.Check(Name, "synonym set");
        if (Rules.Count > MaxRules)
            throw new InvalidRequestException($"The synonym set '{Name}' has {Rules.Count:N0} rules, at most {MaxRules:N0} are possible: make several sets of it.");
    }
}
