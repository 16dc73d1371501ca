using Search.Benchmarks.Relevance;
using Search.Benchmarks.Reports;
using Search.Core;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: how well are judged queries answered, with a profile's defaults and nothing that depends on the collection, against Lucene with its English
/// analyzer or an earlier run?
/// </summary>
internal sealed class RelevanceCommand : ICommand
{
    private const int ShownQueries = 10;

    public string Name => "relevance";

    public string Summary => "nDCG@10, MAP, R@100 and MRR@10 on a judged collection";

    public string Usage => "--collection DIR [--profile default|thorough] [--corpus FILE] [--no-titles] [--baseline lucene|none|RUN] [--run OUT] [--json OUT]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        string folder = options.RequiredText("collection");
        string profileName = options.Text("profile") ?? "default";
        if (!Enum.TryParse(profileName, ignoreCase: true, out RankingProfile profile) || !Enum.IsDefined(profile))
            throw new UsageException($"There is no profile '{profileName}'.");
        string? corpus = options.OptionalFile("corpus");
        bool withTitles = !options.Flag("no-titles");
        string baselineName = options.Text("baseline") ?? "lucene";
        string? runFile = options.Text("run");
        string? json = options.Text("json");
        options.Done();

        var collection = JudgedCollection.Open(folder, corpus, withTitles);
        var ours = await OurRelevance.RunAsync(collection, profile);
        IReadOnlyList<EngineRun> baselines = baselineName switch
        {
            "none" => [],
            "lucene" => LuceneRelevance.Run(collection),
            _ => [TrecRun.Read(baselineName, collection.Queries)],
        };
        if (runFile is not null)
            TrecRun.Write(runFile, collection.Queries, ours);

        var baseline = baselines.Count > 0 ? LuceneRelevance.Best(baselines) : null;
        report.Add("collection", Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)));
        report.Add("judgedQueries", ours.Judged.Count);
        report.Add("engines", baselines.Prepend(ours).Select(run => new { run.Name, Metrics = run.Mean }));
        if (baseline is not null)
        {
            report.Add("against", baseline.Name);
            report.Add("ndcg", ours.Compare(baseline, metrics => metrics.Ndcg));
            report.Add("averagePrecision", ours.Compare(baseline, metrics => metrics.AveragePrecision));
        }
        report.Add("queries", ours.Judged.Select(query => new
        {
            collection.Queries[query].Id,
            Metrics = ours.Metrics[query],
            NdcgDifference = ours.Metrics[query].Ndcg - baseline?.Metrics[query].Ndcg,
            AveragePrecisionDifference = ours.Metrics[query].AveragePrecision - baseline?.Metrics[query].AveragePrecision,
        }));
        report.Save(json);
        Show(collection, ours, baselines, baseline);
        return 0;
    }

    private static void Show(JudgedCollection collection, EngineRun ours, IReadOnlyList<EngineRun> baselines, EngineRun? baseline)
    {
        Console.WriteLine($"{ours.Judged.Count} judged queries\n");
        var table = new Table("engine", "nDCG@10", "MAP", "R@100", "MRR@10", "P@10");
        foreach (var run in baselines.Prepend(ours))
        {
            var mean = run.Mean;
            table.Add(run.Name, $"{mean.Ndcg:0.0000}", $"{mean.AveragePrecision:0.0000}", $"{mean.Recall:0.0000}", $"{mean.ReciprocalRank:0.0000}", $"{mean.Precision:0.0000}");
        }
        Console.WriteLine(table);
        if (baseline is null)
            return;
        ShowDifference("nDCG@10", ours, baseline, metrics => metrics.Ndcg);
        ShowDifference("MAP", ours, baseline, metrics => metrics.AveragePrecision);
        Console.WriteLine("\nLargest differences of nDCG@10:");
        var differences = ours.Judged.Select(query => (Query: query, Difference: ours.Metrics[query].Ndcg - baseline.Metrics[query].Ndcg))
            .Where(each => each.Difference != 0).OrderBy(each => each.Difference).ToList();
        foreach (var (query, difference) in differences.Count <= 2 * ShownQueries ? differences : [.. differences.Take(ShownQueries), .. differences.TakeLast(ShownQueries)])
            Console.WriteLine($"{difference,8:+0.0000;-0.0000}  {collection.Queries[query].Id,-6} {Shorten(collection.Queries[query].Text)}");
    }

    private static void ShowDifference(string name, EngineRun ours, EngineRun baseline, Func<RankingMetrics, double> metric)
    {
        var compared = ours.Compare(baseline, metric);
        double share = metric(baseline.Mean) > 0 ? compared.MeanDifference / metric(baseline.Mean) : 0;
        Console.WriteLine($"{name} against {baseline.Name}: {compared.MeanDifference:+0.0000;-0.0000} ({share:+0.0 %;-0.0 %}), better {compared.Better}, worse {compared.Worse}, p = {compared.PValue:0.0000}");
    }

    private static string Shorten(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 100 ? line : line[..100] + "...";
    }
}
