namespace Search.Core.Duplicates;

/// <summary>
/// What is kept of an article's text to tell near-duplicates: how many different shingles it has, and the smallest of their hashes. It depends on
/// that article alone. Immutable and thread-safe.
/// </summary>
/// <param name="count">How many different shingles; <see cref="WholeCount"/> for a short text that is hashed as a whole.</param>
/// <param name="hashes">The smallest hashes, ascending, each once; at most <see cref="Size"/>.</param>
internal sealed class ArticleSketch(int count, uint[] hashes) : IEquatable<ArticleSketch>
{
    /// <summary>How many hashes are kept.</summary>
    public const int Size = 64;

    /// <summary>How many of them, the smallest, are keys that it is found by.</summary>
    public const int MaxKeys = 8;

    public const int HashBits = 24;

    public const uint LargestHash = (1u << HashBits) - 1;

    /// <summary>The count, and the number of hashes, of a text that is too short for shingles.</summary>
    public const int WholeCount = 2;

    /// <summary>How many different shingles the text has.</summary>
    public int Count => count;

    public ReadOnlySpan<uint> Hashes => hashes;

    /// <summary>The smallest hashes, which a near-duplicate has some of among its own.</summary>
    public ReadOnlySpan<uint> Keys => hashes.AsSpan(0, Math.Min(hashes.Length, MaxKeys));

    /// <summary>Up to here all hashes of the text's shingles are known.</summary>
    public uint KnownUpTo => hashes.Length < count ? hashes[^1] : LargestHash;

    public bool Equals(ArticleSketch? other) => other is not null && count == other.Count && other.Hashes.SequenceEqual(hashes);

    public override bool Equals(object? obj) => Equals(obj as ArticleSketch);

    public override int GetHashCode() => HashCode.Combine(count, hashes[0], hashes[^1]);
}
