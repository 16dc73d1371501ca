using Search.Benchmarks.Engines;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Peers;
using Search.Benchmarks.Reports;
using Search.Benchmarks.Speed;
using Search.Core;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: how long does the product's search take from text to answer, without and with highlights, and what does stock
/// Lucene.Net take for the nearest thing it offers? The two do not rank alike (ours weighs proximity too), so this compares what
/// users wait for, not equal results.
/// </summary>
internal sealed class SpeedCommand : ICommand
{
    public string Name => "speed";

    public string Summary => "microseconds a query from text to hits, ours and stock Lucene.Net";

    public string Usage => "--corpus FILE... --queries FILE [--hits 10] [--rounds 10] [--warmup-rounds 3] [--warmup-seconds 10] [--peers lucene-net|all|none] [--work FOLDER] [--json OUT]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        var files = options.Files("corpus");
        string queryFile = options.File("queries");
        int hits = options.Number("hits", 10, 1);
        var rounds = new Rounds(options.Number("rounds", 10, 1), options.Number("warmup-rounds", 3, 0), options.Number("warmup-seconds", 10, 0));
        string? work = options.Text("work");
        string? json = options.Text("json");
        bool withPeer = (await PeerCatalog.ChooseAsync(Name, options)).Count > 0;
        options.Done();
        var queries = QueryFile.Read(queryFile);

        await using var news = await NewsIndex.BuildAsync(files, work);
        var stages = new List<SpeedStage>
        {
            new("ours, without highlights", queries, query => news.Index.Search(new SearchRequest(query) { Size = hits, Highlight = false }).Hits.Count),
            new("ours, with highlights", queries, query => news.Index.Search(new SearchRequest(query) { Size = hits }).Hits.Count),
        };
        using var stockFolder = new TemporaryFolder(work);
        if (withPeer)
            await StockLuceneNet.Full.IndexAsync(new CorpusFiles(files), stockFolder.Path, threads: 1, bufferMegabytes: 256);
        using var stock = withPeer ? new StockSearch(stockFolder.Path) : null;
        if (stock is not null)
            stages.Add(new SpeedStage("stock Lucene.Net", queries, query => stock.Search(query, hits)));

        foreach (var stage in stages)
        {
            rounds.Warm(stage.Round);
            stage.Forget();
        }

        // Stages take turns round by round, so that a busy spell of the machine falls on all of them.
        for (int round = 0; round < rounds.Timed; round++)
            stages.ForEach(stage => stage.Round());

        var statistics = news.Index.GetStatistics();
        report.Add("corpus", files.Select(Path.GetFileName));
        report.Add("articles", statistics.Articles);
        report.Add("segments", statistics.Segments);
        report.Add("queries", queries.Count);
        report.Add("rounds", rounds.Timed);
        report.Add("resultsCompared", false);
        report.Add("engines", stages.Select(stage => new { stage.Name, stage.Hits, stage.MicrosPerQuery }));
        report.Save(json);
        Show(stages, queries.Count, rounds.Timed, statistics);
        return 0;
    }

    private static void Show(List<SpeedStage> stages, int queries, int rounds, IndexStatistics statistics)
    {
        Console.WriteLine($"Microseconds a query: {queries} queries over {statistics.Articles:N0} articles in {statistics.Segments} segment(s), best of {rounds} rounds a query");
        Console.WriteLine("The engines rank differently by design: their results are not equal and were not compared.\n");
        var table = new Table("engine", "mean", "median", "p99", "all rounds", "to ours", "hits");
        double ours = stages[0].MicrosPerQuery.Mean;
        foreach (var stage in stages)
        {
            var times = stage.MicrosPerQuery;
            table.Add(stage.Name, $"{times.Mean:0}", $"{times.Median:0}", $"{times.P99:0}", $"{times.MeanAllRounds:0}", $"{times.Mean / ours:0.00}", $"{stage.Hits}");
        }

        Console.Write(table);
    }
}
