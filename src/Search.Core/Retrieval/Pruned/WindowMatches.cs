using System.Numerics;
using Lucene.Net.Util;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>The documents of a tree in a segment, a window of 4,096 at a time, deleted ones left out.</summary>
internal sealed unsafe class WindowMatches(SegmentPlan plan)
{
    private readonly MatchNode _root = plan.Root!;
    private readonly IBits? _live = plan.LiveDocs;
    private int _window;

    /// <summary>How many windows there are.</summary>
    public int WindowCount { get; } = PostingsRules.RangeCount(plan.MaxDoc, PostingsRules.CoarseShift);

    /// <summary>Goes to a window, in any order.</summary>
    /// <returns>False when it has no documents.</returns>
    public bool Load(int window)
    {
        _window = window;
        return _root.LoadWindow(window);
    }

    /// <summary>The documents of a range of the window that may match.</summary>
    /// <param name="i">Which range, from 0 to 63.</param>
    public ulong May(int i)
    {
        int left = plan.MaxDoc - (_window * RangeKernels.Count + i) * 64;
        return left >= 64 ? _root.MayWords[i] : left <= 0 ? 0 : _root.MayWords[i] & ((1UL << left) - 1);
    }

    /// <summary>Those of them that match, of the wanted ones.</summary>
    public ulong Matching(int i, ulong wanted)
    {
        ulong sure = wanted & _root.MustWords[i];
        ulong unsure = wanted & ~sure;
        int range = _window * RangeKernels.Count + i;
        if (unsure != 0)
        {
            _root.Load(range);
            for (; unsure != 0; unsure &= unsure - 1)
            {
                int bit = BitOperations.TrailingZeroCount(unsure);
                if (_root.Matches((range << 6) + bit, bit))
                    sure |= 1UL << bit;
            }
        }
        return _live is null ? sure : Live(range, sure);
    }

    private ulong Live(int range, ulong documents)
    {
        ulong live = documents;
        for (; documents != 0; documents &= documents - 1)
        {
            int bit = BitOperations.TrailingZeroCount(documents);
            if (!_live!.Get((range << 6) + bit))
                live &= ~(1UL << bit);
        }
        return live;
    }
}
