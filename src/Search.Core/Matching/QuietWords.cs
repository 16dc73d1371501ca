using System.Collections.Frozen;
using Search.Core.Language;

namespace Search.Core.Matching;

/// <summary>
/// Says which words of a group are left out or count less because other words of it say more: stop words, and words that ask for texts. They stay
/// what they are where they are required, excluded or all that there is, and where capitals make them a name: in a query that is not in capitals
/// throughout (<see cref="QueryCapitals"/>), such as <c>WHO report</c> and <c>WHO 2020</c>.
/// </summary>
internal readonly struct QuietWords
{
    /// <summary>What a word that asks counts beside others.</summary>
    private const double AskingWeight = 0.2;

    /// <summary>A longer word is no stop word.</summary>
    public const int MaxLength = 16;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_asking =
        QueryStopWords.Asking.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly bool _areStopWordsQuiet;
    private readonly bool _areAskingWordsQuiet;
    private readonly bool _capitals;
    private readonly FrozenSet<string> _stopWords;

    private QuietWords(bool areStopWordsQuiet, bool areAskingWordsQuiet, bool capitals, FrozenSet<string> stopWords) =>
        (_areStopWordsQuiet, _areAskingWordsQuiet, _capitals, _stopWords) = (areStopWordsQuiet, areAskingWordsQuiet, capitals, stopWords);

    private enum Kind
    {
        /// <summary>A word that says what is looked for.</summary>
        Content,

        /// <summary>A word that asks for texts.</summary>
        Asking,

        /// <summary>A word of the grammar.</summary>
        Stop,

        /// <summary>No word.</summary>
        Nothing,
    }

    /// <param name="group">The group.</param>
    /// <param name="all">Whether all of its words are required.</param>
    /// <param name="capitals">Whether words in capitals are names.</param>
    /// <param name="stopWords">The stop words, in lower case.</param>
    public static QuietWords Of(GroupNode group, bool all, bool capitals, FrozenSet<string> stopWords)
    {
        if (group.IsOr || all)
            return default;
        int content = 0, asking = 0;
        foreach (var (occur, node) in group.Clauses)
        {
            if (occur == Occur.MustNot)
                continue;
            var kind = KindOf(node, capitals, stopWords);
            content += kind == Kind.Content ? 1 : 0;
            asking += kind == Kind.Asking ? 1 : 0;
        }
        return new QuietWords(content + asking > 0, content > 0, capitals, stopWords) { AreMany = content > 1 };
    }

    /// <summary>Whether several words or phrases say what is looked for.</summary>
    public bool AreMany { get; private init; }

    /// <summary>What a clause of the group counts, against 1; 0 for one that is left out.</summary>
    public double Weight(Occur occur, QueryNode node)
    {
        if (occur != Occur.Should || !_areStopWordsQuiet)
            return 1;
        return KindOf(node, _capitals, _stopWords) switch
        {
            Kind.Stop => 0,
            Kind.Asking when _areAskingWordsQuiet => AskingWeight,
            _ => 1,
        };
    }

    private static Kind KindOf(QueryNode node, bool capitals, FrozenSet<string> stopWords)
    {
        if (node is ConditionNode)
            return Kind.Nothing;
        if (node is not WordNode { Kind: WordKind.Plain } word)
            return Kind.Content;
        var text = word.Text.AsSpan().Trim("()[]{}.,;:!?'\"‘’“”…");
        if (text.IsEmpty)
            return Kind.Nothing;
        if (text.Length > MaxLength || (capitals && text.Length > 1 && !text.ContainsAnyExceptInRange('A', 'Z')))
            return Kind.Content;
        Span<char> lower = stackalloc char[text.Length];
        text.ToLowerInvariant(lower);
        lower.Replace('’', '\'');
        return stopWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(lower) ? Kind.Stop : s_asking.Contains(lower) ? Kind.Asking : Kind.Content;
    }
}
