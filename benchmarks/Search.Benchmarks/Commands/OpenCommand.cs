using System.Diagnostics;
using Search.Benchmarks.Game;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Reports;
using Search.Core;

namespace Search.Benchmarks.Commands;

/// <summary>
/// Question: how long does a process that has just started wait for its first hits? Its own compiling is in it, so each run of this command is one
/// measurement; what is published for one platform is compiled before.
/// </summary>
internal sealed class OpenCommand : ICommand
{
    public string Name => "open";

    public string Summary => "milliseconds from opening an index of articles in a fresh process to its first hits";

    public string Usage => "DIR --query Q [--writable]";

    public Task<int> RunAsync(CommandOptions options)
    {
        string folder = options.Positional("DIR"), query = options.RequiredText("query");
        var mode = options.Flag("writable") ? OpenMode.OpenOrCreate : OpenMode.ReadOnly;
        options.Done();
        bool isEvicted = PageCache.TryEvict(folder);
        long start = Stopwatch.GetTimestamp();
        using var index = ArticleIndex.Open(folder, new ArticleIndexOptions { Mode = mode });
        double open = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var results = index.Search(new SearchRequest(query));
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds - open;
        if (results.Hits.Count == 0)
            throw new MeasurementException($"'{query}' finds nothing.");
        Console.WriteLine(Report.Node(new ColdOpen(Math.Round(open, 2), Math.Round(first, 2), isEvicted))!.ToJsonString(Report.Line));
        return Task.FromResult(0);
    }
}
