using System.Diagnostics;
using System.Globalization;
using System.Text;
using Search.Benchmarks.Game;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Reports;

namespace Search.Benchmarks.Commands;

/// <summary>
/// The protocol of the public search benchmark game, and its timing. Question: what does a query cost through the product's own
/// retrieval, in an index and with queries that any other engine can have too?
/// </summary>
internal sealed class GameCommand : ICommand
{
    private const int ProgressStep = 100_000;

    public string Name => "game";

    public string Summary => "the public search benchmark game: index from standard input, answer queries, time them";

    public string Usage => "index DIR [--threads 1] [--segments 1 --segment-documents N] | optimize DIR [--memory-mb 512] | verify DIR | query DIR | open DIR --first QUERY | time DIR QUERIES ROUNDS --command C [--warm F] [--warm-seconds 5] [--dump F]; all: [--engine ours|lucene-net|sqlite-fts5]";

    public Task<int> RunAsync(CommandOptions options)
    {
        string what = options.Positional("index, optimize, verify, query, open or time");
        var engine = GameEngines.Get(options.Text("engine") ?? "ours");
        string folder = options.Positional("DIR");
        switch (what)
        {
            case "index":
                Index(engine, folder, options);
                break;
            case "optimize":
                Optimize(folder, options);
                break;
            case "verify":
                options.Done();
                Console.WriteLine(Report.Node(GameVerification.Of(folder))!.ToJsonString(Report.Line));
                break;
            case "query":
                options.Done();
                Answer(engine, folder);
                break;
            case "open":
                Open(engine, folder, options);
                break;
            case "time":
                Time(engine, folder, options);
                break;
            default:
                throw new UsageException($"'game {what}' is none of index, optimize, verify, query, time, open.");
        }

        return Task.FromResult(0);
    }

    private static void Index(IGameEngine engine, string folder, CommandOptions options)
    {
        var how = new GameIndexOptions(options.Number("threads", 1, 1), options.Number("segments", 1, 1), options.Number("segment-documents", int.MaxValue, 1));
        options.Done();
        var clock = Stopwatch.StartNew();
        using var input = Console.OpenStandardInput();
        long documents = 0;
        engine.Index(Counted(), folder, how);
        double seconds = clock.Elapsed.TotalSeconds;
        long peakRss = ProcessCost.PeakRssBytes();
        using var searcher = engine.Open(folder);
        Console.WriteLine(Report.Node(new GameIndexRun(engine.Name, documents, Math.Round(seconds, 3), GameIndexRun.BytesOf(folder), peakRss, searcher.Segments))!
            .ToJsonString(Report.Line));

        IEnumerable<GameDocument> Counted()
        {
            foreach (var document in GameDocument.Read(input))
            {
                yield return document;
                if (++documents % ProgressStep == 0)
                    Console.Error.WriteLine($"{documents:N0} documents, {documents / clock.Elapsed.TotalSeconds:N0} a second");
            }
        }
    }

    /// <summary>Reorders an index of ours in place.</summary>
    private static void Optimize(string folder, CommandOptions options)
    {
        int megabytes = options.Number("memory-mb", 512, 16);
        options.Done();
        var clock = Stopwatch.StartNew();
        GameOptimizer.Run(folder, megabytes);
        Console.WriteLine(FormattableString.Invariant($"{{\"seconds\": {clock.Elapsed.TotalSeconds:0.0}, \"cpuSeconds\": {ProcessCost.CpuSeconds():0.0}, \"peakRssBytes\": {ProcessCost.PeakRssBytes()}, \"indexBytes\": {GameIndexRun.BytesOf(folder)}}}"));
    }

    private static void Answer(IGameEngine engine, string folder)
    {
        using var searcher = engine.Open(folder);
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        while (input.ReadLine() is { } line)
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            output.WriteLine(tab >= 0 && GameOperation.Find(line[..tab]) is { } operation
                ? operation.Line(searcher.Search(line[(tab + 1)..], operation))
                : GameAnswer.Unsupported);
        }
    }

    /// <summary>What a process pays that has just started: opening, and the first query, in milliseconds.</summary>
    private static void Open(IGameEngine engine, string folder, CommandOptions options)
    {
        string query = options.RequiredText("first");
        options.Done();
        bool isEvicted = PageCache.TryEvict(folder);
        long start = Stopwatch.GetTimestamp();
        using var searcher = engine.Open(folder);
        double open = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        searcher.Search(query, GameOperation.Get("TOP_10"));
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds - open;
        Console.WriteLine(Report.Node(new ColdOpen(Math.Round(open, 2), Math.Round(first, 2), isEvicted))!.ToJsonString(Report.Line));
    }

    private static void Time(IGameEngine engine, string folder, CommandOptions options)
    {
        string queryFile = options.Positional("QUERIES");
        int rounds = options.PositionalNumber("ROUNDS", 1);
        var operation = GameOperation.Get(options.RequiredText("command"));
        string? warm = options.Text("warm");
        int warmSeconds = options.Number("warm-seconds", 5, 0);
        string? dump = options.Text("dump");
        options.Done();
        foreach (string file in warm is null ? [queryFile] : new[] { queryFile, warm })
        {
            if (!File.Exists(file))
                throw new UsageException($"There is no file '{file}'.");
        }

        var queries = QueryFile.Lines(queryFile);
        using var searcher = engine.Open(folder);
        var times = GameTimes.Measure(searcher, queries, operation, rounds, warm is null ? [] : QueryFile.Lines(warm), warmSeconds);
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
        for (int i = 0; i < queries.Count; i++)
        {
            string micros = times.Answers[i].IsSupported ? times.Micros[i].ToString("0.###", CultureInfo.InvariantCulture) : GameAnswer.Unsupported;
            output.WriteLine($"{queries[i]}\t{micros}");
        }

        if (dump is not null)
            GameDump.Write(dump, queries, times.Answers, operation, searcher);
    }
}
