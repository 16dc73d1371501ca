using System.Diagnostics;
using Search.Benchmarks.Measuring;

namespace Search.Benchmarks.Product;

/// <summary>One way of answering a query, and its times in microseconds a query.</summary>
/// <param name="name">How reports call it.</param>
/// <param name="queries">The queries.</param>
/// <param name="search">Answers one and returns the number of its hits.</param>
internal sealed class StageTimes(string name, IReadOnlyList<string> queries, Func<string, int> search)
{
    private QueryTimes _times = new(queries.Count);

    public string Name => name;

    public TimeSummary MicrosPerQuery => _times.Summarize();

    /// <summary>Hits of all queries in one round.</summary>
    public long Hits { get; private set; }

    public void Round()
    {
        long hits = 0;
        for (int i = 0; i < queries.Count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            hits += search(queries[i]);
            _times.Add(i, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        Hits = hits;
    }

    /// <summary>Forgets the times of the warm-up.</summary>
    public void Forget() => _times = new QueryTimes(queries.Count);
}
