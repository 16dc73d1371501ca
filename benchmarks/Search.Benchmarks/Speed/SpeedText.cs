using System.Globalization;
using System.Text;
using Search.Benchmarks.Game;
using Search.Benchmarks.Reports;

namespace Search.Benchmarks.Speed;

/// <summary>What <c>speed</c> found, as Markdown and as a plot.</summary>
internal static class SpeedText
{
    public static string Markdown(Report report, string corpus, int rounds, IReadOnlyList<GameIndexRun> indexes, IReadOnlyList<CheckResult> checks, IReadOnlyList<CommandTimes> times)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Query speed\n\n{report.Headline}\n\n`{report.CommandLine}`\n\n{corpus} One thread, best of {rounds} rounds a query, microseconds; `x` is the mean divided by ours.\n");
        text.Append("\n## Results compared first\n\nWith a brute force over the corpus by the formula. ").Append(Differences).Append("\n\n").Append(Checks(checks));
        foreach (var each in times)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {each.Command}, queries `{each.Set}`\n\n{Table(each)}");
            if (each.GeometricMeans.Count > 0)
                text.Append(CultureInfo.InvariantCulture, $"\nGeometric mean of the main classes' ratios to ours: {string.Join(", ", each.GeometricMeans.Select(mean => $"{mean.Key} {Number(mean.Value)}"))}.\n");
        }

        var sizes = new MarkdownTable("index", "documents", "seconds", "MB", "peak MB", "segments");
        foreach (var index in indexes)
            sizes.Add(index.Engine, $"{index.Documents:N0}", Number(index.Seconds), Number(index.IndexBytes / 1e6), index.PeakRssBytes is { } peak ? Number(peak / 1e6) : "?", $"{index.Segments}");
        return text.Append("\n## Indexes\n\n").Append(sizes).ToString();
    }

    /// <summary>A panel for each set and command.</summary>
    public static string Plot(Report report, IReadOnlyList<string> engines, IReadOnlyList<CommandTimes> times)
    {
        var panels = times.Select(each => new BarPanel($"{each.Command}, queries {each.Set}", [.. each.Classes.Select(one => one.Class)],
            [.. engines.Select(engine => (IReadOnlyList<double?>)[.. each.Classes.Select(one => one.Engines.FirstOrDefault(found => found.Engine == engine)?.Mean)])]));
        return BarPlot.Draw("Mean time a query by class", report.Headline, "microseconds", engines, [.. panels]);
    }

    private const string Differences =
        "Ours and stock Lucene.Net must give the same list of scores (stock adds in floats), every document its own score and the same counts. "
        + "Lucene 8.8 keeps lengths in one lossy byte, so its counts must be equal and its hits are only counted by how many of them belong to the best. "
        + "SQLite weighs words by another formula; the same holds for it, without the demand.";

    private static MarkdownTable Checks(IReadOnlyList<CheckResult> checks)
    {
        var table = new MarkdownTable("engine", "set", "command", "queries", "wrong counts", "wrong scores", "largest difference", "hits among the best");
        foreach (var check in checks)
        {
            table.Add(check.Engine, check.Set, check.Command, $"{check.Queries}", $"{check.WrongCounts}", $"{check.WrongScores}",
                check.LargestDifference is { } largest ? largest.ToString("0.#e-0", CultureInfo.InvariantCulture) : "",
                check.Overlap is { } overlap ? overlap.ToString("0.0 %", CultureInfo.InvariantCulture) : "");
        }

        return table;
    }

    private static MarkdownTable Table(CommandTimes times)
    {
        string[] engines = [.. times.Classes[^1].Engines.Select(each => each.Engine)];
        var table = new MarkdownTable(["class", "queries", .. engines.SelectMany((engine, i) => i == 0
            ? new[] { engine, "median", "p99" } : [engine, "median", "p99", "x"])]);
        foreach (var each in times.Classes)
        {
            var cells = new List<string> { each.Class, $"{each.Queries}" };
            for (int i = 0; i < engines.Length; i++)
            {
                var found = each.Engines.FirstOrDefault(one => one.Engine == engines[i]);
                cells.AddRange(found is null ? ["", "", ""] : [Number(found.Mean), Number(found.Median), Number(found.P99)]);
                if (i > 0)
                    cells.Add(found is null ? "" : Number(found.ToOurs));
            }

            table.Add(cells);
        }

        return table;
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
