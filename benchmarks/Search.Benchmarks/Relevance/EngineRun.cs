using Search.Core;

namespace Search.Benchmarks.Relevance;

/// <summary>What an engine answered to all queries of a collection, and how good that is.</summary>
internal sealed class EngineRun
{
    public const int Depth = 1_000;

    /// <param name="name">The engine.</param>
    /// <param name="queries">The queries.</param>
    /// <param name="rankings">The answer to each, best first.</param>
    public EngineRun(string name, IReadOnlyList<CollectionQuery> queries, IReadOnlyList<IReadOnlyList<RankedDocument>> rankings)
    {
        Name = name;
        Rankings = rankings;
        Metrics = [.. queries.Zip(rankings, (query, ranking) => RankingMetrics.Of([.. ranking.Select(each => each.Id)], query.Ratings))];
        Judged = [.. Enumerable.Range(0, queries.Count).Where(query => queries[query].IsJudged)];
        Mean = RankingMetrics.Mean([.. Judged.Select(query => Metrics[query])]);
    }

    public string Name { get; }

    public IReadOnlyList<IReadOnlyList<RankedDocument>> Rankings { get; }

    /// <summary>Of each query.</summary>
    public IReadOnlyList<RankingMetrics> Metrics { get; }

    /// <summary>The numbers of the queries that count.</summary>
    public IReadOnlyList<int> Judged { get; }

    public RankingMetrics Mean { get; }

    /// <summary>Compares a metric query by query.</summary>
    public PairedComparison Compare(EngineRun baseline, Func<RankingMetrics, double> metric) => PairedComparison.Of(
        [.. Judged.Select(query => metric(baseline.Metrics[query]))], [.. Judged.Select(query => metric(Metrics[query]))]);
}

/// <summary>A document that was found.</summary>
internal readonly record struct RankedDocument(string Id, float Score);
