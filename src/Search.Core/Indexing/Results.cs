namespace Search.Core;

/// <summary>What a bulk add has done so far.</summary>
/// <param name="Indexed">Articles that are new.</param>
/// <param name="Replaced">Articles that took the place of one with the same id.</param>
/// <param name="Failed">Records that were skipped.</param>
/// <param name="BytesRead">Bytes of the corpus read, as they lie on the disk; 0 when not known.</param>
/// <param name="TotalBytes">Bytes of the corpus; null when not known.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="IsComplete">True in the last report: everything is durable and searchable.</param>
public readonly record struct AddProgress(long Indexed, long Replaced, long Failed, long BytesRead, long? TotalBytes, TimeSpan Elapsed, bool IsComplete = false);

/// <summary>What a bulk add did.</summary>
/// <param name="Indexed">Articles that are new.</param>
/// <param name="Replaced">Articles that took the place of one with the same id.</param>
/// <param name="FailedCount">Records that were skipped.</param>
/// <param name="Failed">The first 1,000 of them, with the reason.</param>
public sealed record AddResult(long Indexed, long Replaced, long FailedCount, IReadOnlyList<RecordFailure> Failed);

/// <summary>Whether an article was new.</summary>
public enum AddOutcome
{
    /// <summary>It was new.</summary>
    Created,

    /// <summary>It took the place of one with the same id.</summary>
    Replaced,
}

/// <summary>What <see cref="ArticleIndex.GetStatistics"/> tells.</summary>
public sealed record IndexStatistics
{
    /// <summary>Articles that a search can find.</summary>
    public required long Articles { get; init; }

    /// <summary>Lucene segments that a search visits.</summary>
    public required int Segments { get; init; }

    /// <summary>Bytes of the index's files.</summary>
    public required long Bytes { get; init; }

    /// <summary>When the last commit was made, in UTC; null before the first.</summary>
    public required DateTimeOffset? LastCommit { get; init; }

    /// <summary>The number of the generation in use; grows when a rebuilt index is switched in.</summary>
    public required long Generation { get; init; }
}

/// <summary>What <see cref="ArticleIndex.VerifyAsync"/> found.</summary>
/// <param name="Sound">True when nothing is wrong.</param>
/// <param name="Problems">What is wrong, by file or article.</param>
public sealed record VerificationResult(bool Sound, IReadOnlyList<string> Problems);
