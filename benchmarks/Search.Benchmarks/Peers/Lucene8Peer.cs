using System.Text.Json.Nodes;
using Search.Benchmarks.Reports;

namespace Search.Benchmarks.Peers;

/// <summary>The Java program in <c>benchmarks/peers/lucene8</c>; its README says what it measures.</summary>
internal static class Lucene8Peer
{
    public const string Install = "apt-get install liblucene8-java default-jdk-headless";

    private static string? Script =>
        Repository.Root is { } root ? Path.Combine(root, "benchmarks", "peers", "lucene8", "run.sh") : null;

    public static async Task<string?> FindObstacleAsync()
    {
        if (OperatingSystem.IsWindows())
            return "lucene8: its script needs a POSIX shell; run it on Linux, macOS or WSL.";
        if (Script is not { } script || !File.Exists(script))
            return "lucene8: run this program from a checkout of the repository; the peer's sources are there.";
        // Without a command it finds and compiles everything, then complains about its usage.
        var (exitCode, lastError) = await PeerProcess.ProbeAsync("/bin/sh", script);
        return exitCode == PeerProcess.MissingExitCode ? lastError : null;
    }

    public static Task<JsonObject> RunAsync(params IEnumerable<string> arguments) =>
        PeerProcess.RunAsync(PeerCatalog.Lucene8, "/bin/sh", [Script!, .. arguments]);

    /// <summary>How its script is started.</summary>
    public static (string Program, IEnumerable<string> Arguments) Start(IEnumerable<string> arguments) => ("/bin/sh", [Script!, .. arguments]);
}
