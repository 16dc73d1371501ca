using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Search.Benchmarks.Measuring;
using Search.Benchmarks.Peers;
using Search.Benchmarks.Reports;

namespace Search.Benchmarks.Highlighting;

/// <summary>The peer's side: UnifiedHighlighter over the same hits.</summary>
internal sealed class Lucene8Highlighting(IReadOnlyList<string> files, string hitsFile, int passages, string? work)
{
    /// <summary>Its two ways to find matches: offsets stored in the index, or analysing the text again.</summary>
    public static IReadOnlyList<string> Variants { get; } = ["postings", "none"];

    /// <summary>What the peer shows, one JSON line a query and hit.</summary>
    public Task DumpAsync(string path) => RunAsync(Variants[0], new Rounds(1, 0, 0), ["--dump", path]);

    public async Task<EngineResult> MeasureAsync(string variant, Rounds rounds)
    {
        var result = await RunAsync(variant, rounds, []);
        return new EngineResult
        {
            Name = $"{result["engine"]}, {result["variant"]}",
            Queries = (int)result["queries"]!,
            Hits = (int)result["hits"]!,
            MicrosPerHit = result["microsPerHit"].Deserialize<TimeSummary>(Report.Json),
            Passages = (long)result["passages"]!,
            HitsWithoutMatch = (long)result["hitsWithoutMatch"]!,
            Rounds = (int)result["rounds"]!,
        };
    }

    private Task<JsonObject> RunAsync(string variant, Rounds rounds, string[] more) => Lucene8Peer.RunAsync(
    [
        "highlight", "--corpus", .. files, "--hits-file", hitsFile, "--offsets", variant,
        "--passages", Text(passages), "--hits", Text(int.MaxValue),
        "--rounds", Text(rounds.Timed), "--warmup-rounds", Text(rounds.WarmUp), "--warmup-seconds", Text(rounds.WarmUpSeconds),
        .. work is null ? Array.Empty<string>() : ["--work", work], .. more,
    ]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
