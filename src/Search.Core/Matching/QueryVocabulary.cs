using System.Collections.Frozen;
using Search.Core.Analysis;

namespace Search.Core.Matching;

/// <summary>What queries are read with beside the index: stop words and synonyms. Immutable and thread-safe; a change makes another one.</summary>
internal sealed class QueryVocabulary
{
    /// <summary>The built-in stop words, no synonyms.</summary>
    public static QueryVocabulary Default { get; } = new(QueryStopWords.English, SynonymTable.Empty);

    private QueryVocabulary(FrozenSet<string> stopWords, SynonymTable synonyms) => (StopWords, Synonyms) = (stopWords, synonyms);

    /// <summary>In lower case.</summary>
    public FrozenSet<string> StopWords { get; }

    public SynonymTable Synonyms { get; }

    /// <param name="synonyms">The sets.</param>
    /// <param name="stopLists">The lists; one named as the built-in one stands in its place.</param>
    /// <param name="chain">Analyses the synonyms.</param>
    public static QueryVocabulary Build(IReadOnlyCollection<SynonymSet> synonyms, IReadOnlyCollection<StopWordList> stopLists, AnalysisChain chain)
    {
        var words = stopLists.SelectMany(list => list.Words).Select(word => word.Trim().ToLowerInvariant().Replace('’', '\''));
        if (!stopLists.Any(list => list.Name == StopWordList.English))
            words = words.Concat(QueryStopWords.English);
        return new QueryVocabulary(
            stopLists.Count == 0 ? QueryStopWords.English : words.ToFrozenSet(StringComparer.Ordinal), SynonymTable.Build(synonyms, chain));
    }
}
