using System.Diagnostics;
using System.Globalization;
using Search.Benchmarks.Features;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Reports;
using Search.Core;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: does what an index can do beside it slow a plain search? The same queries on two copies of one index in turns, one of which is used for
/// something else as well. One thread; that both find the same is compared first.
/// </summary>
internal sealed class FeaturesCommand : ICommand
{
    public string Name => "features";

    public string Summary => "what other features in use cost a plain search";

    public string Usage => "--corpus F... --queries F [--articles 50000] [--limit 300] [--rounds 40] [--work DIR] [--json OUT]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        var corpus = new CorpusFiles(options.Files("corpus"));
        string queryFile = options.File("queries");
        int most = options.Number("articles", 50_000, 1), limit = options.Number("limit", 300, 1), rounds = options.Number("rounds", 40, 1);
        string? work = options.Text("work"), json = options.Text("json");
        options.Done();

        string[] queries = [.. QueryFile.Read(queryFile).Where(query => query.All(c => char.IsLetterOrDigit(c) || c == ' ')).Take(limit)];
        if (queries.Length == 0)
            throw new UsageException("No query of the file is one of words alone.");
        using var folder = new TemporaryFolder(work);
        string original = folder.PathOf("plain");
        int count;
        await using (var index = ArticleIndex.Open(original, new ArticleIndexOptions { IndexingThreads = 1 }))
        {
            await index.AddAsync(corpus.ReadAsync().Take(most), new ConsoleProgressBar());
            await index.OptimizeAsync(new OptimizeOptions());
            count = (int)index.GetStatistics().Articles;
        }

        var table = new MarkdownTable("in use", "median µs", "without", "p99 µs", "without", "ratio", "of nine in ten rounds");
        var rows = new List<object>();
        foreach (var feature in Feature.All())
        {
            string copy = folder.PathOf($"with-{rows.Count}");
            Copy(original, copy);
            var times = await MeasureAsync(original, copy, feature, queries, rounds);
            rows.Add(new { feature = feature.Name, ratio = Rounded(times.Ratio), low = Rounded(times.Spread.Low), high = Rounded(times.Spread.High), median = Rounded(times.Used.Median), medianWithout = Rounded(times.Plain.Median), p99 = Rounded(times.Used.P99), p99Without = Rounded(times.Plain.P99) });
            table.Add(feature.Name, Micros(times.Used.Median), Micros(times.Plain.Median), Micros(times.Used.P99), Micros(times.Plain.P99), Ratio(times.Ratio), $"{Ratio(times.Spread.Low)} to {Ratio(times.Spread.High)}");
            await Console.Error.WriteLineAsync($"{feature.Name}: {Ratio(times.Ratio)} ({Ratio(times.Spread.Low)} to {Ratio(times.Spread.High)})");
            Directory.Delete(copy, recursive: true);
        }
        report.Add("articles", count);
        report.Add("queries", queries.Length);
        report.Add("rounds", rounds);
        report.Add("features", rows);
        report.Save(json);
        string markdown = $"# What other features cost a plain search\n\n{report.Headline}\n\n`{report.CommandLine}`\n\n{count:N0} articles in one segment, {queries.Length:N0} queries of plain words, ten hits without passages, one thread, {rounds} rounds in turns on the index where a feature is in use and on one where nothing is. Median and p99 over the queries, each by its best round; the ratio is that of the middle round, of all queries together.\n\n{table}";
        Report.SaveBeside(json, ".md", markdown);
        Console.Write(markdown);
        return 0;
    }

    private static async Task<PairTimes> MeasureAsync(string without, string with, Feature feature, string[] queries, int rounds)
    {
        var options = new ArticleIndexOptions { RefreshInterval = TimeSpan.Zero };
        await using var plain = ArticleIndex.Open(without, options);
        await using var used = ArticleIndex.Open(with, feature.Options(options));
        using var begun = feature.Begin(used);
        foreach (string query in queries)
        {
            if (!Search(plain, query).Hits.Select(hit => (hit.Id, hit.Score)).SequenceEqual(Search(used, query).Hits.Select(hit => (hit.Id, hit.Score))))
                throw new MeasurementException($"With {feature.Name}, '{query}' finds something else.");
        }

        var times = new PairTimes(queries.Length);
        double[] first = new double[queries.Length], second = new double[queries.Length];
        int warm = Math.Max(3, rounds / 5);
        for (int round = -warm; round < rounds; round++)
        {
            feature.Use(used, queries[(round + warm) % queries.Length]);
            for (int i = 0; i < queries.Length; i++)
            {
                // Each is the first of two every other time, which has the caches cold.
                bool isPlainFirst = ((round + warm + i) & 1) == 0;
                if (isPlainFirst)
                    first[i] = Time(plain, queries[i]);
                second[i] = Time(used, queries[i]);
                if (!isPlainFirst)
                    first[i] = Time(plain, queries[i]);
            }
            if (round >= 0)
                times.Add(first, second);
        }
        return times;
    }

    private static SearchResults Search(ArticleIndex index, string query) => index.Search(new SearchRequest(query) { Highlight = false });

    private static double Time(ArticleIndex index, string query)
    {
        long started = Stopwatch.GetTimestamp();
        Search(index, query);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    private static double Rounded(double value) => Math.Round(value, 3);

    private static string Micros(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
