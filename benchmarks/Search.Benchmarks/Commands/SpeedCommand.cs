using Search.Benchmarks.Game;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Peers;
using Search.Benchmarks.Product;
using Search.Benchmarks.Reports;
using Search.Benchmarks.Speed;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: how long do exact top-k queries of each class take, beside stock Lucene.Net, Lucene 8.8 and SQLite FTS5 over the same words of
/// the same documents, in one run? With <c>--product</c>: what does a whole search of the product cost against the bare disjunction of
/// its words?
/// </summary>
internal sealed class SpeedCommand : ICommand
{
    public string Name => "speed";

    public string Summary => "query latency by class, ours and the peers in one run, results compared first";

    public string Usage => "--corpus F... --queries F [--peers lucene-net,lucene8,sqlite-fts5|all|none] [--commands TOP_10,TOP_100,COUNT] [--segments 1] [--rounds 6] [--repeats 1] [--warm-seconds 10] [--limit N] [--index DIR] [--json OUT]; or --product --corpus F... --queries F [--rounds 6] [--warm-seconds 10] [--limit N] [--index DIR] [--work DIR] [--thorough] [--json OUT]";

    public Task<int> RunAsync(CommandOptions options) => options.Flag("product") ? new ProductMeasurement().RunAsync(options) : CompareAsync(options);

    private async Task<int> CompareAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        var corpus = options.Files("corpus");
        string queryFile = options.File("queries");
        GameOperation[] operations = [.. (options.List("commands") ?? ["TOP_10", "TOP_100", "COUNT"]).Select(GameOperation.Get)];
        int segments = options.Number("segments", 1, 1);
        int rounds = options.Number("rounds", 6, 1), repeats = options.Number("repeats", 1, 1), warmSeconds = options.Number("warm-seconds", 10, 0);
        int limit = options.Number("limit", int.MaxValue, 1);
        string? indexFolder = options.Text("index"), json = options.Text("json");
        var peers = await PeerCatalog.ChooseAsync(Name, options);
        options.Done();

        await Console.Error.WriteLineAsync("Reading the corpus for the brute force");
        QuerySet[] all = [.. QuerySet.Read(queryFile).Select(set => set with { Queries = [.. set.Queries.Take(limit)] })];
        var truth = new BruteForce(GameCorpus.Read(corpus), all.SelectMany(set => set.Queries).Select(query => query.Parsed));
        QuerySet[] sets = [.. all.Select(set => set.For(truth))];
        foreach (var set in sets)
            Console.WriteLine($"Queries {set.Name}: {string.Join(", ", set.Queries.CountBy(query => query.Class).Select(each => $"{each.Value} {each.Key}"))}");
        string[] terms = [.. sets.SelectMany(set => set.Queries).Where(query => query.Class == QueryShape.Term).Select(query => query.Parsed.Words.First()).Distinct(StringComparer.Ordinal)];
        Console.WriteLine($"Terms (document frequency): {string.Join(", ", terms.Select(word => $"{word} {truth.DocFreq(word)}"))}");

        using var scratch = new TemporaryFolder(null);
        EngineProcess[] engines = [new(EngineProcess.Ours), .. peers.Select(peer => new EngineProcess(peer.Name))];
        var indexes = new EngineIndexes(indexFolder ?? scratch.Path, corpus, truth.DocumentCount, segments);
        var builds = new List<GameIndexRun>();
        foreach (var engine in engines)
            builds.Add(await indexes.EnsureAsync(engine));

        var run = new SpeedRun(engines, indexes.FolderOf, scratch.Path);
        var checks = await run.CheckAsync(truth, sets, operations);
        var times = await run.TimeAsync(sets, operations, rounds, repeats, warmSeconds);

        string described = $"{string.Join(", ", corpus.Select(Path.GetFileName))}: {truth.DocumentCount:N0} documents, {truth.Tokens:N0} tokens.";
        report.Add("corpus", corpus.Select(Path.GetFileName));
        report.Add("documents", truth.DocumentCount);
        report.Add("tokens", truth.Tokens);
        report.Add("rounds", engines.ToDictionary(engine => engine.Name, engine => engine.Rounds(rounds) * repeats));
        report.Add("terms", terms.ToDictionary(word => word, truth.DocFreq));
        report.Add("indexes", builds);
        report.Add("resultsCompared", checks);
        report.Add("times", times);
        report.Save(json);
        string markdown = SpeedText.Markdown(report, described, rounds * repeats, builds, checks, times);
        Report.SaveBeside(json, ".md", markdown);
        Report.SaveBeside(json, ".svg", SpeedText.Plot(report, [.. engines.Select(engine => engine.Name)], times));
        Console.WriteLine();
        Console.Write(markdown);
        return 0;
    }
}
