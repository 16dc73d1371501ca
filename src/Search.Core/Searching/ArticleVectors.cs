using System.Text;
using Lucene.Net.Util;
using Search.Core.Analysis;
using Search.Core.Indexing;
using Search.Core.Matching;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Searching;

/// <summary>
/// What articles are about, as vectors of length 1 over the stems that at least two of them have: BM25's weight of each stem in the article. Their products say
/// how alike two articles are, from 0 to 1.
/// </summary>
internal static class ArticleVectors
{
    /// <summary>A stem that more than this part of an archive's articles have says little about a few of them.</summary>
    private const double FrequentPart = 0.25;

    /// <summary>With fewer articles than this every stem may be frequent.</summary>
    private const int FewDocuments = 50;

    /// <summary>How alike each two of some articles are; an article is not like itself. Null when the budget ran out.</summary>
    public static double[,]? Similarities(
        AnalysisChain chain, Snapshot snapshot, RankingOptions ranking, IReadOnlyList<ScoredDocument> documents, SearchBudget budget)
    {
        var postings = new Dictionary<string, List<(int Article, double Weight)>>(StringComparer.Ordinal);
        var title = new Dictionary<string, int>(StringComparer.Ordinal);
        var freqs = new Dictionary<string, int>(StringComparer.Ordinal);
        var field = (SearchedField.Together(snapshot.Reader, ranking) ?? [SearchedField.Default(ranking)[^1]])[0];
        var scoring = FieldScoring.Read(snapshot.Reader, field.Stems, ranking);
        for (int i = 0; i < documents.Count; i++)
        {
            if (budget.IsExceeded())
                return null;
            var article = snapshot.Load(documents[i].DocId, withBody: true);
            title.Clear();
            freqs.Clear();
            int length = Postings.FieldNames.TitleOccurrences * StemCounts.Add(chain, article.Title, null, title) + StemCounts.Add(chain, article.Body, null, freqs);
            foreach (var (stem, freq) in title)
                freqs[stem] = freqs.GetValueOrDefault(stem) + Postings.FieldNames.TitleOccurrences * freq;
            foreach (var (stem, freq) in freqs)
            {
                if (!postings.TryGetValue(stem, out var list))
                    postings.Add(stem, list = []);
                list.Add((i, BlendPlan.Saturation(BlendPlan.Part(1, freq, scoring.Bm25, length), ranking.K1)));
            }
        }

        var similarities = new double[documents.Count, documents.Count];
        double[] squares = new double[documents.Count];
        foreach (var (stem, list) in postings.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (list.Count < 2 || !StemCounts.IsTelling(stem))
                continue;
            if (budget.IsExceeded())
                return null;
            int docFreq = IndexTerm.Find(snapshot.Reader, field.Stems, new BytesRef(Encoding.UTF8.GetBytes(stem))).DocFreq;
            if (snapshot.Reader.MaxDoc > FewDocuments && docFreq > FrequentPart * snapshot.Reader.MaxDoc)
                continue;
            double idf = scoring.Idf(docFreq);
            Add(similarities, squares, list, idf * idf);
        }

        Normalise(similarities, squares);
        return similarities;
    }

    private static void Add(double[,] similarities, double[] squares, List<(int Article, double Weight)> list, double factor)
    {
        for (int i = 0; i < list.Count; i++)
        {
            squares[list[i].Article] += factor * list[i].Weight * list[i].Weight;
            for (int j = 0; j < i; j++)
                similarities[list[i].Article, list[j].Article] += factor * list[i].Weight * list[j].Weight;
        }
    }

    private static void Normalise(double[,] similarities, double[] squares)
    {
        for (int i = 0; i < squares.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (similarities[i, j] > 0)
                    similarities[i, j] /= Math.Sqrt(squares[i] * squares[j]);
                similarities[j, i] = similarities[i, j];
            }
        }
    }
}
