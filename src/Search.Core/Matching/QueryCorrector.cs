using System.Text;
using Lucene.Net.Index;
using Search.Core.Analysis;
using Search.Core.Language;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>A query with other words in place of misspelt ones.</summary>
/// <param name="Text">The query; everything else in it is as it was typed.</param>
/// <param name="HasUnknown">Whether a word was exchanged that no article has and that stood for near ones.</param>
internal readonly record struct QueryCorrection(string Text, bool HasUnknown);

/// <summary>Exchanges the words of a query that were probably misspelt. Immutable and thread-safe.</summary>
internal sealed class QueryCorrector(AnalysisChain chain, RankingOptions ranking, SearchLimits limits)
{
    /// <summary>Corrects a query.</summary>
    /// <param name="reader">The snapshot.</param>
    /// <param name="query">The query as it was typed.</param>
    /// <param name="root">The same, parsed.</param>
    /// <param name="rare">Its words that few articles have.</param>
    /// <param name="vocabulary">Stop words are no corrections.</param>
    /// <param name="budget">Bounds the looking up of words.</param>
    /// <returns>Null when there is nothing to exchange.</returns>
    public QueryCorrection? Correct(
        IndexReader reader, string query, QueryNode root, IEnumerable<RareWord> rare, QueryVocabulary vocabulary, SearchBudget budget)
    {
        var context = new PlanningContext(reader, ranking, limits, budget, [], vocabulary, typos: true);
        var typos = new TypoExpander(context);
        var fields = SearchedField.Default(ranking);
        var left = new HashSet<string>(StringComparer.Ordinal);
        AddValues(root, left);
        var meant = new Dictionary<string, List<MeantWord>>(StringComparer.Ordinal);
        bool hasUnknown = false;
        foreach (var word in rare)
        {
            if (left.Contains(word.Exact) || budget.IsExceeded())
                continue;
            if (!meant.ContainsKey(word.Exact) && typos.Nearest(word.Exact, word.DocFreq, fields) is { Count: > 0 } nearest)
                meant.Add(word.Exact, nearest);
            hasUnknown |= word is { DocFreq: 0, IsLiteral: false } && meant.ContainsKey(word.Exact);
        }
        string corrected = meant.Count == 0 ? query : Exchange(query, Choose(context, query, meant, left, fields));
        return corrected == query ? null : new QueryCorrection(corrected, hasUnknown);
    }

    /// <summary>Chooses for each word one of those that it may have been meant to be, by the words beside it in the query.</summary>
    private Dictionary<string, string> Choose(
        PlanningContext context, string query, Dictionary<string, List<MeantWord>> meant, HashSet<string> left, IReadOnlyList<SearchedField> fields)
    {
        if (meant.Values.All(words => words.Count == 1))
            return meant.ToDictionary(pair => pair.Key, pair => pair.Value[0].Exact, StringComparer.Ordinal);
        var row = new MeantRow(context);
        using (var cursor = chain.Open(query))
        {
            while (cursor.Next())
            {
                string exact = cursor.Exact.ToString();
                if (IsForm(query, cursor) || left.Contains(exact) || context.Vocabulary.StopWords.Contains(exact))
                    continue;
                if (meant.TryGetValue(exact, out var words))
                    row.AddMeant(exact, words, [.. fields.Select(field => field.Exact)]);
                else
                    row.AddTyped(cursor.Stem.ToString(), [.. fields.Select(field => field.Stems)]);
            }
        }
        var chosen = row.Choose();
        foreach (var (exact, words) in meant)
            chosen.TryAdd(exact, words[0].Exact);
        return chosen;
    }

    private string Exchange(string query, Dictionary<string, string> corrections)
    {
        var text = new StringBuilder();
        int written = 0;
        using var cursor = chain.Open(query);
        while (cursor.Next())
        {
            if (!corrections.TryGetValue(cursor.Exact.ToString(), out string? correction) || IsForm(query, cursor))
                continue;
            text.Append(query, written, cursor.Start - written).Append(AsTyped(correction, cursor.Surface));
            written = cursor.Start + cursor.Surface.Length;
        }
        return text.Append(query, written, query.Length - written).ToString();
    }

    /// <summary>Whether a word is excluded, a prefix, a form or a fuzzy word; question marks that end it are punctuation.</summary>
    private static bool IsForm(string query, TokenCursor cursor)
    {
        if (cursor.Start > 0 && query[cursor.Start - 1] is '*' or '?' or '-')
            return true;
        int next = cursor.End;
        while (next < query.Length && query[next] == '?')
            next++;
        return next < query.Length && (query[next] is '*' or '~' or ':' || (next > cursor.End && char.IsLetterOrDigit(query[next])));
    }

    private static string AsTyped(string correction, ReadOnlySpan<char> typed)
    {
        if (!char.IsUpper(typed[0]))
            return correction;
        bool isAllCapitals = typed.Length > 1 && !typed.ContainsAnyInRange('a', 'z');
        return isAllCapitals ? correction.ToUpperInvariant() : char.ToUpperInvariant(correction[0]) + correction[1..];
    }

    /// <summary>The words of conditions, which are names of the archive and no words of texts.</summary>
    private void AddValues(QueryNode node, HashSet<string> words)
    {
        switch (node)
        {
            case ConditionNode condition:
                using (var cursor = chain.Open(condition.Value))
                {
                    while (cursor.Next())
                        words.Add(cursor.Exact.ToString());
                }
                break;
            case FieldNode field:
                AddValues(field.Child, words);
                break;
            case GroupNode group:
                foreach (var clause in group.Clauses)
                    AddValues(clause.Node, words);
                break;
        }
    }
}
