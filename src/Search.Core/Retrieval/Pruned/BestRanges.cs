using System.Numerics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Finds the best documents of a segment by bounds: the sums over the clauses of the weighted maxima of each range of documents. Bounds are on two
/// levels: those of the 64 ranges of a window of 4,096 documents are computed where the window's own bound reaches the threshold, and ranges are
/// visited where theirs does. The best windows come first, and in a window the best ranges.
/// </summary>
/// <remarks>
/// After Mallia, Suel and Tonellotto, "Faster Learned Sparse Retrieval with Block-Max Pruning", SIGIR 2024,
/// doi:10.1145/3626772.3657906, and the range maxima of Dimopoulos, Nepomnyachiy and Suel, "Optimizing Top-k Document Retrieval
/// Strategies for Block-Max Indexes", WSDM 2013, doi:10.1145/2433396.2433412; here exact, with maxima of their own size for each term.
/// </remarks>
internal sealed unsafe class BestRanges
{
    /// <summary>After how many visits the budget is asked.</summary>
    private const int BudgetInterval = 64;

    /// <summary>How many windows are visited best first.</summary>
    private const int BestWindows = 16;

    /// <summary>From so many ranges of a window on it pays to find the documents first that have all that is needed.</summary>
    private const int FilteredRanges = 3;

    /// <summary>More ranges of a window than this are visited in their order.</summary>
    private const int OrderedRanges = 12;

    private readonly SegmentPlan _plan;
    private readonly DocumentScorer _scorer;
    private readonly MatchNode _root;
    private readonly ScoringLeaf[] _leaves;
    private readonly SegmentReward[] _rewards;
    private readonly int* _bounds;
    private readonly ushort* _rangeBounds;
    private readonly ulong* _candidates;
    private readonly int _windows;
    private readonly int* _order;
    private readonly ulong* _words;
    private bool _anyCandidate;
    private int _anyOf;

    /// <param name="plan">The plan; leaves that were visited count as absent.</param>
    /// <param name="scorer">Scores its documents.</param>
    public BestRanges(SegmentPlan plan, DocumentScorer scorer)
    {
        _plan = plan;
        _scorer = scorer;
        _root = plan.Root!;
        _leaves = scorer.Leaves;
        _rewards = scorer.Rewards;
        _windows = PostingsRules.RangeCount(plan.MaxDoc, PostingsRules.CoarseShift);
        _bounds = (int*)plan.Arena.Take((_leaves.Length + _rewards.Length) * sizeof(int));
        _rangeBounds = (ushort*)plan.Arena.Take(RangeKernels.Count * sizeof(ushort));
        _order = (int*)plan.Arena.Take(_leaves.Length * sizeof(int));
        _words = (ulong*)plan.Arena.Take(RangeKernels.Count * sizeof(ulong));
        _candidates = (ulong*)plan.Arena.Take(RangeKernels.Count * sizeof(ulong));
    }

    /// <summary>Finds them.</summary>
    /// <returns>False when the budget ran out.</returns>
    public bool Run(SearchBudget budget)
    {
        int padded = PostingsRules.PaddedLength(_windows);
        ushort* bounds = (ushort*)_plan.Arena.TakeZeroed(padded * sizeof(ushort));
        for (int chunk = 0; chunk < padded / RangeKernels.Count; chunk++)
            AddCoarseBounds(chunk, bounds + chunk * RangeKernels.Count);

        // The best windows raise the threshold; behind them the order matters little, and looking for the next best costs more than it spares.
        for (int i = 0; i < BestWindows; i++)
        {
            int best = RangeKernels.IndexOfLargest(bounds, padded, out ushort bound);
            if (bound < _scorer.Threshold)
                return true;
            bounds[best] = 0;
            VisitWindow(best);
        }
        int visited = 0;
        for (int window = 0; window < _windows; window++)
        {
            if (bounds[window] < _scorer.Threshold)
                continue;
            if (++visited % BudgetInterval == 0 && budget.IsExceeded())
                return false;
            VisitWindow(window);
        }
        return true;
    }

    /// <summary>Visits the ranges of a window whose bounds reach the threshold, the best first.</summary>
    private void VisitWindow(int window)
    {
        ushort* sums = _rangeBounds;
        AddFineBounds(window, sums);
        int range = RangeKernels.IndexOfLargest(sums, RangeKernels.Count, out ushort bound);
        if (bound < _scorer.Threshold)
            return;
        int passing = RangeKernels.CountFrom(sums, _scorer.Threshold);
        bool isFiltered = passing >= FilteredRanges && TryFilter(window);
        if (isFiltered && !_anyCandidate)
            return;
        if (passing > OrderedRanges)
        {
            // In order, neighbours share decoded blocks.
            for (int i = 0; i < RangeKernels.Count; i++)
            {
                if (sums[i] >= _scorer.Threshold)
                    Visit(window * RangeKernels.Count + i, isFiltered ? _candidates[i] : ulong.MaxValue);
            }
            return;
        }
        while (bound >= _scorer.Threshold)
        {
            sums[range] = 0;
            Visit(window * RangeKernels.Count + range, isFiltered ? _candidates[range] : ulong.MaxValue);
            range = RangeKernels.IndexOfLargest(sums, RangeKernels.Count, out bound);
        }
    }

    /// <summary>
    /// Finds the documents of a window that all have what they need to be among the best: what the root requires, and the leaves without which
    /// the threshold is out of reach. Many ranges have these terms, few documents have them together.
    /// </summary>
    /// <returns>False when nothing is needed.</returns>
    private bool TryFilter(int window)
    {
        bool isFirst = true;
        bool hasEssential = false;
        if (_root is MatchGroup { IsDisjunction: false } group)
        {
            foreach (var required in group.Required)
            {
                hasEssential |= required is not FilterNode;
                if (!KeepDocuments(required, window, ref isFirst))
                    return true;
            }
        }
        int total = 0;
        for (int i = 0; i < _leaves.Length; i++)
            total += _bounds[i] = _leaves[i].UnitWeight * RangeKernels.LargestCode(_leaves[i].Codes);
        for (int i = 0; i < _rewards.Length; i++)
        {
            var reward = _rewards[i];
            int code = SegmentReward.Code(reward.First.Coarse[window], reward.Second.Coarse[window]);
            total += _bounds[_leaves.Length + i] = reward.UnitWeight * code;
        }
        for (int i = 0; i < _leaves.Length; i++)
        {
            if (!IsEssential(i, total))
                continue;
            hasEssential = true;
            if (!KeepDocuments(_leaves[i], window, ref isFirst))
                return true;
        }
        if (!hasEssential && FindAnyOf(total) && _anyOf < _leaves.Length)
            KeepAnyOf(window, ref isFirst);
        return !isFirst;
    }

    /// <summary>
    /// Finds the fewest leaves, those with the largest bounds first, of which a document needs at least one to reach the threshold (the
    /// essential lists of MaxScore).
    /// </summary>
    /// <returns>False when documents without any leaf could.</returns>
    private bool FindAnyOf(int total)
    {
        for (int i = 0; i < _leaves.Length; i++)
        {
            int at = i;
            for (; at > 0 && _bounds[_order[at - 1]] < _bounds[i]; at--)
                _order[at] = _order[at - 1];
            _order[at] = i;
        }
        int rest = total;
        for (_anyOf = 0; _anyOf < _leaves.Length && rest >= _scorer.Threshold; _anyOf++)
            rest -= _bounds[_order[_anyOf]];
        return rest < _scorer.Threshold;
    }

    private void KeepAnyOf(int window, ref bool isFirst)
    {
        Bits.Fill(_words, 0);
        for (int i = 0; i < _anyOf; i++)
        {
            var leaf = _leaves[_order[i]];
            if (leaf.LoadWindow(window))
                Bits.Or(_words, leaf.MayWords);
        }
        if (isFirst)
            Bits.Copy(_words, _candidates);
        else
            Bits.And(_candidates, _words);
        isFirst = false;
        _anyCandidate = Bits.Any(_candidates) != 0;
    }

    private bool KeepDocuments(MatchNode node, int window, ref bool isFirst)
    {
        _anyCandidate = node.LoadWindow(window);
        if (!_anyCandidate)
        {
            isFirst = false;
        }
        else if (isFirst)
        {
            Bits.Copy(node.MayWords, _candidates);
            isFirst = false;
        }
        else
        {
            _anyCandidate = Bits.And(_candidates, node.MayWords) != 0;
        }
        return _anyCandidate;
    }

    private void AddCoarseBounds(int chunk, ushort* sums)
    {
        foreach (var leaf in _leaves)
            leaf.LookAtCoarse(chunk);
        foreach (var period in _plan.Periods)
            period.LookAtCoarse(chunk);
        _root.AddBounds(sums);
        int offset = chunk * RangeKernels.Count;
        foreach (var reward in _rewards)
            AddReward(reward, sums, reward.First.Coarse + offset, reward.Second.Coarse + offset);
    }

    private void AddFineBounds(int window, ushort* sums)
    {
        new Span<ushort>(sums, RangeKernels.Count).Clear();
        LookAtWindow(window);
        _root.AddBounds(sums);
        foreach (var reward in _rewards)
            AddReward(reward, sums, reward.First.Window(window), reward.Second.Window(window));
    }

    private void LookAtWindow(int window)
    {
        foreach (var leaf in _leaves)
            leaf.LookAtWindow(window);
        foreach (var period in _plan.Periods)
            period.LookAtWindow(window);
    }

    /// <summary>Rewards make no document match: where nothing else is possible, the sum stays 0.</summary>
    private static void AddReward(SegmentReward reward, ushort* sums, byte* first, byte* second)
    {
        if (reward.IsLost)
            return;
        ushort* with = stackalloc ushort[RangeKernels.Count];
        new Span<ushort>(sums, RangeKernels.Count).CopyTo(new Span<ushort>(with, RangeKernels.Count));
        reward.AddBounds(with, first, second);
        RangeKernels.TakeWhereNotZero(sums, with);
    }

    /// <summary>Scores what can be among the best of 64 documents of the window that is looked at.</summary>
    private void Visit(int range, ulong candidates)
    {
        int total = 0;
        int at = range & (RangeKernels.Count - 1);
        for (int i = 0; i < _leaves.Length; i++)
            total += _bounds[i] = _leaves[i].UnitWeight * _leaves[i].Codes[at];
        for (int i = 0; i < _rewards.Length; i++)
        {
            var reward = _rewards[i];
            int bound = reward.UnitWeight * SegmentReward.Code(reward.First.Window(range >> 6)[at], reward.Second.Window(range >> 6)[at]);
            total += _bounds[_leaves.Length + i] = bound;
        }
        if (total < _scorer.Threshold || candidates == 0)
            return;
        bool hasEssential = false;
        for (int i = 0; i < _leaves.Length; i++)
        {
            if (!IsEssential(i, total))
                continue;
            hasEssential = true;
            _leaves[i].Load(range);
            candidates &= _leaves[i].May;
            if (candidates == 0)
                return;
        }
        if (!hasEssential && FindAnyOf(total) && _anyOf < _leaves.Length)
        {
            ulong any = 0;
            for (int i = 0; i < _anyOf; i++)
            {
                var leaf = _leaves[_order[i]];
                leaf.Load(range);
                any |= leaf.May;
            }
            candidates &= any;
            if (candidates == 0)
                return;
        }
        _root.Load(range);
        candidates &= _root.May;
        while (candidates != 0)
        {
            int bit = BitOperations.TrailingZeroCount(candidates);
            candidates &= candidates - 1;
            int doc = (range << 6) + bit;
            if (doc >= _plan.MaxDoc)
                return;
            if (_scorer.Bound(doc, bit) >= _scorer.Threshold && !_scorer.IsVisited(doc))
                _scorer.Consider(doc, bit);
        }
    }

    /// <summary>Whether the threshold is out of reach without a leaf (an essential list of MaxScore, for one range or window).</summary>
    private bool IsEssential(int leaf, int total)
    {
        int rest = total - _bounds[leaf];
        return rest < _scorer.Threshold || (_rewards.Length > 0 && rest - RewardsWithout(_leaves[leaf]) < _scorer.Threshold);
    }

    /// <summary>The bounds of the rewards that a document without a leaf does not get.</summary>
    private int RewardsWithout(ScoringLeaf leaf)
    {
        int lost = 0;
        for (int i = 0; i < _rewards.Length; i++)
        {
            if (leaf.IsTerm(_rewards[i].First) || leaf.IsTerm(_rewards[i].Second))
                lost += _bounds[_leaves.Length + i];
        }
        return lost;
    }
}
