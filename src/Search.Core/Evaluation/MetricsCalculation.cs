namespace Search.Core.Evaluation;

/// <summary>Computes the metrics of one ranking as trec_eval does, with linear gain.</summary>
/// <remarks>Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002, doi:10.1145/582415.582418.</remarks>
internal static class MetricsCalculation
{
    public static RankingMetrics Of(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> ratings, int cutoff, int recallCutoff)
    {
        int[] best = [.. ratings.Values.Where(rating => rating > 0).OrderDescending()];
        if (best.Length == 0)
            return default;
        double gain = 0, precisions = 0, reciprocal = 0;
        int relevant = 0, withinCutoff = 0, withinRecall = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int rank = 0;
        foreach (string id in ranking)
        {
            if (!seen.Add(id))
                continue;
            rank++;
            if (!ratings.TryGetValue(id, out int rating) || rating <= 0)
                continue;
            relevant++;
            precisions += relevant / (double)rank;
            withinRecall += rank <= recallCutoff ? 1 : 0;
            if (rank > cutoff)
                continue;
            withinCutoff++;
            gain += Discounted(rating, rank);
            if (reciprocal == 0)
                reciprocal = 1.0 / rank;
        }
        double ideal = 0;
        for (int i = 0; i < Math.Min(cutoff, best.Length); i++)
            ideal += Discounted(best[i], i + 1);
        return new RankingMetrics
        {
            Ndcg = gain / ideal,
            AveragePrecision = precisions / best.Length,
            Recall = withinRecall / (double)best.Length,
            ReciprocalRank = reciprocal,
            Precision = withinCutoff / (double)cutoff,
        };
    }

    private static double Discounted(int rating, int rank) => rating / Math.Log2(rank + 1);
}
