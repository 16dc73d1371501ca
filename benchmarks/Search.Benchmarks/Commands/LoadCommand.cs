using Search.Benchmarks.Load;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Reports;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: how long do users of a running host wait? Searches are sent at fixed moments whether or not earlier ones have come back, and a
/// wait counts from the moment at which its search was due. With <c>--updates</c> the same searches are sent a second time while articles are
/// written at that rate.
/// </summary>
internal sealed class LoadCommand : ICommand
{
    public string Name => "load";

    public string Summary => "open-loop load on a running host: p50, p99, p99.9, at rest and while articles are written";

    public string Usage => "--url URL --rate SEARCHES-A-SECOND [--seconds 30] [--queries F] [--updates ARTICLES-A-SECOND] [--key KEY] [--json OUT]";

    public async Task<int> RunAsync(CommandOptions options)
    {
        var report = new Report(Name, options.Line);
        string address = options.RequiredText("url");
        var url = Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed.Scheme is ("http" or "https") ? parsed
            : throw new UsageException($"--url: '{address}' is no address such as http://localhost:5080.");
        int rate = options.Number("rate", 50, 1);
        int seconds = options.Number("seconds", 30, 1);
        string? queryFile = options.Text("queries");
        int updates = options.Number("updates", 0, 0);
        string? key = options.Text("key");
        string? json = options.Text("json");
        options.Done();

        IReadOnlyList<string> queries = queryFile is null ? LoadQueries.BuiltIn : QueryFile.Lines(queryFile);
        using var client = LoadClient.Create(url, key);
        await client.SearchAllAsync(queries.Take(200));
        var runs = new List<LoadRun> { LoadRun.Of("at rest", rate, 0, await OpenLoop.RunAsync(rate, seconds, i => client.SearchAsync(queries[i % queries.Count]))) };
        if (updates > 0)
        {
            var writing = OpenLoop.RunAsync(updates, seconds, i => client.PutAsync(i));
            runs.Add(LoadRun.Of("while writing", rate, updates, await OpenLoop.RunAsync(rate, seconds, i => client.SearchAsync(queries[i % queries.Count]))));
            runs.Add(LoadRun.Of("the writes", updates, updates, await writing));
        }

        report.Add("url", url.ToString());
        report.Add("seconds", seconds);
        report.Add("runs", runs);
        report.Save(json);
        var table = new Table("run", "a second", "requests", "errors", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
        foreach (var run in runs)
            table.Add(run.Name, $"{run.Rate}", $"{run.Requests:N0}", $"{run.Errors:N0}", $"{run.P50Ms:0.00}", $"{run.P99Ms:0.00}", $"{run.P999Ms:0.00}", $"{run.MaxMs:0.00}");
        Console.Write(table);
        return runs.Any(run => run.Errors > 0) ? 1 : 0;
    }
}
