using Search.Benchmarks.Highlighting;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Peers;
using Search.Benchmarks.Reports;
using Search.Core;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: what does it cost to highlight a hit, loading its text included, beside Lucene 8.8's UnifiedHighlighter? The hits are
/// those of our own search; both sides highlight the same ones, warm, one thread, from one segment where ours makes one.
/// </summary>
internal sealed class HighlightCommand : ICommand
{
    public string Name => "highlight";

    public string Summary => "microseconds a hit, ours and the peers'";

    public string Usage => "--corpus FILE... --queries FILE [--hits 10] [--passages 3] [--rounds 10] [--repeats 2] [--warmup-rounds 3] [--warmup-seconds 10] [--peers lucene8|all|none] [--work FOLDER] [--json OUT]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        var files = options.Files("corpus");
        string queryFile = options.File("queries");
        int hits = options.Number("hits", 10, 1);
        int passages = options.Number("passages", 3, 1);
        var rounds = new Rounds(options.Number("rounds", 10, 1), options.Number("warmup-rounds", 3, 0), options.Number("warmup-seconds", 10, 0));
        int repeats = options.Number("repeats", 2, 1);
        string? work = options.Text("work");
        string? json = options.Text("json");
        bool withPeer = (await PeerCatalog.ChooseAsync(Name, options)).Count > 0;
        options.Done();

        await using var news = await NewsIndex.BuildAsync(files, work);
        using var lease = news.Session.Snapshots.Acquire();
        var queries = Search(news.Index, lease.Snapshot.Find, QueryFile.Read(queryFile), hits);
        var ours = new OurHighlighting(news.Session, lease.Snapshot, queries, passages);
        var verified = Verification.Of(ours);

        using var scratch = new TemporaryFolder(work);
        HitsFile.Write(scratch.PathOf("hits.txt"), queries);
        var peer = withPeer ? new Lucene8Highlighting(files, scratch.PathOf("hits.txt"), passages, work) : null;
        if (peer is not null)
        {
            await peer.DumpAsync(scratch.PathOf("dump.jsonl"));
            verified.Compare(scratch.PathOf("dump.jsonl"));
        }

        var results = new List<List<EngineResult>>();
        for (int repeat = 1; repeat <= repeats; repeat++)
        {
            await Console.Error.WriteLineAsync($"repeat {repeat} of {repeats}");
            List<EngineResult> turn = [Measure(ours, queries, rounds, verified)];
            await Console.Error.WriteLineAsync($"  ours: {turn[0].MicrosPerHit.Mean:0.0} microseconds a hit, {turn[0].MicrosPerHit.MeanAllRounds:0.0} over all rounds");
            if (peer is not null)
            {
                foreach (string variant in Lucene8Highlighting.Variants)
                    turn.Add(await peer.MeasureAsync(variant, rounds));
            }

            results.Add(turn);
        }

        var best = Enumerable.Range(0, results[0].Count).Select(engine => Best(results.Select(turn => turn[engine]))).ToList();
        double[] ratios = [.. results.Where(turn => turn.Count > 1).Select(turn => Math.Round(turn[0].MicrosPerHit.Mean / turn.Skip(1).Min(each => each.MicrosPerHit.Mean), 4))];
        report.Add("corpus", files.Select(Path.GetFileName));
        report.Add("articles", lease.Snapshot.Reader.NumDocs);
        report.Add("segments", lease.Snapshot.SegmentCount);
        report.Add("passagesPerHit", passages);
        report.Add("onlyPeerMarks", verified.MissedByOurs);
        report.Add("onlyOursMarks", verified.MissedByPeer);
        report.Add("engines", best);
        report.Add("oursToFasterPeer", ratios);
        report.Save(json);
        Show(best, ratios, verified, lease.Snapshot.SegmentCount);
        return 0;
    }

    private static List<QueryHits> Search(ArticleIndex index, Func<string, int> find, IReadOnlyList<string> queries, int hits)
    {
        var found = new List<QueryHits>();
        foreach (string query in queries)
        {
            string[] ids = [.. index.Search(new SearchRequest(query) { Size = hits, Highlight = false }).Hits.Select(hit => hit.Id)];
            if (ids.Length > 0)
                found.Add(new QueryHits(query, ids, [.. ids.Select(find)]));
        }

        return found.Count > 0 ? found : throw new MeasurementException("No query has a hit.");
    }

    private static EngineResult Measure(OurHighlighting ours, List<QueryHits> queries, Rounds rounds, Verification verified)
    {
        rounds.Warm(() => ours.Round(new HighlightTimes(queries.Count)));
        var times = new HighlightTimes(queries.Count);
        int hits = queries.Sum(each => each.Documents.Count);
        GC.Collect();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < rounds.Timed; round++)
            ours.Round(times);
        return new EngineResult
        {
            Name = "ours",
            Queries = queries.Count,
            Hits = hits,
            MicrosPerHit = times.Whole,
            Stages = times.Stages,
            Passages = verified.Passages,
            HitsWithoutMatch = verified.HitsWithoutMatch,
            Rounds = rounds.Timed,
            AllocatedBytesPerHit = Math.Round((double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / rounds.Timed / hits),
        };
    }

    private static EngineResult Best(IEnumerable<EngineResult> repeats)
    {
        EngineResult[] all = [.. repeats];
        return all.MinBy(each => each.MicrosPerHit.Mean)! with { Repeats = [.. all.Select(each => each.MicrosPerHit.Mean)] };
    }

    private static void Show(List<EngineResult> results, double[] ratios, Verification verified, int segments)
    {
        Console.WriteLine($"Microseconds a hit: {results[0].Queries} queries, {results[0].Hits} hits, best of {results[0].Rounds} rounds a query; best repeat; {segments} segment(s)\n");
        var table = new Table("engine", "mean", "median", "p99", "all rounds", "to ours", "passages", "unmarked", "repeats");
        foreach (var result in results)
        {
            var times = result.MicrosPerHit;
            table.Add(result.Name, $"{times.Mean:0.0}", $"{times.Median:0.0}", $"{times.P99:0.0}", $"{times.MeanAllRounds:0.0}",
                $"{times.Mean / results[0].MicrosPerHit.Mean:0.00}", $"{result.Passages}", $"{result.HitsWithoutMatch}",
                string.Join(" ", result.Repeats!.Select(mean => $"{mean:0.0}")));
        }

        if (results[0].Stages is { } stages)
        {
            AddStage("  compiling the query", stages.Compiling);
            AddStage("  loading", stages.Loading);
            AddStage("  highlighting", stages.Highlighting);
        }

        Console.Write(table);
        Console.WriteLine($"\nOurs allocates {results[0].AllocatedBytesPerHit:N0} bytes a hit.");
        if (ratios.Length > 0)
        {
            Console.WriteLine($"Marked by one side alone: {verified.MissedByOurs} hits by the peer, {verified.MissedByPeer} by ours.");
            Console.WriteLine($"Ours to the faster peer: {string.Join(", ", ratios.Select(ratio => $"{ratio:0.000}"))} (a repeat each; below 0.333 is the aim)");
        }

        void AddStage(string name, TimeSummary times) => table.Add(name, $"{times.Mean:0.0}", $"{times.Median:0.0}", $"{times.P99:0.0}", $"{times.MeanAllRounds:0.0}", "", "", "", "");
    }
}
