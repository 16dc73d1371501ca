namespace Search.Core;

/// <summary>How <see cref="ArticleIndex.OptimizeAsync"/> orders articles.</summary>
public enum ArticleOrder
{
    /// <summary>Articles of like words stand together (recursive graph bisection): searches skip more, and the index is smaller.</summary>
    Similarity,

    /// <summary>The order in which they came; segments are merged and what was deleted is dropped.</summary>
    AsAdded,

    /// <summary>Oldest first; undated ones last.</summary>
    Date,

    /// <summary>By source, and within a source oldest first.</summary>
    Source,
}

/// <summary>What <see cref="ArticleIndex.OptimizeAsync"/> does.</summary>
public sealed record OptimizeOptions
{
    /// <summary>How articles are ordered. Default: <see cref="ArticleOrder.Similarity"/>.</summary>
    public ArticleOrder Order { get; init; } = ArticleOrder.Similarity;

    /// <summary>How much memory ordering by similarity may take, in MiB; with less, rarer words are left out of account. Default 512. 16 to 64,000.</summary>
    public int MemoryMegabytes { get; init; } = 512;

    /// <exception cref="InvalidRequestException">A value is out of its range.</exception>
    internal void Validate()
    {
        if (!Enum.IsDefined(Order))
            throw new InvalidRequestException($"{nameof(Order)} must be one of the values of {nameof(ArticleOrder)}.");
        if (MemoryMegabytes is < 16 or > 64_000)
            throw new InvalidRequestException($"{nameof(MemoryMegabytes)} must be from 16 to 64,000.");
    }
}
