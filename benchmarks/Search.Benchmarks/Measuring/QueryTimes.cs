namespace Search.Benchmarks.Measuring;

/// <summary>Times of queries in microseconds.</summary>
/// <param name="Mean">Over the queries, each by its best round.</param>
/// <param name="Median">The same, the middle query.</param>
/// <param name="P99">The same, nearest rank.</param>
/// <param name="MeanAllRounds">Over all queries and rounds: what the best rounds leave out, such as garbage collection and a busy machine, is in it.</param>
internal readonly record struct TimeSummary(double Mean, double Median, double P99, double MeanAllRounds);

/// <summary>
/// One time for each query and round. The best round of a query stands for it, since every disturbance only adds; the mean over all
/// rounds is given beside it because collecting garbage is a cost too, and the best round leaves it out. The same as the Java peer's.
/// </summary>
internal sealed class QueryTimes
{
    private readonly double[] _best;
    private double _sum;
    private long _count;

    public QueryTimes(int queries)
    {
        _best = new double[queries];
        Array.Fill(_best, double.PositiveInfinity);
    }

    public void Add(int query, double micros)
    {
        _best[query] = Math.Min(_best[query], micros);
        _sum += micros;
        _count++;
    }

    public TimeSummary Summarize()
    {
        double[] sorted = [.. _best.Where(double.IsFinite).Order()];
        return sorted.Length == 0
            ? default
            : new TimeSummary(Rounded(sorted.Average()), Rounded(Percentile(sorted, 0.5)), Rounded(Percentile(sorted, 0.99)), Rounded(_sum / _count));
    }

    private static double Rounded(double micros) => Math.Round(micros, 2);

    /// <summary>Nearest rank: the smallest value that at least this share of the values does not exceed.</summary>
    private static double Percentile(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
