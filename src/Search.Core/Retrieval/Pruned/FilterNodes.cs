using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Retrieval;

/// <summary>A node that only says which documents match.</summary>
internal abstract unsafe class FilterNode : MatchNode
{
    public sealed override bool MatchesUnscored => true;

    public sealed override void AddBounds(ushort* sums)
    {
    }

    public sealed override void AddPossible(byte* codes) => new Span<byte>(codes, RangeKernels.Count).Fill(byte.MaxValue);
}

/// <summary>Another node without its scores.</summary>
internal sealed class UnscoredNode(MatchNode child) : FilterNode
{
    public override long Cost => child.Cost;

    public MatchNode Child => child;

    public override void Load(int range)
    {
        child.Load(range);
        May = child.May;
        Must = child.Must;
    }

    public override void LoadDocument(int doc)
    {
        child.LoadDocument(doc);
        May = child.May;
        Must = child.Must;
    }

    public override unsafe bool LoadWindow(int window)
    {
        bool any = child.LoadWindow(window);
        MayWords = child.MayWords;
        MustWords = child.MustWords;
        return any;
    }

    protected override bool Verify(int doc, int bit) => child.Matches(doc, bit);
}

/// <summary>All documents, or all that a test on single documents lets through.</summary>
internal unsafe class EverythingNode : FilterNode
{
    private readonly ulong* _all;

    public EverythingNode(int maxDoc, ScratchArena arena)
    {
        Cost = maxDoc;
        _all = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        Bits.Fill(_all, ulong.MaxValue);
        MayWords = MustWords = _all;
    }

    public sealed override long Cost { get; }

    public override void Load(int range) => May = Must = ulong.MaxValue;

    public sealed override bool LoadWindow(int window) => true;
}

/// <summary>The documents whose period overlaps the asked one: doc values decide.</summary>
internal sealed unsafe class OverlapNode : EverythingNode
{
    private readonly OverlapPlan _plan;
    private readonly NumericDocValues _starts;
    private readonly NumericDocValues _ends;
    private readonly IBits _present;

    private OverlapNode(OverlapPlan plan, int maxDoc, NumericDocValues starts, NumericDocValues ends, IBits present, ScratchArena arena)
        : base(maxDoc, arena)
    {
        _plan = plan;
        _starts = starts;
        _ends = ends;
        _present = present;
        MustWords = (ulong*)arena.TakeZeroed(RangeKernels.Count * sizeof(ulong));
    }

    /// <summary>Null when no document of the segment has the values.</summary>
    public static OverlapNode? Open(OverlapPlan plan, AtomicReader reader, ScratchArena arena)
    {
        var starts = reader.GetNumericDocValues(plan.StartField);
        var ends = reader.GetNumericDocValues(plan.EndField);
        var present = reader.GetDocsWithField(plan.StartField);
        return starts is null || ends is null || present is null
            ? null : new OverlapNode(plan, reader.MaxDoc, starts, ends, present, arena);
    }

    public override void Load(int range)
    {
        May = ulong.MaxValue;
        Must = 0;
    }

    protected override bool Verify(int doc, int bit) =>
        _ends.Get(doc) >= _plan.Low && _starts.Get(doc) <= _plan.High && _present.Get(doc);
}

/// <summary>The documents of any of several lists.</summary>
internal sealed unsafe class ListsNode : FilterNode
{
    private readonly ListReader[] _lists;
    private readonly ulong* _words;
    private readonly ulong* _scratch;

    public ListsNode(ListReader[] lists, ScratchArena arena)
    {
        _lists = lists;
        foreach (var list in lists)
            Cost += list.DocFreq;
        _words = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        _scratch = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
    }

    public override long Cost { get; }

    public ReadOnlySpan<ListReader> Lists => _lists;

    public override void Load(int range)
    {
        ulong mask = 0;
        foreach (var list in _lists)
            mask |= list.Mask(range);
        May = Must = mask;
    }

    public override void LoadDocument(int doc)
    {
        ulong mask = 0;
        foreach (var list in _lists)
            mask |= list.MaskOf(doc);
        May = Must = mask;
    }

    public override bool LoadWindow(int window)
    {
        Bits.Fill(_words, 0);
        foreach (var list in _lists)
        {
            if (list.IsBitmap)
                Bits.Or(_words, WindowWords.Of(list, window, _scratch));
            else
                list.FillWindow(window, _words);
        }
        MayWords = MustWords = _words;
        return true;
    }
}
