using System.Diagnostics;
using Search.Benchmarks.Engines;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Peers;
using Search.Benchmarks.Reports;

namespace Search.Benchmarks.Commands;

/// <summary>One engine's part of <see cref="IndexCommand"/>, in a process of its own. Writes one line of JSON.</summary>
internal sealed class IndexWithCommand : ICommand
{
    public const string Ours = "ours", OurProduct = "ours-product";

    public string Name => "index-with";

    public string Summary => "indexes with one engine";

    public string Usage => "--engine NAME --corpus FILE... [--threads 1] [--buffer-mb 256] [--work FOLDER]";

    public bool IsPublic => false;

    public async Task<int> RunAsync(CommandOptions options)
    {
        var engine = EngineOf(options.RequiredText("engine"));
        var files = options.Files("corpus");
        int threads = options.Number("threads", 1, 1);
        int bufferMegabytes = options.Number("buffer-mb", 256, 16);
        string? work = options.Text("work");
        options.Done();

        using var folder = new TemporaryFolder(work);
        var corpus = new CorpusFiles(files);
        var clock = Stopwatch.StartNew();
        await engine.IndexAsync(corpus, folder.Path, threads, bufferMegabytes);
        double seconds = clock.Elapsed.TotalSeconds;
        double cpuSeconds = ProcessCost.CpuSeconds();
        // Before the inspection, which is not indexing.
        long peakRss = ProcessCost.PeakRssBytes();
        var (articles, segments) = engine.Inspect(folder.Path);
        var bytes = IndexBytes.Of(folder.Path);
        Console.WriteLine(Report.Node(new IndexRun
        {
            Name = engine.Title,
            Threads = threads,
            ArticlesPerSecond = Math.Round(articles / seconds, 1),
            PeakRssBytes = peakRss,
            PostingsBytes = bytes.Postings,
            StoredBytes = bytes.Stored,
            Articles = articles,
            Seconds = Math.Round(seconds, 3),
            CpuSeconds = Math.Round(cpuSeconds, 3),
            Skipped = corpus.Skipped,
            Segments = segments,
            BytesByExtension = bytes.ByExtension,
        })!.ToJsonString(Report.Line));
        return 0;
    }

    private static IIndexingEngine EngineOf(string name) => name switch
    {
        Ours => new OurBulkEngine(),
        OurProduct => new OurEngine(),
        PeerCatalog.LuceneNetSame => StockLuceneNet.Same,
        PeerCatalog.LuceneNet => StockLuceneNet.Full,
        PeerCatalog.LuceneNetLean => StockLuceneNet.Lean,
        _ => throw new UsageException($"There is no engine '{name}'."),
    };
}
