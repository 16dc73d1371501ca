using System.Runtime.Intrinsics.X86;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>The documents whose period overlaps the asked one: columns of the values decide, for 64 documents at once and exactly.</summary>
internal sealed unsafe class OverlapNode : FilterNode
{
    private readonly ValueColumn _starts;
    private readonly ValueColumn _ends;
    private readonly uint _high;
    private readonly uint _low;
    private readonly ulong* _words;
    private readonly byte* _possible;
    private byte* _codes;

    private OverlapNode(ValueColumn starts, uint high, ValueColumn ends, uint low, int maxDoc, ScratchArena arena)
    {
        (_starts, _high, _ends, _low) = (starts, high, ends, low);
        Cost = maxDoc;
        _words = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        MayWords = MustWords = _words;
        // Where every document has begun by then, the ends alone tell.
        bool hasAllBegun = true;
        for (int window = 0; window < starts.WindowCount && hasAllBegun; window++)
            hasAllBegun = starts.IsComplete(window) && starts.Largest(window) <= high;
        if (hasAllBegun)
            (_starts, _high) = (ends, ends.Coding.Last);
        _possible = arena.TakeZeroed(PostingsRules.PaddedLength(starts.WindowCount));
        for (int window = 0; window < starts.WindowCount; window++)
            _possible[window] = IsPossible(window) ? byte.MaxValue : byte.MinValue;
        _codes = Everything;
    }

    public override long Cost { get; }

    public override long ReadCost => Cost / 8;

    /// <summary>The codes of ranges of which nothing is known.</summary>
    private static byte* Everything { get; } = AllPossible();

    /// <summary>The codes of ranges without documents.</summary>
    private static byte* Nothing { get; } = (byte*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(RangeKernels.Count);

    /// <summary>Null when no document of the segment can match.</summary>
    public static OverlapNode? Open(OverlapPlan plan, SegmentPlan segment)
    {
        var starts = ValueColumn.Of(segment.Reader, plan.StartField);
        var ends = plan.EndField == plan.StartField ? starts : ValueColumn.Of(segment.Reader, plan.EndField);
        if (starts is null || ends is null)
            return null;
        uint high = starts.Coding.CodeUpTo(plan.High);
        uint low = ends.Coding.CodeFrom(plan.Low);
        return high == 0 || low > ends.Coding.Last ? null : new OverlapNode(starts, high, ends, low, segment.MaxDoc, segment.Arena);
    }

    public override void Load(int range) => May = Must = Mask(range);

    public override void LoadDocument(int doc)
    {
        May = Must = Has(doc) ? 1UL << doc : 0;
    }

    /// <summary>Keeps those of some documents of a window that match; values are compared only where there are some.</summary>
    /// <param name="window">The window.</param>
    /// <param name="words">A bit for each document.</param>
    /// <returns>False when none is left.</returns>
    public bool Narrow(int window, ulong* words)
    {
        if (_possible[window] == 0)
        {
            Bits.Fill(words, 0);
            return false;
        }
        bool isAll = HasAll(window);
        ulong any = 0;
        for (int i = 0; i < RangeKernels.Count; i++)
        {
            if (words[i] != 0 && !isAll)
                words[i] &= Mask(window * RangeKernels.Count + i);
            any |= words[i];
        }
        return any != 0;
    }

    /// <summary>Whether a document matches.</summary>
    public bool Has(int doc)
    {
        uint start = _starts.Codes[doc];
        return start >= 1 && start <= _high && _ends.Codes[doc] >= _low;
    }

    /// <summary>Leaves of some documents those that match.</summary>
    /// <remarks>Without a branch, so that the processor need not wait for one value after the other, which lie far apart.</remarks>
    /// <param name="docs">The documents.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>How many are left.</returns>
    public int Keep(uint* docs, int count)
    {
        uint* starts = _starts.Codes, ends = _ends.Codes;
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            uint doc = docs[i];
            docs[kept] = doc;
            // 0 stands for no value, and is less than it by one.
            kept += (starts[doc] - 1 < _high ? 1 : 0) & (ends[doc] >= _low ? 1 : 0);
        }
        return kept;
    }

    /// <summary>Leaves of some documents those that match all of some periods, with the numbers that belong to them.</summary>
    /// <returns>How many are left.</returns>
    public static int Keep(OverlapNode[] periods, uint* docs, int* numbers, int count)
    {
        foreach (var period in periods)
        {
            uint* starts = period._starts.Codes, ends = period._ends.Codes;
            int kept = 0;
            for (int i = 0; i < count; i++)
            {
                uint doc = docs[i];
                docs[kept] = doc;
                numbers[kept] = numbers[i];
                kept += (starts[doc] - 1 < period._high ? 1 : 0) & (ends[doc] >= period._low ? 1 : 0);
            }
            count = kept;
        }
        return count;
    }

    /// <summary>Has the values of a document read ahead of their use.</summary>
    public void Prefetch(uint doc)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(_starts.Codes + doc);
        Sse.Prefetch0(_ends.Codes + doc);
    }

    /// <summary>Says of some documents which match.</summary>
    /// <param name="docs">The documents.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="matches">Becomes 0 for those that do not.</param>
    public void Test(uint* docs, int count, byte* matches)
    {
        uint* starts = _starts.Codes, ends = _ends.Codes;
        for (int i = 0; i < count; i++)
        {
            uint doc = docs[i];
            matches[i] &= (byte)((starts[doc] - 1 < _high ? 1 : 0) & (ends[doc] >= _low ? 1 : 0));
        }
    }

    /// <summary>The documents of a range that match.</summary>
    public ulong Mask(int range) => ValueKernels.Mask(_starts.Codes + ((long)range << 6), _high, _ends.Codes + ((long)range << 6), _low);

    public override bool LoadWindow(int window)
    {
        if (_possible[window] == 0)
            return false;
        if (HasAll(window))
        {
            Bits.Fill(_words, ulong.MaxValue);
            return true;
        }
        for (int i = 0; i < RangeKernels.Count; i++)
            _words[i] = Mask(window * RangeKernels.Count + i);
        return true;
    }

    /// <summary>Of the ranges or windows that are looked at, which may have documents: 0 for those that have none.</summary>
    public byte* Codes => _codes;

    /// <summary>Says that <see cref="AddPossible"/> is next asked about the ranges of a window.</summary>
    public void LookAtWindow(int window) => _codes = _possible[window] == 0 ? Nothing : Everything;

    /// <summary>Says that <see cref="AddPossible"/> is next asked about 64 windows.</summary>
    public void LookAtCoarse(int chunk) => _codes = _possible + chunk * RangeKernels.Count;

    public override void AddPossible(byte* codes) => RangeKernels.Max(codes, _codes);

    private bool HasAll(int window) =>
        _starts.IsComplete(window) && _ends.IsComplete(window) && _starts.Largest(window) <= _high && _ends.Least(window) >= _low;

    private bool IsPossible(int window) => _starts.Least(window) <= _high && _ends.Largest(window) >= _low;

    private static byte* AllPossible()
    {
        byte* codes = (byte*)System.Runtime.InteropServices.NativeMemory.Alloc(RangeKernels.Count);
        new Span<byte>(codes, RangeKernels.Count).Fill(byte.MaxValue);
        return codes;
    }
}
