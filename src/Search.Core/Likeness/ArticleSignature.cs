namespace Search.Core.Likeness;

/// <summary>
/// What is kept of an article to tell which others are like it: up to 32 of its most telling words, 16 bits each. It depends on the article's title and
/// body alone, so that articles of all segments can be compared, whatever way they were written.
/// </summary>
/// <remarks>An entry is the hash of a word's beginning, 1 to 4,095, above 4 bits of how much the word says, less 1. Entries ascend by their hashes; unused ones are 0 and come last.</remarks>
internal static class ArticleSignature
{
    /// <summary>How many words an article is told by at most.</summary>
    public const int Size = 32;

    /// <summary>Bytes of a signature on the disk: its entries, the low byte first.</summary>
    public const int ByteLength = 2 * Size;

    /// <summary>Hashes are below this number.</summary>
    public const int Hashes = 1 << (16 - LevelBits);

    /// <summary>How much a word says goes from 1 to this number.</summary>
    public const int Levels = 1 << LevelBits;

    private const int LevelBits = 4;

    public static ushort Entry(int hash, int level) => (ushort)(hash << LevelBits | level - 1);

    public static int HashOf(ushort entry) => entry >> LevelBits;

    public static int LevelOf(ushort entry) => (entry & Levels - 1) + 1;

    /// <summary>Whether entries are those of a signature.</summary>
    /// <param name="entries">As they were read; <see cref="Size"/> of them.</param>
    public static bool IsSound(ReadOnlySpan<ushort> entries)
    {
        int before = 0;
        bool hasEnded = false;
        foreach (ushort entry in entries)
        {
            int hash = HashOf(entry);
            if (entry == 0)
                hasEnded = true;
            else if (hasEnded || hash <= before)
                return false;
            before = hash;
        }
        return true;
    }
}
