namespace Search.Api.Hosting;

/// <summary>How far the import at the start is.</summary>
internal enum ImportState
{
    /// <summary>Nothing was or is to be imported.</summary>
    None,

    /// <summary>It is going on.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Done,

    /// <summary>It was broken off.</summary>
    Failed,
}

/// <summary>One moment of the import.</summary>
internal sealed record ImportProgress(ImportState State, long Indexed = 0, long Failed = 0, string? Error = null);

/// <summary>Where the import tells and the endpoints read how far it is. Thread-safe.</summary>
internal sealed class ImportStatus
{
    private volatile ImportProgress _now = new(ImportState.None);

    public ImportProgress Now
    {
        get => _now;
        set => _now = value;
    }
}
