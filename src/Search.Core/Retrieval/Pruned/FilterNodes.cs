namespace Search.Core.Retrieval;

/// <summary>A node that only says which documents match.</summary>
internal abstract unsafe class FilterNode : MatchNode
{
    public sealed override bool MatchesUnscored => true;

    public sealed override void AddBounds(ushort* sums)
    {
    }

    public override void AddPossible(byte* codes) => new Span<byte>(codes, RangeKernels.Count).Fill(byte.MaxValue);
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

/// <summary>All documents.</summary>
internal sealed unsafe class EverythingNode : FilterNode
{
    private readonly ulong* _all;

    public EverythingNode(int maxDoc, ScratchArena arena)
    {
        Cost = maxDoc;
        _all = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        Bits.Fill(_all, ulong.MaxValue);
        MayWords = MustWords = _all;
    }

    public override long Cost { get; }

    public override void Load(int range) => May = Must = ulong.MaxValue;

    public override bool LoadWindow(int window) => true;
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
