using Search.Benchmarks.Game;
using Search.Benchmarks.Speed;

namespace Search.Benchmarks.Scale;

/// <summary>What one size of corpus costs.</summary>
/// <param name="Documents">Its documents.</param>
/// <param name="Index">Time, bytes and memory of building the index, one segment at its end.</param>
/// <param name="Verification">Comparing the index with its checksums, maxima and lengths.</param>
/// <param name="Open">The first answer of a fresh process.</param>
/// <param name="Checks">Results compared with the brute force; null above the size up to which they are.</param>
/// <param name="Times">Times by command and class.</param>
internal sealed record ScaleRow(int Documents, GameIndexRun Index, GameVerification Verification, ColdOpen Open, IReadOnlyList<CheckResult>? Checks, IReadOnlyList<CommandTimes> Times)
{
    /// <summary>The mean of a class in microseconds; null when it has no query.</summary>
    public double? Mean(string command, string className) =>
        Times.First(times => times.Command == command).Classes.FirstOrDefault(each => each.Class == className)?.Engines[0].Mean;
}
