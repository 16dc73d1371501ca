using System.Numerics;

namespace Search.Core.Retrieval;

/// <summary>A set of documents, read in place.</summary>
internal sealed unsafe class DocumentSetNode : FilterNode
{
    private readonly ulong[] _set;
    private readonly ulong* _words;

    public DocumentSetNode(ulong[] set, ScratchArena arena)
    {
        _set = set;
        foreach (ulong word in set)
            Cost += BitOperations.PopCount(word);
        _words = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        MayWords = MustWords = _words;
    }

    public override long Cost { get; }

    public override long ReadCost => _set.Length / 8;

    public override void Load(int range) => May = Must = range < _set.Length ? _set[range] : 0;

    public override bool LoadWindow(int window)
    {
        int first = window * RangeKernels.Count;
        if (first >= _set.Length)
            return false;
        _set.AsSpan(first, RangeKernels.Count).CopyTo(new Span<ulong>(_words, RangeKernels.Count));
        return Bits.Any(_words) != 0;
    }
}
