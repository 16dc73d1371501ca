using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// The documents that all of some lists have, a window of 4,096 at a time. Candidates are those of the rarest list; each other list is looked up in its
/// bitmap, searched where there are few candidates for its length, and otherwise read beside the candidates, marked in a byte each. Not thread-safe.
/// </summary>
internal sealed unsafe class ListIntersection
{
    /// <summary>To look a document up in a packed list costs about as much as to read so many documents of it.</summary>
    public const int SearchCost = 12;

    private const int WindowSize = 1 << PostingsRules.CoarseShift;

    private readonly ListReader[] _lists;
    private readonly byte* _marks;
    private uint* _docs;
    private uint* _kept;

    /// <param name="lists">The lists, the rarest first.</param>
    /// <param name="arena">Scratch memory.</param>
    public ListIntersection(ListReader[] lists, ScratchArena arena)
    {
        _lists = lists;
        _marks = arena.TakeZeroed(WindowSize);
        // One more than can be kept: where the next one goes is written before it is known to stay.
        _docs = arena.TakeUInts(WindowSize + 1);
        _kept = arena.TakeUInts(WindowSize + 1);
    }

    /// <summary>What <see cref="Find"/> found last, ascending.</summary>
    public uint* Docs => _docs;

    /// <summary>Finds the documents of a window.</summary>
    /// <param name="window">Its number.</param>
    /// <param name="ranges">In which of its 64 ranges, the first in the lowest bit.</param>
    /// <returns>How many there are.</returns>
    public int Find(int window, ulong ranges)
    {
        if (_lists[0].IsBitmap)
            return FindBits(window, ranges);
        int count = Take(window, ranges);
        for (int i = 1; i < _lists.Length && count > 0; i++)
        {
            var list = _lists[i];
            long length = ((long)list.DocFreq << PostingsRules.CoarseShift) / list.List.MaxDoc;
            count = list.IsBitmap || (long)count * SearchCost <= length ? list.KeepCommon(_docs, count) : KeepMarked(list, count);
        }
        return count;
    }

    /// <summary>Where the rarest list is a bitmap, all are.</summary>
    private int FindBits(int window, ulong ranges)
    {
        int count = 0;
        int first = window * RangeKernels.Count;
        int last = PostingsRules.BitmapWords(_lists[0].List.MaxDoc) - 1;
        for (; ranges != 0; ranges &= ranges - 1)
        {
            int word = first + System.Numerics.BitOperations.TrailingZeroCount(ranges);
            if (word > last)
                break;
            ulong bits = ulong.MaxValue;
            foreach (var list in _lists)
                bits &= list.List.Bitmap[word];
            for (; bits != 0; bits &= bits - 1)
                _docs[count++] = ((uint)word << 6) + (uint)System.Numerics.BitOperations.TrailingZeroCount(bits);
        }
        return count;
    }

    private int Take(int window, ulong ranges)
    {
        var list = _lists[0];
        uint first = (uint)window << PostingsRules.CoarseShift;
        uint end = first + WindowSize;
        uint* kept = _docs;
        int count = 0;
        for (int index = list.FirstFrom(first); index < list.DocFreq; index = (index | 127) + 1)
        {
            uint* docs = list.Block(index >> 7);
            for (int at = index & 127; at < PostingsRules.BlockSize; at++)
            {
                // Behind the last document of a tail stands the largest number.
                uint doc = docs[at];
                if (doc >= end)
                    return count;
                kept[count] = doc;
                count += (int)(ranges >> (int)(doc >> 6) & 1);
            }
        }
        return count;
    }

    private int KeepMarked(ListReader list, int count)
    {
        uint* candidates = _docs;
        byte* marks = _marks;
        for (int i = 0; i < count; i++)
            marks[candidates[i] & (WindowSize - 1)] = 1;
        uint last = candidates[count - 1];
        int kept = 0;
        uint* found = _kept;
        for (int index = list.FirstFrom(candidates[0]); index < list.DocFreq; index = (index | 127) + 1)
        {
            uint* docs = list.Block(index >> 7);
            int at = index & 127;
            for (; at < PostingsRules.BlockSize && docs[at] <= last; at++)
            {
                found[kept] = docs[at];
                kept += marks[docs[at] & (WindowSize - 1)];
            }
            if (at < PostingsRules.BlockSize)
                break;
        }
        for (int i = 0; i < count; i++)
            marks[candidates[i] & (WindowSize - 1)] = 0;
        _docs = found;
        _kept = candidates;
        return kept;
    }
}
