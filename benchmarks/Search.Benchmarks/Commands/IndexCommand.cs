using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Search.Benchmarks.Peers;
using Search.Benchmarks.Reports;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: how fast is an archive indexed, with how much memory, into how many bytes? The clock runs from opening the corpus until
/// everything is merged, durable and closed. Ours and the peers lucene8 and lucene-net-same have the same fields (id, title, body, date, all
/// stored) and the same tokens (lower case, split on what is no letter or digit); ours-product and lucene-net have those of the product, the
/// texts twice. Each engine runs in a process of its own, one after the other, from a cold start.
/// </summary>
internal sealed class IndexCommand : ICommand
{
    public string Name => "index";

    public string Summary => "articles a second, peak memory and bytes of indexing, ours and the peers'";

    public string Usage => "--corpus FILE... [--threads N,...] [--repeats 1] [--buffer-mb 256] [--peers lucene-net,lucene-net-lean,lucene8|all|none] [--work FOLDER] [--json OUT]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        var files = options.Files("corpus");
        var threads = options.Numbers("threads", Environment.ProcessorCount, 1);
        int repeats = options.Number("repeats", 1, 1);
        int bufferMegabytes = options.Number("buffer-mb", 256, 16);
        string? work = options.Text("work");
        string? json = options.Text("json");
        var peers = await PeerCatalog.ChooseAsync(Name, options);
        options.Done();

        string[] engines = [IndexWithCommand.Ours, IndexWithCommand.OurProduct, .. peers.Select(peer => peer.Name)];
        var runs = new List<IndexRun>();
        foreach (int count in threads)
        {
            var all = engines.ToDictionary(engine => engine, _ => new List<IndexRun>());
            // Engines take turns, so that a busy spell of the machine does not fall on one of them alone.
            for (int repeat = 1; repeat <= repeats; repeat++)
            {
                foreach (string engine in engines)
                {
                    await Console.Error.WriteLineAsync($"{engine}, {count} thread(s), run {repeat} of {repeats}");
                    all[engine].Add(await RunAsync(engine, files, count, bufferMegabytes, work));
                }
            }

            runs.AddRange(engines.Select(engine => Best(all[engine])));
        }

        report.Add("corpus", files.Select(Path.GetFileName));
        report.Add("corpusBytes", files.Sum(file => new FileInfo(file).Length));
        report.Add("bufferMegabytes", bufferMegabytes);
        report.Add("engines", runs);
        report.Save(json);
        Console.Write(TableOf(runs));
        if (runs.Select(run => run.Articles).Distinct().Count() > 1)
            throw new MeasurementException("The engines did not index the same number of articles: their figures cannot be compared.");
        return 0;
    }

    private static async Task<IndexRun> RunAsync(string engine, IReadOnlyList<string> files, int threads, int bufferMegabytes, string? work)
    {
        string[] common =
        [
            "--corpus", .. files,
            "--threads", threads.ToString(CultureInfo.InvariantCulture),
            "--buffer-mb", bufferMegabytes.ToString(CultureInfo.InvariantCulture),
            .. work is null ? Array.Empty<string>() : ["--work", work],
        ];
        JsonObject result = engine == PeerCatalog.Lucene8
            ? await Lucene8Peer.RunAsync(["index", .. common, "--analysis", "same"])
            : await PeerProcess.RunSelfToBuildAsync(engine, ["index-with", "--engine", engine, .. common]);
        return result.Deserialize<IndexRun>(Report.Json)!;
    }

    private static IndexRun Best(List<IndexRun> runs) => runs.MaxBy(run => run.ArticlesPerSecond)! with
    {
        Repeats = runs.Count > 1 ? [.. runs.Select(run => run.ArticlesPerSecond)] : null,
    };

    private static Table TableOf(List<IndexRun> runs)
    {
        var table = new Table("engine", "threads", "articles", "articles/s", "to ours", "seconds", "CPU s", "peak MB", "postings MB", "stored MB", "segments");
        foreach (var run in runs)
        {
            var ours = runs.First(each => each.Threads == run.Threads);
            table.Add(run.Name, $"{run.Threads}", $"{run.Articles:N0}", $"{run.ArticlesPerSecond:N0}", $"{run.ArticlesPerSecond / ours.ArticlesPerSecond:0.00}",
                $"{run.Seconds:0.0}", $"{run.CpuSeconds:0.0}", run.PeakRssBytes is { } peak ? Megabytes(peak) : "?", Megabytes(run.PostingsBytes), Megabytes(run.StoredBytes), $"{run.Segments}");
        }

        return table;
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:0.0}";
}
