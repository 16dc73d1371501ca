using System.Diagnostics;
using System.Globalization;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Reports;
using Search.Benchmarks.Suggesting;
using Search.Core;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: how long does a completion take, over all articles, with and without misspellings, how long are they read before, and in what memory?
/// And what does a search cost that may offer a better spelling? One thread; each prefix is timed once, after others have warmed the code.
/// </summary>
internal sealed class SuggestCommand : ICommand
{
    private const int Size = 10;

    public string Name => "suggest";

    public string Summary => "microseconds of completions and of did-you-mean, and the memory they take";

    public string Usage => "[--articles 1000000 | --corpus F] [--prefixes 5000] [--work DIR] [--index DIR] [--json OUT]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        int articles = options.Number("articles", 1_000_000, 1), prefixes = options.Number("prefixes", 5_000, 1);
        string? corpus = options.OptionalFile("corpus"), work = options.Text("work"), folder = options.Text("index"), json = options.Text("json");
        options.Done();

        await using var news = await NewsIndex.BuildAsync(
            corpus is null ? SuggestCorpus.ReadAsync(articles) : new CorpusFiles([corpus]).ReadAsync(), work, folder, oneSegment: false);
        using var lease = news.Session.Snapshots.Acquire();
        var reading = Read(news.Index);
        var classes = new TypedPrefixes(lease.Snapshot).Draw(prefixes);
        foreach (var (_, texts) in classes)
            Time(texts.Take(prefixes / 5), text => news.Index.Suggest(new SuggestRequest(text) { Size = Size }));

        var table = new MarkdownTable("typed", "p50 µs", "p99 µs", "max µs", "completions, mean");
        var rows = new List<object>();
        foreach (var (name, texts) in classes)
        {
            long found = 0;
            double[] times = Time(texts, text => found += news.Index.Suggest(new SuggestRequest(text) { Size = Size }).Suggestions.Count);
            rows.Add(new { typed = name, p50 = At(times, 0.5), p99 = At(times, 0.99), max = At(times, 1), found = (double)found / texts.Count });
            table.Add(name, Number(At(times, 0.5)), Number(At(times, 0.99)), Number(At(times, 1)), Number((double)found / texts.Count));
        }
        var spelling = new MarkdownTable("search, 10 hits without passages", "p50 µs", "p99 µs", "offers");
        foreach (var (name, queries) in Searches(classes, news.Index))
        {
            int offers = 0;
            double[] times = Time(queries, query => offers += news.Index.Search(new SearchRequest(query) { Highlight = false }).DidYouMean is null ? 0 : 1);
            rows.Add(new { search = name, p50 = At(times, 0.5), p99 = At(times, 0.99), offers });
            spelling.Add(name, Number(At(times, 0.5)), Number(At(times, 0.99)), $"{offers} of {queries.Count}");
        }

        var (count, bytes) = news.Index.Completions;
        report.Add("articles", lease.Snapshot.Reader.NumDocs);
        report.Add("segments", lease.Snapshot.SegmentCount);
        report.Add("completions", count);
        report.Add("bytes", bytes);
        report.Add("firstAnswerMilliseconds", reading.First);
        report.Add("readSeconds", reading.All);
        report.Add("microseconds", rows);
        report.Save(json);
        string markdown = string.Create(CultureInfo.InvariantCulture,
            $"# Completions\n\n{report.Headline}\n\n`{report.CommandLine}`\n\n{lease.Snapshot.Reader.NumDocs:N0} articles in {lease.Snapshot.SegmentCount} segments, {count:N0} completions in {bytes / 1e6:0} MB of memory. ")
            + string.Create(CultureInfo.InvariantCulture, $"The first answer came after {reading.First:0} ms, all articles were read after {reading.All:0.0} s. One thread, {prefixes:N0} prefixes a class, each timed once.\n\n{table}\n{spelling}");
        Report.SaveBeside(json, ".md", markdown);
        Console.Write(markdown);
        return 0;
    }

    /// <summary>Has the articles read for the first time.</summary>
    private static (double First, double All) Read(ArticleIndex index)
    {
        var clock = Stopwatch.StartNew();
        index.Suggest(new SuggestRequest("a"));
        double first = clock.Elapsed.TotalMilliseconds;
        while (!index.Suggest(new SuggestRequest("a") { Patience = TimeSpan.FromSeconds(60) }).IsComplete)
        {
        }
        return (first, clock.Elapsed.TotalSeconds);
    }

    /// <summary>Queries of well-known words, and with one that is misspelt, asked for the first time and again.</summary>
    private static List<(string Name, List<string> Queries)> Searches(IReadOnlyList<(string Name, IReadOnlyList<string> Texts)> classes, ArticleIndex index)
    {
        var known = new List<string>();
        var misspelt = new List<string>();
        foreach (string text in classes[2].Texts.Take(500))
        {
            if (index.Suggest(new SuggestRequest(text) { Size = 1, Typos = false }).Suggestions is not [{ } suggestion] || suggestion.Text.Split(' ') is not [{ Length: > 5 } first, ..])
                continue;
            known.Add(first);
            misspelt.Add(first[..3] + "q" + first[4..]);
        }
        Time(known, query => index.Search(new SearchRequest(query) { Highlight = false }));
        return [("a known word", known), ("a misspelt word, for the first time", misspelt), ("the same again", misspelt)];
    }

    private static double[] Time(IEnumerable<string> texts, Action<string> action)
    {
        var times = new List<double>();
        foreach (string text in texts)
        {
            long started = Stopwatch.GetTimestamp();
            action(text);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }
        times.Sort();
        return [.. times];
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)], 1);

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
