using System.Numerics;
using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Scoring;

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

    private readonly SegmentPlan _plan;
    private readonly MatchNode _root;
    private readonly ScoringLeaf[] _leaves;
    private readonly SegmentReward[] _rewards;
    private readonly TopScores _top;
    private readonly RecencyScorer _recency;
    private readonly IBits? _live;
    private readonly int* _bounds;
    private readonly double* _contributions;
    private readonly ushort* _rangeBounds;
    private readonly ulong* _candidates;
    private readonly int _windows;
    private readonly double _perUnit;
    private bool _anyCandidate;
    private int _threshold = 1;
    private float _thresholdScore = float.NegativeInfinity;

    public BestRanges(SegmentPlan plan, TopScores top, RecencyScorer recency)
    {
        _plan = plan;
        _root = plan.Root!;
        _leaves = [.. plan.Leaves];
        _rewards = [.. plan.Rewards];
        _top = top;
        _recency = recency;
        _live = plan.LiveDocs;
        _windows = PostingsRules.RangeCount(plan.MaxDoc, PostingsRules.CoarseShift);
        _bounds = (int*)plan.Arena.Take((_leaves.Length + _rewards.Length) * sizeof(int));
        _contributions = (double*)plan.Arena.Take(_leaves.Length * sizeof(double));
        _rangeBounds = (ushort*)plan.Arena.Take(RangeKernels.Count * sizeof(ushort));
        _candidates = (ulong*)plan.Arena.Take(RangeKernels.Count * sizeof(ulong));
        // Rounded down, so that no bound that reaches the threshold's score is lost to rounding.
        _perUnit = (1 - 1e-6) / (plan.UnitSize * recency.Largest);
    }

    /// <summary>Finds them.</summary>
    /// <returns>False when the budget ran out.</returns>
    public bool Run(SearchBudget budget)
    {
        TakeThreshold();
        return Lead.TryFind(_root, _windows, _plan.MaxDoc) is { } lead ? FollowLead(lead, budget) : VisitWindows(budget);
    }

    private bool VisitWindows(SearchBudget budget)
    {
        int padded = PostingsRules.PaddedLength(_windows);
        ushort* bounds = (ushort*)_plan.Arena.TakeZeroed(padded * sizeof(ushort));
        for (int chunk = 0; chunk < padded / RangeKernels.Count; chunk++)
            AddCoarseBounds(chunk, bounds + chunk * RangeKernels.Count);

        // The best windows raise the threshold; behind them the order matters little, and looking for the next best costs more than it spares.
        for (int i = 0; i < BestWindows; i++)
        {
            int best = RangeKernels.IndexOfLargest(bounds, padded, out ushort bound);
            if (bound < _threshold)
                return true;
            bounds[best] = 0;
            VisitWindow(best);
        }
        int visited = 0;
        for (int window = 0; window < _windows; window++)
        {
            if (bounds[window] < _threshold)
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
        if (bound < _threshold)
            return;
        bool isFiltered = RangeKernels.CountFrom(sums, _threshold) >= FilteredRanges && TryFilter(window);
        if (isFiltered && !_anyCandidate)
            return;
        while (bound >= _threshold)
        {
            sums[range] = 0;
            ulong candidates = isFiltered ? _candidates[range] : ulong.MaxValue;
            if (candidates != 0)
                Visit(window * RangeKernels.Count + range, candidates);
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
        if (_root is MatchGroup { IsDisjunction: false } group)
        {
            foreach (var required in group.Required)
            {
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
            if (IsEssential(i, total) && !KeepDocuments(_leaves[i], window, ref isFirst))
                return true;
        }
        return !isFirst;
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

    private bool FollowLead(Lead lead, SearchBudget budget)
    {
        int visits = 0;
        int window = -1;
        for (int range = lead.NextRange(0); range >= 0; range = lead.NextRange(range + 1))
        {
            if (++visits % BudgetInterval == 0 && budget.IsExceeded())
                return false;
            if (range >> 6 != window)
                LookAtWindow(window = range >> 6);
            Visit(range, ulong.MaxValue);
        }
        return true;
    }

    private void AddCoarseBounds(int chunk, ushort* sums)
    {
        foreach (var leaf in _leaves)
            leaf.LookAtCoarse(chunk);
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
    }

    /// <summary>Rewards make no document match: where nothing else is possible, the sum stays 0.</summary>
    private static void AddReward(SegmentReward reward, ushort* sums, byte* first, byte* second)
    {
        ushort* with = stackalloc ushort[RangeKernels.Count];
        new Span<ushort>(sums, RangeKernels.Count).CopyTo(new Span<ushort>(with, RangeKernels.Count));
        reward.AddBounds(with, first, second);
        for (int i = 0; i < RangeKernels.Count; i++)
            sums[i] = sums[i] == 0 ? (ushort)0 : with[i];
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
        if (total < _threshold)
            return;
        for (int i = 0; i < _leaves.Length; i++)
        {
            if (!IsEssential(i, total))
                continue;
            _leaves[i].Load(range);
            candidates &= _leaves[i].May;
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
            if (Bound(doc, bit) >= _threshold)
                Consider(doc, bit);
        }
    }

    /// <summary>Whether the threshold is out of reach without a leaf (an essential list of MaxScore, for one range or window).</summary>
    private bool IsEssential(int leaf, int total)
    {
        int rest = total - _bounds[leaf];
        return rest < _threshold || (_rewards.Length > 0 && rest - RewardsWithout(_leaves[leaf]) < _threshold);
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

    private int Bound(int doc, int bit)
    {
        int bound = 0;
        foreach (var leaf in _leaves)
        {
            if (((leaf.May >> bit) & 1) != 0)
                bound += leaf.UnitWeight * leaf.CodeOf(doc, bit);
        }
        foreach (var reward in _rewards)
        {
            if (HasBoth(reward, doc >> 6, bit))
                bound += reward.UnitWeight * SegmentReward.Code(reward.First.CodeOf(doc, bit), reward.Second.CodeOf(doc, bit));
        }
        return bound;
    }

    private static bool HasBoth(SegmentReward reward, int range, int bit) =>
        ((reward.First.Reader.Mask(range) & reward.Second.Reader.Mask(range)) >> bit & 1) != 0;

    private void Consider(int doc, int bit)
    {
        if (_live is not null && !_live.Get(doc))
            return;
        double upper = 0;
        for (int i = 0; i < _leaves.Length; i++)
        {
            var leaf = _leaves[i];
            _contributions[i] = ((leaf.May >> bit) & 1) != 0 ? leaf.UpperBound(doc, bit) : 0;
            upper += _contributions[i];
        }
        foreach (var reward in _rewards)
        {
            if (HasBoth(reward, doc >> 6, bit))
                upper += reward.UpperBound(doc, bit);
        }
        // The terms' order differs from the score's where the bound is not the score, so that rounding must be allowed for.
        if ((float)(upper * _recency.Largest * (1 + 1e-9)) < _thresholdScore || !_root.Matches(doc, bit))
            return;
        double sum = Sum(doc, bit);
        _top.Add(new ScoredDocument(_plan.DocBase + doc, (float)(sum * _recency.Factor(doc))));
        TakeThreshold();
    }

    /// <summary>The score's sum, in the order of the plan.</summary>
    private double Sum(int doc, int bit)
    {
        double sum = 0;
        for (int i = 0; i < _leaves.Length; i++)
        {
            var leaf = _leaves[i];
            if (((leaf.May >> bit) & 1) != 0 && IsGuarded(leaf, doc, bit))
                sum += leaf.IsBoundExact ? _contributions[i] : leaf.Score(doc, bit);
        }
        foreach (var reward in _rewards)
        {
            if (HasBoth(reward, doc >> 6, bit))
                sum += reward.Score(doc);
        }
        return sum;
    }

    private static bool IsGuarded(ScoringLeaf leaf, int doc, int bit)
    {
        foreach (var guard in leaf.Guards)
        {
            if (!guard.Matches(doc, bit))
                return false;
        }
        return true;
    }

    private void TakeThreshold()
    {
        if (_top.Threshold == _thresholdScore)
            return;
        _thresholdScore = _top.Threshold;
        _threshold = (int)Math.Max(1, Math.Min(int.MaxValue, Math.Ceiling(_thresholdScore * _perUnit)));
    }
}
