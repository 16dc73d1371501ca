using Lucene.Net.Index;
using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Retrieval;

namespace Search.Core.Searching;

/// <summary>Decides whether a corrected query is offered. A search whose words are all well known costs nothing here. Immutable and thread-safe.</summary>
internal sealed class DidYouMean(QueryCorrector corrector)
{
    /// <summary>With more hits than this a word that the archive has is not doubted.</summary>
    private const int FewHits = 10;

    /// <summary>So many times more a corrected query must find than one whose words are all there.</summary>
    private const int ClearlyMore = 2;

    /// <summary>Finds the query that was probably meant.</summary>
    /// <param name="reader">The snapshot.</param>
    /// <param name="query">The query as it was typed.</param>
    /// <param name="root">The same, parsed.</param>
    /// <param name="rare">Its words that few articles have.</param>
    /// <param name="found">What it found.</param>
    /// <param name="vocabulary">Stop words are no corrections.</param>
    /// <param name="budget">Ends it without an offer.</param>
    /// <param name="plan">Plans another query with the same conditions.</param>
    public string? Find(
        IndexReader reader, string query, QueryNode? root, List<RareWord> rare, RetrievalResult found, QueryVocabulary vocabulary, SearchBudget budget,
        Func<string, QueryPlan> plan)
    {
        if (rare.Count == 0 || root is null || found.IsPartial)
            return null;
        bool areFew = found is { CountIsExact: true, Count: <= FewHits };
        var doubtful = areFew ? rare : rare.FindAll(word => word is { DocFreq: 0, IsLiteral: false });
        if (doubtful.Count == 0 || corrector.Correct(reader, query, root, doubtful, vocabulary, budget) is not { } correction)
            return null;
        // An unknown word stood for all near ones, which find more than the best of them.
        long least = correction.HasUnknown ? 0 : ClearlyMore * found.Count;
        var better = Retriever.Search(reader, plan(correction.Text), new RetrievalRequest { K = 0, CountLimit = least + 1 }, budget);
        return better.Count > least && !budget.WasExceeded ? correction.Text : null;
    }
}
