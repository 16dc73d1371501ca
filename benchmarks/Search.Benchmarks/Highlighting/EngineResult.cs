using Search.Benchmarks.Measuring;

namespace Search.Benchmarks.Highlighting;

/// <summary>What highlighting with one engine cost.</summary>
internal sealed record EngineResult
{
    public required string Name { get; init; }

    public required int Queries { get; init; }

    public required int Hits { get; init; }

    public required TimeSummary MicrosPerHit { get; init; }

    /// <summary>Null for peers.</summary>
    public HighlightStages? Stages { get; init; }

    /// <summary>Passages of the body.</summary>
    public required long Passages { get; init; }

    /// <summary>Hits in whose body nothing is marked.</summary>
    public required long HitsWithoutMatch { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Bytes allocated a hit; null for peers.</summary>
    public double? AllocatedBytesPerHit { get; init; }

    /// <summary>The mean of each repeat, this best one among them.</summary>
    public IReadOnlyList<double>? Repeats { get; init; }
}
