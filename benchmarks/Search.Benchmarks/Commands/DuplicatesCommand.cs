using System.Diagnostics;
using System.Globalization;
using Search.Benchmarks.Duplicates;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Reports;
using Search.Core;
using Search.Core.Duplicates;
using Search.Core.Indexing;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: which near-duplicates does the engine's rule find, and what does it take for one wrongly? On pairs that are made of a corpus by editing
/// its articles; thresholds were chosen by half of them, the figures are of the other half. And what it finds in the corpus itself.
/// </summary>
internal sealed class DuplicatesCommand : ICommand
{
    private static readonly double[] s_containments = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75];
    private static readonly double[] s_ratios = [0.2, 0.3, 0.4];

    public string Name => "duplicates";

    public string Summary => "precision and recall of the rule for near-duplicates, by kind of edit, on pairs made of a corpus";

    public string Usage => "--corpus FILE... [--bases 2000] [--show 0] [--work DIR] [--index DIR] [--json OUT]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        var files = options.Files("corpus");
        int bases = options.Number("bases", 2_000, 8), show = options.Number("show", 0, 0);
        string? work = options.Text("work"), folder = options.Text("index"), json = options.Text("json");
        options.Done();

        var articles = new List<Article>();
        await foreach (var article in new CorpusFiles(files).ReadAsync())
            articles.Add(article);
        await using var news = await NewsIndex.BuildAsync(new CorpusFiles(files).ReadAsync(), work, folder, oneSegment: false);
        var pairs = new LabelledSet(news.Index, articles, bases).Make().ToList();

        var tuning = new MarkdownTable(["least containment", .. s_ratios.Select(ratio => $"ratio {Number(ratio)}: precision, recall, F1")]);
        foreach (double containment in s_containments)
            tuning.Add([Number(containment), .. s_ratios.Select(ratio => Quality(pairs.Where(pair => pair.IsForTuning), pair => pair.AreFoundBy(containment, ratio)))]);
        var kinds = new MarkdownTable("kind", "pairs", "taken for near-duplicates", "right");
        var rows = new List<object>();
        foreach (var kind in pairs.Where(pair => !pair.IsForTuning).GroupBy(pair => (pair.Kind, pair.AreDuplicates)).OrderByDescending(kind => kind.Key.AreDuplicates))
        {
            int all = kind.Count(), found = kind.Count(pair => pair.AreFound), right = kind.Key.AreDuplicates ? found : all - found;
            kinds.Add(kind.Key.AreDuplicates ? kind.Key.Kind : kind.Key.Kind + " (none are)", Whole(all), Whole(found), Percent((double)right / all));
            rows.Add(new { kind = kind.Key.Kind, duplicates = kind.Key.AreDuplicates, pairs = all, found });
            foreach (var pair in kind.Where(pair => pair.AreFound != pair.AreDuplicates).Take(show))
            {
                var (containment, ratio) = pair.First is null || pair.Second is null ? (0, 0) : NearDuplicates.Compare(pair.First, pair.Second);
                Console.Error.WriteLine($"{pair.Kind}: {pair.Names}: containment {Number(containment)}, ratio {Number(ratio)}");
            }
        }
        string reported = Quality(pairs.Where(pair => !pair.IsForTuning), pair => pair.AreFound);
        var corpus = Corpus(news.Session);
        double microseconds = SketchTime(articles);
        var times = ReaderTimes.Measure(news.Index, articles);

        report.Add("bases", bases);
        report.Add("pairs", rows);
        report.Add("quality", reported);
        report.Add("corpus", new { articles = corpus.Articles, withDuplicates = corpus.WithDuplicates, groups = corpus.Groups, largest = corpus.Largest });
        report.Add("sketchMicroseconds", Math.Round(microseconds, 2));
        report.Add("milliseconds", times);
        report.Save(json);
        string markdown = $"# Near-duplicates\n\n{report.Headline}\n\n`{report.CommandLine}`\n\nOn the half of the pairs that nothing was chosen by, precision, recall and F1 of the rule (containment at least {Number(NearDuplicates.LeastContainment)}, ratio at least {Number(NearDuplicates.LeastRatio)}): {reported}.\n\n{kinds}\n"
            + $"On the other half, by thresholds:\n\n{tuning}\nIn the corpus itself {corpus.WithDuplicates:N0} of {corpus.Articles:N0} articles have near-duplicates, in {corpus.Groups:N0} groups of articles that hang together, the largest of {corpus.Largest:N0}. A sketch takes {Number(microseconds)} microseconds (one thread, mean of all articles).\n\n"
            + $"The first ten articles for {times.Searches} headlines take {Number(times.Plain)} ms in the mean, folded {Number(times.Folded)} ms; ten related articles take {Number(times.Related)} ms (best of five, one thread, without highlights).\n";
        Report.SaveBeside(json, ".md", markdown);
        Console.Write(markdown);
        return 0;
    }

    private static (int Articles, int WithDuplicates, int Groups, int Largest) Corpus(IndexSession session)
    {
        using var lease = session.Snapshots.Acquire();
        var reader = lease.Snapshot.Reader;
        var sketches = new SnapshotSketches(reader);
        int[] parents = [.. Enumerable.Range(0, reader.MaxDoc)];
        int Root(int document) => parents[document] == document ? document : parents[document] = Root(parents[document]);
        int withDuplicates = 0;
        for (int document = 0; document < reader.MaxDoc; document++)
        {
            if (sketches.Of(document) is not { } sketch)
                continue;
            var near = sketches.Near(sketch);
            withDuplicates += near.Count > 1 ? 1 : 0;
            foreach (int other in near)
                parents[Root(other)] = Root(document);
        }
        var sizes = Enumerable.Range(0, reader.MaxDoc).GroupBy(Root).Select(group => group.Count()).ToList();
        return (reader.NumDocs, withDuplicates, sizes.Count(size => size > 1), sizes.Max());
    }

    private static double SketchTime(List<Article> articles)
    {
        var builder = new SketchBuilder();
        double best = double.PositiveInfinity;
        for (int round = 0; round < 3; round++)
        {
            long started = Stopwatch.GetTimestamp();
            foreach (var article in articles)
                SketchBytes.Encode(builder.Build(article.Title, article.Body) ?? new ArticleSketch(ArticleSketch.WholeCount, [0, 1]));
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds / articles.Count);
        }
        return best;
    }

    private static string Quality(IEnumerable<LabelledPair> pairs, Func<LabelledPair, bool> isFound)
    {
        int right = 0, wrong = 0, missed = 0;
        foreach (var pair in pairs)
        {
            bool found = isFound(pair);
            right += found && pair.AreDuplicates ? 1 : 0;
            wrong += found && !pair.AreDuplicates ? 1 : 0;
            missed += !found && pair.AreDuplicates ? 1 : 0;
        }
        double precision = right + wrong == 0 ? 1 : (double)right / (right + wrong), recall = right + missed == 0 ? 1 : (double)right / (right + missed);
        return $"{Percent(precision)}, {Percent(recall)}, {Percent(precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall))}";
    }

    private static string Percent(double part) => (100 * part).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Whole(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
