namespace Search.Core.Likeness;

/// <summary>The hash of a word or its beginning: FNV-1a of 64 bits over UTF-16 code units. The bytes of sketches and signatures depend on it.</summary>
internal static class WordHash
{
    /// <summary>The hash of nothing.</summary>
    public const ulong Empty = 0xCBF29CE484222325;

    private const ulong Prime = 0x100000001B3;

    public static ulong Add(ulong hash, char c) => unchecked((hash ^ c) * Prime);

    public static ulong Of(ReadOnlySpan<char> word)
    {
        ulong hash = Empty;
        foreach (char c in word)
            hash = Add(hash, c);
        return hash;
    }

    /// <summary>The last step of SplitMix64, which spreads every bit over all others.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
