using System.Diagnostics;

namespace Search.Benchmarks.Game;

/// <summary>Times queries of one operation, in rounds over all of them, parsing included.</summary>
internal sealed class GameTimes
{
    private readonly IReadOnlyList<string> _queries;

    private GameTimes(IReadOnlyList<string> queries)
    {
        _queries = queries;
        Micros = new double[queries.Count];
        Answers = new GameAnswer[queries.Count];
        Array.Fill(Micros, double.PositiveInfinity);
    }

    /// <summary>The best round of each query.</summary>
    public double[] Micros { get; }

    /// <summary>What the last round found.</summary>
    public GameAnswer[] Answers { get; }

    /// <summary>Runs the warm-up queries for at least one round and so many seconds, then the rounds that count.</summary>
    public static GameTimes Measure(
        IGameSearcher searcher, IReadOnlyList<string> queries, GameOperation operation, int rounds, IReadOnlyList<string> warmUp, int warmUpSeconds)
    {
        if (warmUp.Count > 0)
        {
            var clock = Stopwatch.StartNew();
            do
            {
                foreach (string query in warmUp)
                    searcher.Search(query, operation);
            }
            while (clock.Elapsed.TotalSeconds < warmUpSeconds);
        }

        var times = new GameTimes(queries);
        GC.Collect();
        for (int round = 0; round < rounds; round++)
            times.Round(searcher, operation);
        return times;
    }

    private void Round(IGameSearcher searcher, GameOperation operation)
    {
        for (int i = 0; i < _queries.Count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            var answer = searcher.Search(_queries[i], operation);
            // Not GetElapsedTime, whose ticks are of 100 nanoseconds.
            double micros = (Stopwatch.GetTimestamp() - start) * (1e6 / Stopwatch.Frequency);
            Micros[i] = Math.Min(Micros[i], micros);
            Answers[i] = answer;
        }
    }
}
