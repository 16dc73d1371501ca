using System.Diagnostics;
using System.Globalization;
using Search.Benchmarks.Alerts;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Reports;
using Search.Core;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: what do saved searches cost a bulk add, and a single write that waits until it is searchable? What they find in a part of the corpus is compared
/// with a search for each first.
/// </summary>
internal sealed class AlertsCommand : ICommand
{
    public string Name => "alerts";

    public string Summary => "articles a second, and milliseconds a write, with saved searches";

    public string Usage => "--corpus F... [--searches 1000,10000] [--articles 20000] [--live 200] [--compare 3000] [--repeats 2] [--work DIR] [--json OUT]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        var corpus = new CorpusFiles(options.Files("corpus"));
        int[] counts = [0, .. options.Numbers("searches", 1_000, 1)];
        int most = options.Number("articles", 20_000, 100), live = options.Number("live", 200, 1);
        int compared = options.Number("compare", 3_000, 1), repeats = options.Number("repeats", 2, 1);
        string? work = options.Text("work"), json = options.Text("json");
        options.Done();

        var articles = await corpus.ReadAsync().Take(most).ToListAsync();
        SavedSearch[] searches = [.. new SearchDrawer(articles).Draw(counts.Max())];
        long matches = await CompareAsync([.. articles.Take(compared)], searches);
        await Console.Error.WriteLineAsync($"{searches.Length:N0} searches find what they should in {Math.Min(compared, articles.Count):N0} articles: {matches:N0} matches.");

        var table = new MarkdownTable("saved searches", "articles/s", "to none", "matches", "ms a write", "to none");
        var rows = new List<object>();
        double[] bulk = new double[counts.Length], write = new double[counts.Length];
        long[] found = new long[counts.Length];
        Array.Fill(write, double.PositiveInfinity);
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            for (int i = 0; i < counts.Length; i++)
            {
                var (perSecond, milliseconds, those) = await MeasureAsync(articles, searches[..counts[i]], live, work);
                await Console.Error.WriteLineAsync($"{counts[i]:N0} searches: {perSecond:N0} articles/s, {milliseconds:0.0} ms a write");
                (bulk[i], write[i], found[i]) = (Math.Max(bulk[i], perSecond), Math.Min(write[i], milliseconds), those);
            }
        }
        for (int i = 0; i < counts.Length; i++)
        {
            rows.Add(new { searches = counts[i], articlesPerSecond = Math.Round(bulk[i]), matches = found[i], millisecondsAWrite = Math.Round(write[i], 2) });
            table.Add(Whole(counts[i]), Whole(bulk[i]), Ratio(bulk[i] / bulk[0]), Whole(found[i]), Ratio(write[i]), Ratio(write[i] / write[0]));
        }
        report.Add("articles", articles.Count);
        report.Add("comparedMatches", matches);
        report.Add("alerts", rows);
        report.Save(json);
        string markdown = $"# Saved searches\n\n{report.Headline}\n\n`{report.CommandLine}`\n\nA bulk add of {articles.Count:N0} articles into a new index, then {live:N0} writes one after another that return when they are durable and searchable; best of {repeats}.\n\n{table}";
        Report.SaveBeside(json, ".md", markdown);
        Console.Write(markdown);
        return 0;
    }

    /// <summary>Of one segment, so that all is found in the archive that the searches are compared in.</summary>
    private static async Task<long> CompareAsync(Article[] articles, SavedSearch[] searches)
    {
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions
        {
            IndexingThreads = 1,
            Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan },
            Alerts = new AlertOptions { MaxMatches = int.MaxValue, MaxMatchesOfAll = int.MaxValue },
        });
        foreach (var search in searches)
            index.SaveSearch(search);
        await index.AddAsync(articles.ToAsyncEnumerable());
        using var point = index.OpenPointInTime();
        long matches = 0;
        foreach (var search in searches)
        {
            var expected = await point.ExportAsync(search.Request).Select(article => article.Id).ToHashSetAsync();
            var found = new HashSet<string>(StringComparer.Ordinal);
            for (long after = 0; index.ReadMatches(search.Name, after, 1_000) is { Matches.Count: > 0 } page; after = page.Next)
                found.UnionWith(page.Matches.Select(match => match.ArticleId));
            if (!found.SetEquals(expected))
                throw new MeasurementException($"'{search.Request.Query}' was told of {found.Count} articles, a search finds {expected.Count}.");
            matches += found.Count;
        }
        return matches;
    }

    private static async Task<(double PerSecond, double Milliseconds, long Matches)> MeasureAsync(List<Article> articles, SavedSearch[] searches, int live, string? work)
    {
        using var folder = new TemporaryFolder(work);
        await using var index = ArticleIndex.Open(folder.Path);
        foreach (var search in searches)
            index.SaveSearch(search);
        long started = Stopwatch.GetTimestamp();
        await index.AddAsync(articles.ToAsyncEnumerable());
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        long matches = searches.Sum(search => index.ReadMatches(search.Name, 0, 1) is { } page ? page.Missed + index.ReadMatches(search.Name, page.Next, 1_000)!.Matches.Count + page.Matches.Count : 0);
        started = Stopwatch.GetTimestamp();
        for (int i = 0; i < live; i++)
            await index.AddAsync(articles[i] with { Id = $"live/{i}" });
        return (articles.Count / seconds, Stopwatch.GetElapsedTime(started).TotalMilliseconds / live, matches);
    }

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
