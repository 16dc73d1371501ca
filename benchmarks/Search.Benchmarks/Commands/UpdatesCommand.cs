using System.Globalization;
using Search.Benchmarks.Load;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Product;
using Search.Benchmarks.Reports;
using Search.Benchmarks.Updates;
using Search.Core;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: how much longer do searches take while articles come in all day? The same searches at the same moments, at rest and while articles are
/// written and made searchable each second, in turns. The index of the first articles of a corpus is built when <c>--index</c> holds none; what the
/// writes add to it is taken from behind them, and each turn goes on with what the one before it left.
/// </summary>
internal sealed class UpdatesCommand : ICommand
{
    // Compiled code is at its fastest after some thousand searches.
    private const int WarmSearchesASecond = 1_000, WarmSeconds = 8, NewArticles = 20_000;

    public string Name => "updates";

    public string Summary => "time of searches at rest and while articles are written, in one process";

    public string Usage => "--corpus F --queries F [--articles 300000] [--rate 100] [--updates 100] [--seconds 30] [--turns 2] [--durability async] [--no-highlights] [--work DIR] [--index DIR] [--json OUT]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        var files = options.Files("corpus");
        var queries = QueryFile.Read(options.File("queries"));
        int articles = options.Number("articles", 300_000, 1), rate = options.Number("rate", 100, 1), updates = options.Number("updates", 100, 1);
        int seconds = options.Number("seconds", 30, 1), turns = options.Number("turns", 2, 1);
        string durability = options.Text("durability") ?? "async";
        bool highlight = !options.Flag("no-highlights");
        string? work = options.Text("work"), kept = options.Text("index"), json = options.Text("json");
        options.Done();
        var settings = new ArticleIndexOptions
        {
            Durability = Enum.TryParse<Durability>(durability, ignoreCase: true, out var parsed) ? parsed : throw new UsageException("--durability is request or async."),
        };

        using var temporary = kept is null ? new TemporaryFolder(work) : null;
        string folder = kept ?? temporary!.PathOf("index");
        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            await using var empty = ArticleIndex.Open(folder, settings with { RefreshInterval = TimeSpan.Zero });
            await empty.AddAsync(new DressedCorpus(files).ReadAsync().Take(articles), new ConsoleProgressBar());
        }
        var present = await new DressedCorpus(files).ReadAsync().Take(NewArticles).Select(article => article.Id).ToListAsync();
        var further = await new DressedCorpus(files).ReadAsync().Skip(articles).Take(NewArticles).ToListAsync();
        if (further.Count == 0)
            throw new MeasurementException("The corpus has no articles behind those of the index.");

        await using var index = ArticleIndex.Open(folder, settings);
        var before = index.GetStatistics();
        var writes = new SteadyWrites(index, further, present);
        var warming = writes.RunAsync(updates, WarmSeconds);
        PacedSearches.Run(index, queries, WarmSearchesASecond, WarmSeconds, highlight);
        await warming;
        var collected = GC.GetTotalPauseDuration();
        var rest = new List<double>();
        var written = new List<double>();
        var acknowledged = new List<double>();
        for (int turn = 0; turn < turns; turn++)
        {
            // Merges of the turn before end first.
            await Task.Delay(TimeSpan.FromSeconds(3));
            GC.Collect();
            rest.AddRange(PacedSearches.Run(index, queries, rate, seconds, highlight));
            var writing = writes.RunAsync(updates, seconds);
            written.AddRange(PacedSearches.Run(index, queries, rate, seconds, highlight));
            acknowledged.AddRange(await writing);
        }

        LoadRun[] runs =
        [
            LoadRun.Of("at rest", rate, 0, [.. rest]),
            LoadRun.Of("while writing", rate, updates, [.. written]),
            LoadRun.Of("the writes", updates, updates, [.. acknowledged]),
        ];
        var after = index.GetStatistics();
        report.Add("collectionPausesMs", Math.Round((GC.GetTotalPauseDuration() - collected).TotalMilliseconds));
        report.Add("collections", Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount));
        report.Add("articles", before.Articles);
        report.Add("segments", new { before = before.Segments, after = after.Segments });
        report.Add("durability", settings.Durability.ToString());
        report.Add("queries", queries.Count);
        report.Add("p99ToRest", Math.Round(runs[1].P99Ms / runs[0].P99Ms, 3));
        report.Add("runs", runs);
        report.Save(json);
        var table = new MarkdownTable("", "a second", "number", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
        foreach (var run in runs)
            table.Add(run.Name, Number(run.Rate), Number(run.Requests), Milliseconds(run.P50Ms), Milliseconds(run.P99Ms), Milliseconds(run.P999Ms), Milliseconds(run.MaxMs));
        string markdown = string.Create(CultureInfo.InvariantCulture,
            $"# Searches while articles are written\n\n{report.Headline}\n\n`{report.CommandLine}`\n\n{before.Articles:N0} articles in {before.Segments} segments before and {after.Segments} after, {queries.Count:N0} queries, 10 hits{(highlight ? " with passages" : "")}, on one thread, timed from the moment at which each was due; durability {settings.Durability}, a refresh each second. The 99th percentile while writing is {runs[1].P99Ms / runs[0].P99Ms:0.00} times that at rest.\n\n{table}");
        Report.SaveBeside(json, ".md", markdown);
        Console.Write(markdown);
        return 0;
    }

    private static string Milliseconds(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
