namespace Search.Core.Tests.Evaluation;

public sealed class RankingMetricsTests
{
    private static readonly Dictionary<string, int> s_ratings = new() { ["a"] = 3, ["b"] = 1, ["c"] = 2, ["x"] = 0, ["y"] = -1 };

    [Fact]
    public void Graded_gain_is_linear_and_discounted_by_the_rank()
    {
        var metrics = RankingMetrics.Of(["x", "c", "u", "a"], s_ratings, cutoff: 10, recallCutoff: 3);

        double ideal = 3 + (2 / Math.Log2(3)) + (1 / Math.Log2(4));
        Assert.Equal(((2 / Math.Log2(3)) + (3 / Math.Log2(5))) / ideal, metrics.Ndcg, 12);
        Assert.Equal(((1 / 2.0) + (2 / 4.0)) / 3, metrics.AveragePrecision, 12);
        Assert.Equal(1 / 3.0, metrics.Recall, 12);
        Assert.Equal(0.5, metrics.ReciprocalRank);
        Assert.Equal(0.2, metrics.Precision, 12);
    }

    [Fact]
    public void The_best_ranking_has_1_everywhere_and_an_empty_one_0()
    {
        var best = RankingMetrics.Of(["a", "c", "b"], s_ratings, cutoff: 3, recallCutoff: 3);
        Assert.Equal(new RankingMetrics { Ndcg = 1, AveragePrecision = 1, Recall = 1, ReciprocalRank = 1, Precision = 1 }, best);
        Assert.Equal(default, RankingMetrics.Of([], s_ratings));
    }

    [Fact]
    public void Beyond_the_cutoff_only_average_precision_and_recall_count()
    {
        var metrics = RankingMetrics.Of(["u", "v", "a"], s_ratings, cutoff: 2, recallCutoff: 3);

        Assert.Equal(0, metrics.Ndcg);
        Assert.Equal(0, metrics.ReciprocalRank);
        Assert.Equal(1 / 9.0, metrics.AveragePrecision, 12);
        Assert.Equal(1 / 3.0, metrics.Recall, 12);
    }

    [Fact]
    public void Of_a_repeated_article_the_first_place_counts() =>
        Assert.Equal(RankingMetrics.Of(["a", "u", "c"], s_ratings), RankingMetrics.Of(["a", "a", "u", "a", "c"], s_ratings));

    [Fact]
    public void Nothing_relevant_gives_0() =>
        Assert.Equal(default, RankingMetrics.Of(["x"], new Dictionary<string, int> { ["x"] = 0 }));

    [Fact]
    public void Cutoffs_below_1_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RankingMetrics.Of([], s_ratings, cutoff: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankingMetrics.Of([], s_ratings, recallCutoff: 0));
    }

    [Fact]
    public void Means_are_taken_over_all()
    {
        var mean = RankingMetrics.Mean([new RankingMetrics { Ndcg = 1, Recall = 0.5 }, new RankingMetrics { Ndcg = 0.5 }]);
        Assert.Equal(new RankingMetrics { Ndcg = 0.75, Recall = 0.25 }, mean);
        Assert.Equal(default, RankingMetrics.Mean([]));
    }
}
