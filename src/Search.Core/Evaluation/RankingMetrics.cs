using Search.Core.Evaluation;

namespace Search.Core;

/// <summary>How good a ranking is, or the means over several; each from 0 to 1, more is better.</summary>
public readonly record struct RankingMetrics
{
    /// <summary>
    /// Normalised discounted cumulative gain at the cut-off: the sum of rating / log2(rank + 1), divided by that of the best ranking possible. The gain is
    /// the rating itself, as in trec_eval.
    /// </summary>
    public double Ndcg { get; init; }

    /// <summary>The mean of the precision at each relevant article, where one that was not found counts 0; over queries, MAP.</summary>
    public double AveragePrecision { get; init; }

    /// <summary>How many of the relevant articles are among the first, at the cut-off of recall.</summary>
    public double Recall { get; init; }

    /// <summary>1 divided by the rank of the first relevant article; 0 when none is within the cut-off.</summary>
    public double ReciprocalRank { get; init; }

    /// <summary>The part of the first hits, up to the cut-off, that are relevant; places without a hit count as hits that are not.</summary>
    public double Precision { get; init; }

    /// <summary>Judges a ranking, whoever made it.</summary>
    /// <param name="ranking">Article ids, best first; of one that is repeated the first place counts.</param>
    /// <param name="ratings">Ratings by article id; above 0 is relevant.</param>
    /// <param name="cutoff">The cut-off of nDCG, reciprocal rank and precision. 1 or more.</param>
    /// <param name="recallCutoff">The cut-off of recall. 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cut-off is less than 1.</exception>
    public static RankingMetrics Of(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> ratings, int cutoff = 10, int recallCutoff = 100)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        ArgumentNullException.ThrowIfNull(ratings);
        ArgumentOutOfRangeException.ThrowIfLessThan(cutoff, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(recallCutoff, 1);
        return MetricsCalculation.Of(ranking, ratings, cutoff, recallCutoff);
    }

    /// <summary>The means; all 0 for no rankings.</summary>
    /// <param name="rankings">The metrics of each ranking.</param>
    public static RankingMetrics Mean(IReadOnlyCollection<RankingMetrics> rankings)
    {
        ArgumentNullException.ThrowIfNull(rankings);
        return rankings.Count == 0 ? default : new RankingMetrics
        {
            Ndcg = rankings.Average(each => each.Ndcg),
            AveragePrecision = rankings.Average(each => each.AveragePrecision),
            Recall = rankings.Average(each => each.Recall),
            ReciprocalRank = rankings.Average(each => each.ReciprocalRank),
            Precision = rankings.Average(each => each.Precision),
        };
    }
}
