namespace Search.Core;

/// <summary>How an index folder is opened.</summary>
public enum OpenMode
{
    /// <summary>Opens the index, or creates one in a missing or empty folder.</summary>
    OpenOrCreate,

    /// <summary>Opens an index that exists.</summary>
    Existing,

    /// <summary>Opens an index that exists without writing to it; several processes may, beside one writer.</summary>
    ReadOnly,
}

/// <summary>When a write is acknowledged.</summary>
public enum Durability
{
    /// <summary>After it is on the disk: it survives the end of the process and the loss of power. Concurrent writers share one commit.</summary>
    Request,

    /// <summary>As soon as it is accepted; it is on the disk after the next commit, at the latest after <see cref="ArticleIndexOptions.CommitInterval"/>.</summary>
    Async,
}

/// <summary>How the files of an index are read.</summary>
public enum StorageAccess
{
    /// <summary>Mapped into memory: fastest, for local disks.</summary>
    Mapped,

    /// <summary>Read into buffers: for network file systems and address spaces that are small.</summary>
    Buffered,
}

/// <summary>The settings of an index; the defaults are meant to be right.</summary>
public sealed record ArticleIndexOptions
{
    /// <summary>Default: <see cref="OpenMode.OpenOrCreate"/>.</summary>
    public OpenMode Mode { get; init; } = OpenMode.OpenOrCreate;

    /// <summary>Default: <see cref="Durability.Request"/>.</summary>
    public Durability Durability { get; init; } = Durability.Request;

    /// <summary>How often what was written is committed under <see cref="Durability.Async"/>. Default 5 s. More than zero.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often writes become searchable without being asked to, and how often a read-only index looks for new commits.
    /// Default 1 s. Zero or less turns it off.
    /// </summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How the files are read. Default: <see cref="StorageAccess.Mapped"/>.</summary>
    public StorageAccess Access { get; init; } = StorageAccess.Mapped;

    /// <summary>How much memory new articles may take before they are written to the disk, in MiB. Default 256. 16 to 2,000.</summary>
    public int WriteBufferMegabytes { get; init; } = 256;

    /// <summary>How many threads a bulk add uses. Default 0: one a processor.</summary>
    public int IndexingThreads { get; init; }

    /// <summary>Fields of the caller's whose type is declared; the type of all others is inferred from their first value.</summary>
    public IReadOnlyList<FieldDefinition> Fields { get; init; } = [];

    /// <summary>How text becomes terms.</summary>
    public AnalysisOptions Analysis { get; init; } = new();

    /// <summary>How matches are scored.</summary>
    public RankingOptions Ranking { get; init; } = new();

    /// <summary>What a search may cost.</summary>
    public SearchLimits Limits { get; init; } = new();

    /// <summary>How passages are chosen and written unless a request says otherwise.</summary>
    public HighlightOptions Highlighting { get; init; } = new();
}
