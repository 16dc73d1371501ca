using System.Numerics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// The documents that all of some lists have, a stretch or a window of 4,096 at a time. Candidates are those of the rarest list; each other list is looked up in its
/// bitmap, searched where there are few candidates for its length, and otherwise read beside the candidates. Not thread-safe.
/// </summary>
internal sealed unsafe class ListIntersection
{
    /// <summary>To look a document up in a packed list costs about as much as to read so many documents of it.</summary>
    public const int SearchCost = 24;

    /// <summary>To bound a document costs about as much as to read so many.</summary>
    private const int BoundCost = 8;

    private const int WindowSize = 1 << PostingsRules.CoarseShift;

    /// <summary>About how many documents of the rarest list a stretch has: what is kept of both lists stays in the fastest caches.</summary>
    private const int StretchLength = 4_096;

    /// <summary>How many documents of a word of bits are written at once.</summary>
    private const int WrittenAtOnce = 4;

    private readonly ListReader[] _lists;
    private readonly int _searchCost;
    private uint* _docs;
    private uint* _kept;

    /// <param name="lists">The lists, the rarest first.</param>
    /// <param name="arena">Scratch memory.</param>
    /// <param name="costs">By what the way is chosen.</param>
    public ListIntersection(ListReader[] lists, ScratchArena arena, SearchCosts costs)
    {
        _lists = lists;
        _searchCost = (int)(SearchCost * costs.LookUps);
        int maxDoc = lists[0].List.MaxDoc;
        long windows = lists[0].IsBitmap ? 1 : Math.Max(1, (long)StretchLength * maxDoc / lists[0].DocFreq >> PostingsRules.CoarseShift);
        Stretch = (uint)Math.Min(windows * WindowSize, ((long)maxDoc + WindowSize - 1) & -WindowSize);
        Most = (int)Math.Max(WindowSize, Math.Min(lists[0].DocFreq, Stretch));
        // Written by groups, of which the last may be all but empty; and those at both ends may be of other windows.
        _docs = arena.TakeUInts(Most + 4 * IntersectionKernels.GroupSize);
        _kept = arena.TakeUInts(Most + 4 * IntersectionKernels.GroupSize);
    }

    /// <summary>How many documents a stretch covers: a number of windows.</summary>
    public uint Stretch { get; }

    /// <summary>The most documents that are found at once.</summary>
    public int Most { get; }

    /// <summary>What it costs to find all documents and to bound them, as many times what it costs to read a document of a list.</summary>
    public long Cost
    {
        get
        {
            Span<Length> lengths = stackalloc Length[_lists.Length];
            for (int i = 0; i < lengths.Length; i++)
                lengths[i] = Length.Of(_lists[i]);
            return CostOf(lengths, _lists[0].List.MaxDoc);
        }
    }

    /// <summary>How long a list is.</summary>
    public readonly record struct Length(int DocFreq, bool IsBitmap)
    {
        public static Length Of(ListReader list) => new(list.DocFreq, list.IsBitmap);
    }

    /// <summary>The <see cref="Cost"/> of some lists, the rarest first.</summary>
    public static long CostOf(ReadOnlySpan<Length> lists, int maxDoc)
    {
        double common = lists[0].DocFreq;
        double cost = common;
        foreach (var (docFreq, isBitmap) in lists[1..])
        {
            cost += isBitmap ? common : Math.Min(docFreq, common * SearchCost);
            common *= (double)docFreq / maxDoc;
        }
        return (long)(cost + common * BoundCost);
    }

    /// <summary>Whether it costs less to find all documents than to visit the windows that reach the threshold.</summary>
    /// <param name="bounds">The bounds of the windows.</param>
    /// <param name="windows">How many there are.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="windowCost">What a window costs beside its part of the lists, as many times what it costs to read a document of a list.</param>
    public bool IsCheaper(ushort* bounds, int windows, int threshold, long windowCost)
    {
        long reaching = RangeKernels.CountFrom(bounds, windows, threshold);
        long whole = Cost;
        return reaching * (windowCost * windows + whole) > whole * windows;
    }

    /// <summary>
    /// Finds the documents of a stretch. Where the rarest list's documents have to be looked up in another, they can be looked through first.
    /// </summary>
    /// <param name="first">The first document.</param>
    /// <param name="docs">Gets where they are, ascending; until the next call.</param>
    /// <param name="candidates">Leaves out documents that need not be looked up.</param>
    /// <returns>How many there are.</returns>
    public int FindStretch(uint first, out uint* docs, CommonCandidates? candidates = null)
    {
        int count = _lists[0].IsBitmap ? FindBits((int)(first >> PostingsRules.CoarseShift), ulong.MaxValue) : FindPacked(first, candidates);
        // Known only now: where lists are met, the two buffers change places.
        docs = _docs;
        return count;
    }

    private int FindPacked(uint first, CommonCandidates? candidates)
    {
        bool isPair = _lists.Length > 1 && IsRead(_lists[1], _lists[0].DocFreq, _lists[1].DocFreq);
        int count = isPair ? TakeCommon(first, first + Stretch) : Take(first, first + Stretch);
        if (!isPair && candidates is not null && _lists.Length > 1 && !_lists[1].IsBitmap)
            count = candidates.KeepReaching(_docs, count);
        for (int i = isPair ? 2 : 1; i < _lists.Length && count > 0; i++)
            count = IsRead(_lists[i], count, InStretch(_lists[i])) ? KeepCommon(_lists[i], count) : _lists[i].KeepCommon(_docs, count);
        return count;
    }

    /// <summary>Finds the documents of a window.</summary>
    /// <param name="window">Its number.</param>
    /// <param name="ranges">In which of its 64 ranges, the first in the lowest bit.</param>
    /// <param name="docs">Gets where they are, ascending; until the next call.</param>
    /// <returns>How many there are.</returns>
    public int Find(int window, ulong ranges, out uint* docs)
    {
        int count = _lists[0].IsBitmap ? FindBits(window, ranges) : FindPacked(window, ranges);
        docs = _docs;
        return count;
    }

    private int FindPacked(int window, ulong ranges)
    {
        long expected = InWindow(_lists[0]) * BitOperations.PopCount(ranges) / RangeKernels.Count;
        bool isPair = _lists.Length > 1 && IsRead(_lists[1], expected, InWindow(_lists[1]));
        int count = isPair ? TakeCommon(window, ranges) : Take(window, ranges);
        for (int i = isPair ? 2 : 1; i < _lists.Length && count > 0; i++)
            count = IsRead(_lists[i], count, InWindow(_lists[i])) ? KeepCommon(_lists[i], count) : _lists[i].KeepCommon(_docs, count);
        return count;
    }

    /// <summary>Whether so many documents of a list are read beside so many candidates, or each of these looked up in it.</summary>
    private bool IsRead(ListReader list, long candidates, long length) => !list.IsBitmap && candidates * _searchCost > length;

    /// <summary>About how many documents of a list are in a window.</summary>
    private static long InWindow(ListReader list) => ((long)list.DocFreq << PostingsRules.CoarseShift) / list.List.MaxDoc;

    /// <summary>About how many documents of a list are in a stretch.</summary>
    private long InStretch(ListReader list) => (long)list.DocFreq * Stretch / list.List.MaxDoc;

    /// <summary>Where the rarest list is a bitmap, all are.</summary>
    private int FindBits(int window, ulong ranges)
    {
        int count = 0;
        int start = window * RangeKernels.Count;
        ulong* first = _lists[0].List.Bitmap, second = _lists[^1].List.Bitmap;
        int last = PostingsRules.BitmapWords(_lists[0].List.MaxDoc) - 1;
        for (; ranges != 0; ranges &= ranges - 1)
        {
            int word = start + BitOperations.TrailingZeroCount(ranges);
            if (word > last)
                break;
            ulong bits = first[word] & second[word];
            for (int i = 1; i < _lists.Length - 1; i++)
                bits &= _lists[i].List.Bitmap[word];
            while (bits != 0)
            {
                // Most words have few: some are written in any case, so that no branch depends on how many there are.
                int left = BitOperations.PopCount(bits);
                for (int i = 0; i < WrittenAtOnce; i++, bits &= bits - 1)
                    _docs[count + i] = ((uint)word << 6) + (uint)BitOperations.TrailingZeroCount(bits);
                count += Math.Min(left, WrittenAtOnce);
            }
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
        int count = TakeCommon(first, first + WindowSize);
        return IntersectionKernels.InRangesScalar(_docs, count, window, ranges, _docs);
    }

    /// <summary>The rarest list's documents from one to another.</summary>
    private int Take(uint first, uint end)
    {
        uint* docs = Within(_lists[0], first, end, out int length);
        new Span<uint>(docs, length).CopyTo(new Span<uint>(_docs, length));
        return length;
    }

    /// <summary>Those of the two rarest lists, both of which are packed.</summary>
    private int TakeCommon(uint first, uint end)
    {
        uint* docs = _lists[0].Documents(first, end, out int length);
        uint* others = _lists[1].Documents(first, end, out int otherLength);
        int count = IntersectionKernels.CommonOfLong(docs, docs + length, others, others + otherLength, _docs);
        // What stands beside them in the first and the last groups of both.
        while (count > 0 && _docs[count - 1] >= end)
            count--;
        int before = 0;
        while (before < count && _docs[before] < first)
            before++;
        if (before > 0)
            new Span<uint>(_docs + before, count - before).CopyTo(new Span<uint>(_docs, count - before));
        return count - before;
    }

    /// <summary>The documents of a packed list from one to another.</summary>
    private static uint* Within(ListReader list, uint first, uint end, out int length)
    {
        uint* docs = list.Documents(first, end, out length);
        while (length > 0 && docs[length - 1] >= end)
            length--;
        for (; length > 0 && *docs < first; docs++)
            length--;
        return docs;
    }

    /// <summary>Leaves those that a packed list has.</summary>
    private int KeepCommon(ListReader list, int count)
    {
        new Span<uint>(_docs + count, IntersectionKernels.GroupSize).Fill(uint.MaxValue);
        uint last = _docs[count - 1];
        uint* others = list.Documents(_docs[0], last + 1, out int length);
        int rounded = (count + IntersectionKernels.GroupSize - 1) & ~(IntersectionKernels.GroupSize - 1);
        int common = IntersectionKernels.CommonOfLong(_docs, _docs + rounded, others, others + length, _kept);
        uint* candidates = _docs;
        _docs = _kept;
        _kept = candidates;
        // What fills the last groups of both.
        while (common > 0 && _docs[common - 1] > last)
            common--;
        return common;
    }
}
