using System.Numerics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// The documents that all of some lists have, a window of 4,096 at a time. Candidates are those of the rarest list; each other list is looked up in its
/// bitmap, searched where there are few candidates for its length, and otherwise read beside the candidates. Not thread-safe.
/// </summary>
internal sealed unsafe class ListIntersection
{
    /// <summary>To look a document up in a packed list costs about as much as to read so many documents of it.</summary>
    public const int SearchCost = 24;

    private const int WindowSize = 1 << PostingsRules.CoarseShift;

    private readonly ListReader[] _lists;
    private uint* _docs;
    private uint* _kept;

    /// <param name="lists">The lists, the rarest first.</param>
    /// <param name="arena">Scratch memory.</param>
    public ListIntersection(ListReader[] lists, ScratchArena arena)
    {
        _lists = lists;
        // Written by groups, of which the last may be all but empty; and those at both ends may be of other windows.
        _docs = arena.TakeUInts(WindowSize + 4 * IntersectionKernels.GroupSize);
        _kept = arena.TakeUInts(WindowSize + 4 * IntersectionKernels.GroupSize);
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
        long expected = InWindow(_lists[0]) * BitOperations.PopCount(ranges) / RangeKernels.Count;
        bool isPair = _lists.Length > 1 && IsRead(_lists[1], expected);
        int count = isPair ? TakeCommon(window, ranges) : Take(window, ranges);
        for (int i = isPair ? 2 : 1; i < _lists.Length && count > 0; i++)
            count = IsRead(_lists[i], count) ? KeepCommon(_lists[i], count) : _lists[i].KeepCommon(_docs, count);
        return count;
    }

    /// <summary>Whether a list is read beside so many candidates, or each of them looked up in it.</summary>
    private static bool IsRead(ListReader list, long candidates) => !list.IsBitmap && candidates * SearchCost > InWindow(list);

    /// <summary>About how many documents of a list are in a window.</summary>
    private static long InWindow(ListReader list) => ((long)list.DocFreq << PostingsRules.CoarseShift) / list.List.MaxDoc;

    /// <summary>Where the rarest list is a bitmap, all are.</summary>
    private int FindBits(int window, ulong ranges)
    {
        int count = 0;
        int first = window * RangeKernels.Count;
        int last = PostingsRules.BitmapWords(_lists[0].List.MaxDoc) - 1;
        for (; ranges != 0; ranges &= ranges - 1)
        {
            int word = first + BitOperations.TrailingZeroCount(ranges);
            if (word > last)
                break;
            ulong bits = ulong.MaxValue;
            foreach (var list in _lists)
                bits &= list.List.Bitmap[word];
            for (; bits != 0; bits &= bits - 1)
                _docs[count++] = ((uint)word << 6) + (uint)BitOperations.TrailingZeroCount(bits);
        }
        return count;
    }

    /// <summary>Those of the rarest list.</summary>
    private int Take(int window, ulong ranges)
    {
        uint first = (uint)window << PostingsRules.CoarseShift;
        uint* docs = _lists[0].Documents(first, first + WindowSize, out int length);
        return IntersectionKernels.InRanges(docs, length, window, ranges, _docs);
    }

    /// <summary>Those of the two rarest lists, both of which are packed.</summary>
    private int TakeCommon(int window, ulong ranges)
    {
        uint first = (uint)window << PostingsRules.CoarseShift;
        uint* docs = _lists[0].Documents(first, first + WindowSize, out int length);
        uint* others = _lists[1].Documents(first, first + WindowSize, out int otherLength);
        int count = IntersectionKernels.Common(docs, docs + length, others, others + otherLength, _docs);
        return IntersectionKernels.InRangesScalar(_docs, count, window, ranges, _docs);
    }

    /// <summary>Leaves those that a packed list has.</summary>
    private int KeepCommon(ListReader list, int count)
    {
        new Span<uint>(_docs + count, IntersectionKernels.GroupSize).Fill(uint.MaxValue);
        uint last = _docs[count - 1];
        uint* others = list.Documents(_docs[0], last + 1, out int length);
        int rounded = (count + IntersectionKernels.GroupSize - 1) & ~(IntersectionKernels.GroupSize - 1);
        int common = IntersectionKernels.Common(_docs, _docs + rounded, others, others + length, _kept);
        uint* candidates = _docs;
        _docs = _kept;
        _kept = candidates;
        // What fills the last groups of both.
        while (common > 0 && _docs[common - 1] > last)
            common--;
        return common;
    }
}
