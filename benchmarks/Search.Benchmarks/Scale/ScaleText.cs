using System.Globalization;
using System.Text;
using Search.Benchmarks.Reports;

namespace Search.Benchmarks.Scale;

/// <summary>What <c>scale</c> found, as Markdown and as a plot.</summary>
internal static class ScaleText
{
    public static string Markdown(Report report, IReadOnlyList<ScaleRow> rows)
    {
        var text = new StringBuilder($"# Cost against growth\n\n{report.Headline}\n\n`{report.CommandLine}`\n\n");
        var builds = new MarkdownTable("documents", "build s", "documents/s", "MB", "bytes a document", "peak MB", "verify s", "open ms", "first query ms", "from disk", "compared");
        foreach (var row in rows)
        {
            builds.Add($"{row.Documents:N0}", Number(row.Index.Seconds), Number(row.Documents / row.Index.Seconds), Number(row.Index.IndexBytes / 1e6),
                Number(row.Index.IndexBytes / (double)row.Documents), row.Index.PeakRssBytes is { } peak ? Number(peak / 1e6) : "?",
                Number(row.Verification.Seconds), Number(row.Open.OpenMillis), Number(row.Open.FirstQueryMillis), row.Open.CacheEvicted ? "yes" : "no", row.Checks is null ? "no" : "yes");
        }

        text.Append(builds);
        foreach (string command in Commands(rows))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {command}, mean microseconds (`x`: to the smallest)\n\n");
            var table = new MarkdownTable(["class", .. rows.SelectMany((row, i) => i == 0 ? new[] { $"{row.Documents:N0}" } : [$"{row.Documents:N0}", "x"])]);
            foreach (string name in Classes(rows, command))
            {
                double first = rows[0].Mean(command, name) ?? double.NaN;
                table.Add([name, .. rows.SelectMany((row, i) =>
                {
                    double mean = row.Mean(command, name) ?? double.NaN;
                    return i == 0 ? new[] { Number(mean) } : [Number(mean), Number(mean / first)];
                })]);
            }

            text.Append(table);
        }

        return text.ToString();
    }

    public static string Plot(Report report, IReadOnlyList<ScaleRow> rows) =>
        BarPlot.Draw("Mean time a query against the number of documents", report.Headline, "microseconds", [.. rows.Select(row => $"{row.Documents:N0} documents")],
            [.. Commands(rows).Select(command => new BarPanel(command, Classes(rows, command),
                [.. rows.Select(row => (IReadOnlyList<double?>)[.. Classes(rows, command).Select(name => row.Mean(command, name))])]))]);

    private static IEnumerable<string> Commands(IReadOnlyList<ScaleRow> rows) => rows[0].Times.Select(times => times.Command);

    private static List<string> Classes(IReadOnlyList<ScaleRow> rows, string command) =>
        [.. rows[0].Times.First(times => times.Command == command).Classes.Select(each => each.Class)];

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
