using Search.Core.Analysis;
using Search.Core.Language;

namespace Search.Core.Matching;

/// <summary>Analyses the words of one query, and says which of them may be written as one or apart.</summary>
/// <param name="context">Counts the words, and tells which are in the index.</param>
/// <param name="chain">The chain of the index.</param>
/// <param name="query">The query, which may be written in capitals throughout, so that none of its words is an acronym for that.</param>
internal sealed class QueryWords(PlanningContext context, AnalysisChain chain, QueryNode query)
{
    /// <summary>A word in more than one of so many documents needs no help of its parts, which would cost most for it.</summary>
    private const int FrequentShare = 64;

    private readonly IReadOnlyList<LanguageStemmer> _languages = chain.Options.Languages ? IndexLanguages.Of(context.Reader) : [];
    private bool? _capitalsThroughout;

    /// <summary>How many languages other than English the archive is written in.</summary>
    public int OtherLanguages => _languages.Count;

    /// <summary>Whether the query is in capitals throughout, so that its words are acronyms only where dots part their letters.</summary>
    public bool AreCapitalsThroughout => _capitalsThroughout ??= QueryCapitals.AreThroughout(query);

    /// <summary>The words of a text.</summary>
    public List<QueryWord> Analyse(string text)
    {
        var words = new List<QueryWord>();
        using var cursor = chain.Open(text);
        int end = -1;
        while (cursor.Next() && context.CountWord())
        {
            bool joins = end >= 0 && JoinedWords.Join(text, end, cursor.Start);
            string? acronym = cursor.TryAcronym(out var capitals) && (cursor.HasInitials || !AreCapitalsThroughout) ? capitals.ToString() : null;
            string? joined = cursor.TryJoined(out var stem, out int joinedEnd) ? stem.ToString() : null;
            words.Add(new QueryWord(cursor.Stem.ToString(), cursor.Exact.ToString(), joins)
            {
                Acronym = acronym,
                Joined = joinedEnd > cursor.End ? joined : null,
                Other = joinedEnd > cursor.End ? null : joined,
            });
            end = cursor.End;
        }
        for (int i = 0; i < _languages.Count; i++)
            AddStems(text, _languages[i], i, words);
        return words;
    }

    /// <summary>The tokens are the same in every language, their stems are not.</summary>
    private void AddStems(string text, LanguageStemmer language, int number, List<QueryWord> words)
    {
        using var cursor = chain.Open(text, language);
        for (int i = 0; i < words.Count && cursor.Next(); i++)
        {
            if (number == 0)
                words[i] = words[i] with { OtherStems = new string[_languages.Count] };
            words[i].OtherStems![number] = cursor.Stem.ToString();
        }
    }

    /// <summary>Whether a word is looked for by its sense as an acronym: where the archive has it in this sense.</summary>
    public bool IsAcronym(in QueryWord word, IReadOnlyList<SearchedField> fields)
    {
        if (word.Acronym is not { } acronym)
            return false;
        foreach (var field in fields)
        {
            if (context.Term(field.Exact, acronym).DocFreq > 0)
                return true;
        }
        return false;
    }

    /// <summary>The stems of the two parts that a word may also be written as (<c>postwar</c>: <c>post war</c>), where the body has both.</summary>
    public (string First, string Second)? Parts(in QueryWord word, SearchedField field)
    {
        if (!chain.Rules.Has(NewsRules.Hyphens) || CompoundParts.Split(word.Exact) is not (> 0 and int split))
            return null;
        int share = context.Reader.MaxDoc / FrequentShare;
        if (context.Term(field.Stems, word.Stem).DocFreq > Math.Max(share, FrequentShare))
            return null;
        string first = Stem(word.Exact[..split]), second = Stem(word.Exact[split..]);
        return context.Term(field.Stems, first).DocFreq > 0 && context.Term(field.Stems, second).DocFreq > 0 ? (first, second) : null;
    }

    /// <summary>The stem of what two words beside each other are when they are written as one (<c>post war</c>: <c>postwar</c>); null where that is no word of the archive.</summary>
    public string? Join(QueryNode first, QueryNode second, IReadOnlyList<SearchedField> fields)
    {
        if (!chain.Rules.Has(NewsRules.Hyphens) || first is not WordNode { Kind: WordKind.Plain } x || second is not WordNode { Kind: WordKind.Plain } y)
            return null;
        if (Single(x.Text) is not { } head || Single(y.Text) is not { } rest || !CompoundParts.MayJoin(head, rest))
            return null;
        string joined = Stem(head + rest);
        foreach (var field in fields)
        {
            if (context.Term(field.Stems, joined).DocFreq > 0)
                return joined;
        }
        return null;
    }

    /// <summary>The exact form of a text that is one word; null for another.</summary>
    private string? Single(string text)
    {
        if (text.Length > JoinedForms.MaxLength / 2)
            return null;
        using var cursor = chain.Open(text);
        string? exact = cursor.Next() ? cursor.Exact.ToString() : null;
        return exact is not null && !cursor.Next() ? exact : null;
    }

    private string Stem(string exact) => chain.Stemmer is { } stemmer ? stemmer.Stem(exact).ToString() : exact;
}
