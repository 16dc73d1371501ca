using System.Globalization;
using System.Text.Json;
using Search.Benchmarks.Commands;
using Search.Benchmarks.Game;
using Search.Benchmarks.Peers;
using Search.Benchmarks.Reports;

namespace Search.Benchmarks.Speed;

/// <summary>An engine that plays the game in a process of its own, so that no engine's memory or compiled code counts for another.</summary>
internal sealed class EngineProcess(string name)
{
    public const string Ours = "ours";

    public string Name => name;

    /// <summary>Whether its scores are those of the formula, to the rounding given: relative, 0 for all of a float's digits.</summary>
    public double? ScoreTolerance => name switch { Ours => 1e-6, PeerCatalog.LuceneNet => 1e-5, _ => null };

    /// <summary>Whether it finds exactly the documents that contain the words; SQLite's own tables of letters may differ in rare scripts.</summary>
    public bool CountsExactly => name != PeerCatalog.SqliteFts5;

    /// <summary>How many rounds are timed. SQLite takes so long that one has to do, without a warm-up beyond the comparison before it.</summary>
    public int Rounds(int wanted) => IsSlow ? 1 : wanted;

    private bool IsSlow => name == PeerCatalog.SqliteFts5;

    public async Task<GameIndexRun> IndexAsync(string folder, Action<Stream> corpus, int segments, int segmentDocuments, int threads = 1)
    {
        string[] several = segments == 1 ? [] : ["--segments", Text(segments), "--segment-documents", Text(segmentDocuments)];
        string[] parallel = threads == 1 ? [] : ["--threads", Text(threads)];
        var lines = await RunAsync(["index", folder, .. parallel, .. several], corpus);
        return lines is [.., var last] && JsonSerializer.Deserialize<GameIndexRun>(last, Report.Json) is { } run
            ? run : throw new MeasurementException($"{name} reported nothing of its index.");
    }

    /// <summary>The best time of each query in microseconds, not a number where the engine cannot do it.</summary>
    public async Task<double[]> TimeAsync(string folder, string queryFile, string command, int rounds, int warmSeconds)
    {
        string[] warm = IsSlow ? [] : ["--warm", queryFile, "--warm-seconds", Text(warmSeconds)];
        var lines = await RunAsync(["time", folder, queryFile, Text(Rounds(rounds)), "--command", command, .. warm], null);
        return [.. lines.Select(line => Micros(line[(line.LastIndexOf('\t') + 1)..]))];
    }

    /// <summary>What the timed path finds.</summary>
    public async Task<IReadOnlyList<GameDumpLine>> DumpAsync(string folder, string queryFile, string command, string dumpFile)
    {
        await RunAsync(["time", folder, queryFile, "1", "--command", command, "--dump", dumpFile], null);
        return [.. GameDump.Read(dumpFile)];
    }

    /// <summary>Opens the index in a fresh process. Not for the Java peer.</summary>
    public async Task<ColdOpen> OpenAsync(string folder, string firstQuery)
    {
        var lines = await RunAsync(["open", folder, "--first", firstQuery], null);
        return JsonSerializer.Deserialize<ColdOpen>(lines[^1], Report.Json) ?? throw new MeasurementException($"{name} reported nothing of opening.");
    }

    /// <summary>Compares all that an index of ours holds with itself and its checksums, in a process of its own.</summary>
    /// <exception cref="MeasurementException">It is not sound.</exception>
    public async Task<GameVerification> VerifyAsync(string folder)
    {
        var lines = await RunAsync(["verify", folder], null);
        var found = JsonSerializer.Deserialize<GameVerification>(lines[^1], Report.Json) ?? throw new MeasurementException($"{name} reported nothing of verifying.");
        return found.Problems.Count == 0 ? found : throw new MeasurementException($"The index of {name} is not sound: {found.Problems[0]}");
    }

    private Task<IReadOnlyList<string>> RunAsync(string[] arguments, Action<Stream>? input)
    {
        var (program, all) = name == PeerCatalog.Lucene8
            ? Lucene8Peer.Start(["game", .. arguments])
            : PeerProcess.Self(["game", .. arguments, "--engine", name]);
        return PeerProcess.RunLinesAsync(name, program, all, input);
    }

    private static double Micros(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double micros) ? micros : double.NaN;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
