using Search.Core.Analysis;
using Search.Core.Indexing;
using Search.Core.Matching;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Searching;

/// <summary>
/// The words that the best articles of a search have in common, weighted by how well the articles match: a relevance model of the query.
/// </summary>
/// <remarks>
/// After Lavrenko and Croft, "Relevance based language models", SIGIR 2001, doi:10.1145/383952.383972, interpolated with the query (RM3). Scores are
/// sums of logarithms of odds, so that an article's probability is a power of e: the best one counts most, which spares queries with one right
/// answer from the company that it does not keep. Words count by the root of their share in an article: one that many of the articles have says more
/// than one that a single article repeats.
/// </remarks>
internal static class RelevanceFeedback
{
    /// <summary>How many articles are read.</summary>
    public const int Articles = 50;

    /// <summary>How much less of a score makes an article count 1 / e of the best.</summary>
    private const double Temperature = 0.7;

    /// <summary>So many words of a title and of a text are read: news says first what it is about, and what comes later leads away from it.</summary>
    private const int MostTokens = 300;

    /// <summary>A word must be in so many of the articles.</summary>
    private const int LeastArticles = 2;

    /// <summary>The words, the most telling first; equal ones in the order of their code units.</summary>
    /// <param name="chain">Analyses the articles.</param>
    /// <param name="snapshot">Holds the articles.</param>
    /// <param name="best">The best articles of the search, best first.</param>
    /// <param name="budget">When to stop reading.</param>
    public static List<FeedbackTerm> Terms(AnalysisChain chain, Snapshot snapshot, IReadOnlyList<ScoredDocument> best, SearchBudget budget)
    {
        var weights = new Dictionary<string, (double Weight, int Articles)>(StringComparer.Ordinal);
        var freqs = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < best.Count && !budget.IsExceeded(); i++)
        {
            double probability = Math.Exp((best[i].Score - best[0].Score) / Temperature);
            var article = snapshot.Load(best[i].DocId, withBody: true);
            freqs.Clear();
            var language = chain.LanguageOf(article.Language);
            int length = StemCounts.Add(chain, article.Title, language, freqs, MostTokens) + StemCounts.Add(chain, article.Body, language, freqs, MostTokens);
            foreach (var (stem, freq) in freqs)
            {
                var known = weights.GetValueOrDefault(stem);
                weights[stem] = (known.Weight + probability * Math.Sqrt((double)freq / length), known.Articles + 1);
            }
        }
        int least = Math.Min(LeastArticles, best.Count);
        var terms = new List<FeedbackTerm>();
        foreach (var (stem, (weight, articles)) in weights)
        {
            if (articles >= least && weight > 0 && StemCounts.IsTelling(stem))
                terms.Add(new FeedbackTerm(stem, weight));
        }
        terms.Sort((x, y) => x.Weight != y.Weight ? y.Weight.CompareTo(x.Weight) : string.CompareOrdinal(x.Stem, y.Stem));
        return terms;
    }
}
