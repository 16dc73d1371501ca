using Search.Core.Scoring;

namespace Search.Core.Searching;

/// <summary>Scores of the best articles, each brought nearer to those of the articles that are most like it: what is like good answers is a good answer.</summary>
/// <remarks>
/// After Diaz, "Regularizing ad hoc retrieval scores", CIKM 2005, doi:10.1145/1099554.1099722, and Kurland and Lee, "Corpus structure, language models, and ad hoc
/// information retrieval", SIGIR 2004, doi:10.1145/1008992.1009027: one step of smoothing over the nearest neighbours. Each new score is a mean of scores of the
/// best, so that none falls below the scores of those that are not among them.
/// </remarks>
internal static class NeighbourSmoothing
{
    /// <summary>How many of the best articles are scored anew.</summary>
    public const int Articles = 100;

    /// <summary>How much of a score is owed to the neighbours.</summary>
    public const double Share = 0.3;

    /// <summary>How many neighbours an article has.</summary>
    public const int Neighbours = 10;

    /// <summary>The documents with their new scores, best first, equal ones by number.</summary>
    /// <param name="documents">The best by their first scores.</param>
    /// <param name="similarities">How alike each two of them are, 0 to 1.</param>
    public static List<ScoredDocument> Smooth(IReadOnlyList<ScoredDocument> documents, double[,] similarities)
    {
        var smoothed = new List<ScoredDocument>(documents.Count);
        int[] order = new int[documents.Count];
        for (int i = 0; i < documents.Count; i++)
            smoothed.Add(documents[i] with { Score = (float)((1 - Share) * documents[i].Score + Share * OfNeighbours(documents, similarities, i, order)) });
        smoothed.Sort(static (x, y) => x.Score != y.Score ? y.Score.CompareTo(x.Score) : x.DocId.CompareTo(y.DocId));
        return smoothed;
    }

    /// <summary>The mean of the neighbours' scores, weighted by the squares of their likeness; the article's own score where nothing is like it.</summary>
    private static double OfNeighbours(IReadOnlyList<ScoredDocument> documents, double[,] similarities, int article, int[] order)
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (x, y) => similarities[article, x] != similarities[article, y] ? similarities[article, y].CompareTo(similarities[article, x]) : x.CompareTo(y));
        double sum = 0, weights = 0;
        for (int i = 0; i < Math.Min(Neighbours, order.Length); i++)
        {
            double weight = similarities[article, order[i]] * similarities[article, order[i]];
            sum += weight * documents[order[i]].Score;
            weights += weight;
        }
        return weights > 0 ? sum / weights : documents[article].Score;
    }
}
