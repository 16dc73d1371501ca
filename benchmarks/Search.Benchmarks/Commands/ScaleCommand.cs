using Search.Benchmarks.Expansion;
using Search.Benchmarks.Game;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Reports;
using Search.Benchmarks.Scale;
using Search.Benchmarks.Speed;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: how do building, size, memory, opening and queries grow with the number of documents? Each smaller corpus is the beginning of
/// each larger one, and the queries are the same.
/// </summary>
internal sealed class ScaleCommand : ICommand
{
    public string Name => "scale";

    public string Summary => "cost against growth: one expanded corpus in several sizes";

    public string Usage => "--documents N... --corpus ARTICLES... --queries F [--commands TOP_10,TOP_100,COUNT] [--threads ALL] [--rounds 6] [--warm-seconds 10] [--check-up-to 1000000] [--work DIR] [--json OUT]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        int[] sizes = [.. options.Numbers("documents", 100_000, 1).Distinct().Order()];
        var corpus = options.Files("corpus");
        string queryFile = options.File("queries");
        GameOperation[] operations = [.. (options.List("commands") ?? ["TOP_10", "TOP_100", "COUNT"]).Select(GameOperation.Get)];
        int rounds = options.Number("rounds", 6, 1), warmSeconds = options.Number("warm-seconds", 10, 0), checkUpTo = options.Number("check-up-to", 1_000_000, 0);
        int threads = options.Number("threads", Environment.ProcessorCount, 1);
        string? work = options.Text("work"), json = options.Text("json");
        options.Done();

        var expander = new CorpusExpander(GameCorpus.Read(corpus));
        var all = QuerySet.Read(queryFile)[0];
        var smallest = Truth(expander, all, sizes[0]);
        var set = all.For(smallest);
        var ours = new EngineProcess(EngineProcess.Ours);
        var rows = new List<ScaleRow>();
        foreach (int size in sizes)
        {
            await Console.Error.WriteLineAsync($"{size:N0} documents");
            using var folder = new TemporaryFolder(work);
            string index = folder.PathOf("index");
            var build = await ours.IndexAsync(index, stream => GameCorpus.Write(expander.Documents(size), stream), segments: 1, segmentDocuments: 0, threads);
            var verification = await ours.VerifyAsync(index);
            if (verification.Documents != size)
                throw new MeasurementException($"The index has {verification.Documents:N0} documents and not {size:N0}.");
            var open = await ours.OpenAsync(index, set.Queries[0].Text);
            var run = new SpeedRun([ours], _ => index, folder.Path);
            var checks = size <= checkUpTo ? await run.CheckAsync(size == sizes[0] ? smallest : Truth(expander, all, size), [set], operations) : null;
            rows.Add(new ScaleRow(size, build, verification, open, checks, await run.TimeAsync([set], operations, rounds, repeats: 1, warmSeconds)));
        }

        report.Add("corpus", corpus.Select(Path.GetFileName));
        report.Add("queries", set.Queries.CountBy(query => query.Class).ToDictionary());
        report.Add("threads", threads);
        report.Add("rounds", rounds);
        report.Add("sizes", rows);
        report.Save(json);
        string markdown = ScaleText.Markdown(report, rows);
        Report.SaveBeside(json, ".md", markdown);
        Report.SaveBeside(json, ".svg", ScaleText.Plot(report, rows));
        Console.Write(markdown);
        return 0;
    }

    private static BruteForce Truth(CorpusExpander expander, QuerySet set, int size) => new(expander.Documents(size), set.Queries.Select(query => query.Parsed));
}
