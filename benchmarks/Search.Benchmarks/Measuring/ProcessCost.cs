using System.Diagnostics;
using System.Globalization;

namespace Search.Benchmarks.Measuring;

/// <summary>What this process has cost so far.</summary>
internal static class ProcessCost
{
    /// <summary>The largest resident memory, mapped files that were touched included.</summary>
    public static long PeakRssBytes()
    {
        const string LinuxStatus = "/proc/self/status";
        if (File.Exists(LinuxStatus))
        {
            foreach (string line in File.ReadLines(LinuxStatus))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    return 1024 * long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
            }
        }

        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }

    /// <summary>Processor time of all threads: the compiler's, the collector's and merges' too, which wall time hides.</summary>
    public static double CpuSeconds()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds;
    }
}
