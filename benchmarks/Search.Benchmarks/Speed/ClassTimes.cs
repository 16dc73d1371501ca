namespace Search.Benchmarks.Speed;

/// <summary>An engine's times over the queries of a class, in microseconds, each query by its best round.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Median">The middle query.</param>
/// <param name="P99">Nearest rank.</param>
/// <param name="ToOurs">The mean divided by ours: how many times faster ours is.</param>
internal sealed record EngineTimes(string Engine, double Mean, double Median, double P99, double ToOurs);

/// <summary>The times of a class.</summary>
internal sealed record ClassTimes(string Class, int Queries, IReadOnlyList<EngineTimes> Engines);

/// <summary>The times of a command over a set of queries.</summary>
/// <param name="Set">The queries.</param>
/// <param name="Command">The command.</param>
/// <param name="Classes">By class, <c>all</c> at the end.</param>
/// <param name="GeometricMeans">Of the ratios to ours of the main classes, by engine.</param>
internal sealed record CommandTimes(string Set, string Command, IReadOnlyList<ClassTimes> Classes, IReadOnlyDictionary<string, double> GeometricMeans)
{
    public const string All = "all";

    /// <param name="set">The queries.</param>
    /// <param name="command">The command.</param>
    /// <param name="times">The engines, ours first, and the time of each query; not a number where it was not done.</param>
    public static CommandTimes Of(QuerySet set, string command, IReadOnlyList<(string Engine, double[] Micros)> times)
    {
        var classes = new List<ClassTimes>();
        foreach (string name in QueryShape.All.Append(All))
        {
            int[] members = [.. Enumerable.Range(0, set.Queries.Count).Where(i => name == All || set.Queries[i].Class == name)];
            if (members.Length > 0)
                classes.Add(new ClassTimes(name, members.Length, [.. times.Select(each => Summarize(each.Engine, each.Micros, times[0].Micros, members)).OfType<EngineTimes>()]));
        }

        var means = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (engine, _) in times.Skip(1))
        {
            double[] ratios = [.. classes.Where(each => QueryShape.Main.Contains(each.Class))
                .SelectMany(each => each.Engines).Where(each => each.Engine == engine).Select(each => each.ToOurs)];
            if (ratios.Length > 0)
                means[engine] = Math.Round(Math.Exp(ratios.Average(Math.Log)), 3);
        }

        return new CommandTimes(set.Name, command, classes, means);
    }

    /// <summary>Null when the engine can do no query of the class. The ratio is over the queries that it can do, on both sides.</summary>
    private static EngineTimes? Summarize(string engine, double[] micros, double[] ours, int[] members)
    {
        int[] done = [.. members.Where(i => !double.IsNaN(micros[i]))];
        if (done.Length == 0)
            return null;
        double[] sorted = [.. done.Select(i => micros[i]).Order()];
        double mean = sorted.Average();
        return new EngineTimes(engine, Math.Round(mean, 3), Math.Round(At(sorted, 0.5), 3), Math.Round(At(sorted, 0.99), 3),
            Math.Round(mean / done.Average(i => ours[i]), 3));
    }

    private static double At(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
