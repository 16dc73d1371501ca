namespace Search.Benchmarks.Features;

/// <summary>The times of the same queries on two indexes, taken in turns.</summary>
/// <param name="queries">How many.</param>
internal sealed class PairTimes(int queries)
{
    private readonly double[] _plain = Infinite(queries), _used = Infinite(queries);
    private readonly List<double> _ratios = [];

    /// <summary>The ratio of the middle round: the time of all queries with the feature to that without.</summary>
    public double Ratio => At([.. _ratios.Order()], 0.5);

    /// <summary>The ratios between which nine of ten rounds lie.</summary>
    public (double Low, double High) Spread => (At([.. _ratios.Order()], 0.05), At([.. _ratios.Order()], 0.95));

    /// <summary>Median and 99th percentile over the queries, each by its best round, in microseconds.</summary>
    public (double Median, double P99) Plain => Summary(_plain);

    /// <summary>The same with the feature.</summary>
    public (double Median, double P99) Used => Summary(_used);

    /// <summary>Adds a round.</summary>
    public void Add(double[] plain, double[] used)
    {
        for (int i = 0; i < queries; i++)
            (_plain[i], _used[i]) = (Math.Min(_plain[i], plain[i]), Math.Min(_used[i], used[i]));
        _ratios.Add(used.Sum() / plain.Sum());
    }

    private static double[] Infinite(int count)
    {
        double[] times = new double[count];
        Array.Fill(times, double.PositiveInfinity);
        return times;
    }

    private static (double, double) Summary(double[] times)
    {
        double[] sorted = [.. times.Order()];
        return (At(sorted, 0.5), At(sorted, 0.99));
    }

    /// <summary>Nearest rank.</summary>
    private static double At(double[] sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
