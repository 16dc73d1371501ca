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

    /// <summary>What articles have beside their fields; indexes of earlier formats go on as they are.</summary>
    public ArticleForm Form { get; init; } = ArticleForm.Signed;
}
