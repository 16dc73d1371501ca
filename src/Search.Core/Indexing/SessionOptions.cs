namespace Search.Core.Indexing;

/// <summary>What <see cref="IndexSession"/> needs of the options of an index.</summary>
internal sealed record SessionOptions
{
    public required OpenMode Mode { get; init; }

    public required StorageAccess Access { get; init; }

    public required Durability Durability { get; init; }

    public required TimeSpan CommitInterval { get; init; }

    public required TimeSpan RefreshInterval { get; init; }

    public required int WriteBufferMegabytes { get; init; }

    public required int IndexingThreads { get; init; }

    public required IReadOnlyList<FieldDefinition> Fields { get; init; }

    /// <summary>For an index that exists, what it is to go on with.</summary>
    public required AnalysisOptions Analysis { get; init; }

    /// <summary>Whether articles have title and body together as one field more; indexes of earlier versions go on without.</summary>
    public bool HasTitleAndBody { get; init; } = true;
}
