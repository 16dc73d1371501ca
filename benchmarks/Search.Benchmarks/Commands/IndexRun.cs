using System.Text.Json.Nodes;

namespace Search.Benchmarks.Commands;

/// <summary>What an engine's process reports of indexing a corpus once; the Java peer writes the same names.</summary>
internal sealed record IndexRun
{
    public required string Name { get; init; }

    public required int Threads { get; init; }

    public required double ArticlesPerSecond { get; init; }

    /// <summary>Null where the system does not tell.</summary>
    public long? PeakRssBytes { get; init; }

    public required long PostingsBytes { get; init; }

    public required long StoredBytes { get; init; }

    public required long Articles { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Of the whole process, all threads.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Records that could not be read.</summary>
    public required long Skipped { get; init; }

    public required int Segments { get; init; }

    /// <summary>Articles per second of each repeat, this best one among them.</summary>
    public IReadOnlyList<double>? Repeats { get; init; }

    public IReadOnlyDictionary<string, long>? BytesByExtension { get; init; }

    /// <summary>The versions and settings under which a peer ran, as it tells them.</summary>
    public JsonNode? Environment { get; init; }
}
