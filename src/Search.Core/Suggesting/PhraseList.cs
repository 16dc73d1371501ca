using System.Diagnostics;

namespace Search.Core.Suggesting;

/// <summary>
/// Phrases in the order of their UTF-8 bytes, front-coded in blocks of 16: about the bytes in which a phrase differs from the one before, and how it is
/// written. Made by <see cref="PhraseListBuilder"/>. Immutable.
/// </summary>
internal sealed class PhraseList
{
    public const int BlockSize = 16;

    private readonly byte[] _bytes;
    private readonly int[] _blocks;

    /// <param name="bytes">The phrases.</param>
    /// <param name="blocks">Where each block begins.</param>
    /// <param name="count">How many phrases there are.</param>
    public PhraseList(byte[] bytes, int[] blocks, int count) => (_bytes, _blocks, Count) = (bytes, blocks, count);

    public static PhraseList Empty { get; } = new([], [], 0);

    public int Count { get; }

    /// <summary>What it takes in memory.</summary>
    public long Bytes => _bytes.LongLength + 4L * _blocks.Length;

    /// <summary>Reads all phrases in their order.</summary>
    public PhraseCursor Open() => new(_bytes, 0, Count);

    /// <summary>A cursor on a phrase; null when it is not here.</summary>
    public PhraseCursor? Find(ReadOnlySpan<byte> key)
    {
        int low = 0, high = _blocks.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (FirstOf(middle).SequenceCompareTo(key) <= 0)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == 0)
            return null;
        int block = low - 1;
        var cursor = new PhraseCursor(_bytes, _blocks[block], Math.Min(BlockSize, Count - block * BlockSize));
        while (cursor.MoveNext())
        {
            int order = cursor.Key.SequenceCompareTo(key);
            if (order >= 0)
                return order == 0 ? cursor : null;
        }
        return null;
    }

    private ReadOnlySpan<byte> FirstOf(int block)
    {
        // Nothing is shared with the block before: a zero and the length.
        int at = _blocks[block];
        Debug.Assert(_bytes[at] == 0, "A block begins with a whole phrase.");
        return _bytes.AsSpan(at + 2, _bytes[at + 1]);
    }
}
