using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Positions of a list's documents in ascending order of the documents. Of a block of which several documents are asked for, all positions are decoded together, which costs little
/// more than those of a few by themselves. Not thread-safe.
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
    private long _count;

    /// <summary>The first position in a document and the differences of the others from the one before. Valid until the next call.</summary>
    /// <param name="place">The document's place in the list.</param>
    /// <param name="before">What <see cref="ListReader.FreqAndBefore"/> told.</param>
    /// <param name="freq">How many there are. A group of eight may be read from the last on.</param>
    /// <param name="isOneOfMany">Whether more documents of the block will be asked for.</param>
    public uint* Differences(int place, long before, int freq, bool isOneOfMany)
    {
        int block = place >> 7;
        if (block == _block || (isOneOfMany && TryDecode(block)))
        {
            // Frequencies of a damaged file may add up beyond all numbers.
            if (before + freq > _count)
                throw reader.List.Damaged("a document's positions lie behind those of its block");
            return _values + before;
        }
        if (freq > _capacity)
        {
            _capacity = (int)Math.Clamp(2L * freq, 256, int.MaxValue);
            _alone = arena.TakeUInts(_capacity + (long)IntersectionKernels.GroupSize);
        }
        reader.DifferencesAt(place, before, new Span<int>(_alone, freq));
        return _alone;
    }

    private bool TryDecode(int block)
    {
        long count = reader.OccurrencesOf(block);
        if (count is < 0 or > MostValues)
            return false;
        if (_values == null)
            _values = arena.TakeUInts(MostValues + IntersectionKernels.GroupSize);
        _block = -1;
        PositionBlocks.ReadAll(reader.List, block, count, _values);
        (_block, _count) = (block, count);
        return true;
    }
}
