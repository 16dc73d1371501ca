using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Positions of a list's documents: the first in a document and the differences of the others from the one before. Of a block of which several documents are asked for, the positions are
/// decoded together, which costs little more than those of a few by themselves. Not thread-safe.
/// </summary>
/// <param name="reader">The list.</param>
/// <param name="arena">Scratch memory.</param>
internal sealed unsafe class BlockPositions(ListReader reader, ScratchArena arena)
{
    /// <summary>Blocks with more occurrences are read document by document: terms that are so dense are seldom in a phrase, and would need much memory.</summary>
    private const int MostValues = 4_096;

    private uint* _values;
    private uint* _alone;
    private int _capacity;
    private int _block = -1;
    private long _end;

    /// <summary>The positions of a block's documents, of the first occurrence of all on. Valid until the next call.</summary>
    /// <param name="block">The block.</param>
    /// <param name="end">How many are wanted; of those behind a group of eight may be read.</param>
    /// <returns>Null where they are too many.</returns>
    public uint* OfBlock(int block, long end)
    {
        if (block == _block && end <= _end)
            return _values;
        if (end > MostValues)
            return null;
        if (_values == null)
            _values = arena.TakeUInts(MostValues + IntersectionKernels.GroupSize);
        _block = -1;
        PositionBlocks.ReadAll(reader.List, block, end, _values);
        (_block, _end) = (block, end);
        return _values;
    }

    /// <summary>The positions of one document. Valid until the next call; a group of eight may be read from the last on.</summary>
    /// <param name="place">The document's place in the list.</param>
    /// <param name="before">The occurrences in the block's documents before it.</param>
    /// <param name="freq">How many there are.</param>
    public uint* OfDocument(int place, long before, int freq)
    {
        if (freq > _capacity)
        {
            _capacity = (int)Math.Clamp(2L * freq, 256, int.MaxValue);
            _alone = arena.TakeUInts(_capacity + (long)IntersectionKernels.GroupSize);
        }
        reader.DifferencesAt(place, before, new Span<int>(_alone, freq));
        return _alone;
    }
}
