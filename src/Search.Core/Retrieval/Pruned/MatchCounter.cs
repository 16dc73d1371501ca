using System.Numerics;
using Lucene.Net.Util;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>Counts the documents of a tree in a segment, window by window as sets of bits.</summary>
internal sealed unsafe class MatchCounter(SegmentPlan plan)
{
    /// <summary>After how many windows the budget is asked.</summary>
    private const int BudgetInterval = 16;

    private readonly MatchNode _root = plan.Root!;
    private readonly IBits? _live = plan.LiveDocs;

    /// <summary>Counts until there are more than a limit.</summary>
    /// <param name="limit">When to stop.</param>
    /// <param name="budget">When to stop, too.</param>
    /// <param name="count">How many there are; when it stopped early, more than the limit.</param>
    /// <returns>False when the budget ran out.</returns>
    public bool Run(long limit, SearchBudget budget, out long count)
    {
        count = LeastCount();
        if (count > limit)
            return true;
        if (_live is null && _root is TermLeaf or ListsNode { Lists.Length: 1 })
        {
            count = _root.Cost;
            return true;
        }

        count = 0;
        int windows = PostingsRules.RangeCount(plan.MaxDoc, PostingsRules.CoarseShift);
        for (int window = 0; window < windows && count <= limit; window++)
        {
            if (window % BudgetInterval == BudgetInterval - 1 && budget.IsExceeded())
                return false;
            if (_root.LoadWindow(window))
                count += CountWindow(window);
        }
        return true;
    }

    /// <summary>How many there are at least, where that is known at once.</summary>
    private long LeastCount()
    {
        if (_live is not null)
            return 0;
        return Least(_root);

        static long Least(MatchNode node)
        {
            if (node is TermLeaf)
                return node.Cost;
            long least = 0;
            if (node is MatchGroup { IsDisjunction: true } group)
            {
                foreach (var optional in group.Optional)
                    least = Math.Max(least, Least(optional));
            }
            return least;
        }
    }

    private long CountWindow(int window)
    {
        ulong* may = _root.MayWords;
        ulong* must = _root.MustWords;
        int first = window << PostingsRules.CoarseShift;
        int left = plan.MaxDoc - first;
        long count = 0;
        for (int i = 0; i < RangeKernels.Count && left > 0; i++, left -= 64)
        {
            ulong inside = left >= 64 ? ulong.MaxValue : (1UL << left) - 1;
            ulong sure = must[i] & inside;
            ulong unsure = may[i] & inside & ~sure;
            if (_live is null)
                count += BitOperations.PopCount(sure);
            else
                unsure |= sure;
            if (unsure != 0)
                count += CountUnsure(first / 64 + i, unsure);
        }
        return count;
    }

    private long CountUnsure(int range, ulong unsure)
    {
        _root.Load(range);
        long count = 0;
        for (; unsure != 0; unsure &= unsure - 1)
        {
            int bit = BitOperations.TrailingZeroCount(unsure);
            int doc = (range << 6) + bit;
            if ((_live is null || _live.Get(doc)) && _root.Matches(doc, bit))
                count++;
        }
        return count;
    }
}
