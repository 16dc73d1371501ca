using System.Globalization;
using System.Runtime.InteropServices;

namespace Search.Benchmarks.Reports;

/// <summary>On what a figure was measured. Names no host and no user.</summary>
internal sealed record Machine
{
    public required string Cpu { get; init; }

    public required int Cores { get; init; }

    public required long MemoryBytes { get; init; }

    public required string Os { get; init; }

    public required string Runtime { get; init; }

    /// <summary>Processes that ran or waited on average over the last minute, before the measurement: above 0 something else was at work. Null where unknown.</summary>
    public double? LoadBefore { get; init; }

    public static Machine Describe() => new()
    {
        Cpu = CpuName(),
        Cores = Environment.ProcessorCount,
        MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        Os = RuntimeInformation.OSDescription,
        Runtime = RuntimeInformation.FrameworkDescription,
        LoadBefore = Load(),
    };

    private static string CpuName()
    {
        const string LinuxFacts = "/proc/cpuinfo";
        string? name = File.Exists(LinuxFacts)
            ? File.ReadLines(LinuxFacts).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return $"{name ?? "unknown"} ({RuntimeInformation.ProcessArchitecture})";
    }

    /// <summary>Processes that run or wait, on average over the last minute; null where unknown.</summary>
    public static double? Load()
    {
        const string LinuxLoad = "/proc/loadavg";
        return File.Exists(LinuxLoad)
            && double.TryParse(File.ReadAllText(LinuxLoad).Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double load) ? load : null;
    }
}
