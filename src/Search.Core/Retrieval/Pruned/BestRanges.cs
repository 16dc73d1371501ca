using System.Numerics;
using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>
/// Finds the best documents of a segment by bounds: the sums over the clauses of the weighted maxima of each range of documents. Ranges are visited best
/// first, until none is left whose bound reaches the threshold. Bounds are kept on two levels: those of the 64 ranges of a window of
/// 4,096 documents are computed when the window's own bound has become the best.
/// </summary>
/// <remarks>
/// After Mallia, Suel and Tonellotto, "Faster Learned Sparse Retrieval with Block-Max Pruning", SIGIR 2024,
/// doi:10.1145/3626772.3657906, and the range maxima of Dimopoulos, Nepomnyachiy and Suel, "Optimizing Top-k Document Retrieval
/// Strategies for Block-Max Indexes", WSDM 2013, doi:10.1145/2433396.2433412; here exact, with maxima of their own size for each term.
/// </remarks>
internal sealed unsafe class BestRanges
{
    /// <summary>After how many visits the budget is asked.</summary>
    private const int BudgetInterval = 256;

    private readonly SegmentPlan _plan;
    private readonly MatchNode _root;
    private readonly ScoringLeaf[] _leaves;
    private readonly SegmentReward[] _rewards;
    private readonly TopScores _top;
    private readonly RecencyScorer _recency;
    private readonly IBits? _live;
    private readonly int* _bounds;
    private readonly double* _contributions;
    private readonly int _windows;
    private readonly double _perUnit;
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
        // Rounded down, so that no bound that reaches the threshold's score is lost to rounding.
        _perUnit = (1 - 1e-6) / (plan.UnitSize * recency.Largest);
    }

    /// <summary>Finds them.</summary>
    /// <returns>False when the budget ran out.</returns>
    public bool Run(SearchBudget budget)
    {
        TakeThreshold();
        return Lead.TryFind(_root, _windows, _plan.MaxDoc) is { } lead ? FollowLead(lead, budget) : VisitBestFirst(budget);
    }

    private bool VisitBestFirst(SearchBudget budget)
    {
        int padded = PostingsRules.PaddedLength(_windows);
        ushort* coarse = (ushort*)_plan.Arena.TakeZeroed(padded * sizeof(ushort));
        for (int chunk = 0; chunk < padded / RangeKernels.Count; chunk++)
            AddCoarseBounds(chunk, coarse + chunk * RangeKernels.Count);
        ushort* fine = (ushort*)_plan.Arena.Take((long)_windows * RangeKernels.Count * sizeof(ushort));
        byte* isRefined = _plan.Arena.TakeZeroed(_windows);

        for (int visits = 0; ; visits++)
        {
            if (visits % BudgetInterval == BudgetInterval - 1 && budget.IsExceeded())
                return false;
            int window = RangeKernels.IndexOfLargest(coarse, padded, out ushort bound);
            if (bound < _threshold)
                return true;
            ushort* ranges = fine + (long)window * RangeKernels.Count;
            if (isRefined[window] == 0)
            {
                AddFineBounds(window, ranges);
                isRefined[window] = 1;
            }
            else
            {
                int range = RangeKernels.IndexOfLargest(ranges, RangeKernels.Count, out _);
                ranges[range] = 0;
                Visit(window * RangeKernels.Count + range);
            }
            coarse[window] = RangeKernels.Largest(ranges);
        }
    }

    private bool FollowLead(Lead lead, SearchBudget budget)
    {
        int visits = 0;
        for (int range = lead.NextRange(0); range >= 0; range = lead.NextRange(range + 1))
        {
            if (++visits % BudgetInterval == 0 && budget.IsExceeded())
                return false;
            Visit(range);
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
        foreach (var leaf in _leaves)
            leaf.LookAtWindow(window);
        _root.AddBounds(sums);
        foreach (var reward in _rewards)
            AddReward(reward, sums, reward.First.Window(window), reward.Second.Window(window));
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

    /// <summary>Scores what can be among the best of 64 documents.</summary>
    private void Visit(int range)
    {
        int total = 0;
        for (int i = 0; i < _leaves.Length; i++)
            total += _bounds[i] = _leaves[i].UnitWeight * _leaves[i].CodeAt(range);
        for (int i = 0; i < _rewards.Length; i++)
        {
            var reward = _rewards[i];
            int bound = reward.UnitWeight * SegmentReward.Code(reward.First.CodeAt(range), reward.Second.CodeAt(range));
            total += _bounds[_leaves.Length + i] = bound;
        }
        if (total < _threshold)
            return;
        ulong candidates = LoadEssential(range, total);
        if (candidates == 0)
            return;
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

    /// <summary>The documents that have every leaf without which the threshold is out of reach (the essential lists of MaxScore, for one range).</summary>
    private ulong LoadEssential(int range, int total)
    {
        ulong candidates = ulong.MaxValue;
        for (int i = 0; i < _leaves.Length; i++)
        {
            int rest = total - _bounds[i];
            if (rest >= _threshold && _rewards.Length > 0)
                rest -= RewardsWithout(_leaves[i]);
            if (rest >= _threshold)
                continue;
            _leaves[i].Load(range);
            candidates &= _leaves[i].May;
            if (candidates == 0)
                return 0;
        }
        return candidates;
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
