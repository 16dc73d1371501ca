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
internal sealed unsafe class BestRanges : WindowSearch
{
    /// <summary>From so many ranges of a window on it pays to find the documents first that have all that is needed.</summary>
    private const int FilteredRanges = 3;

    /// <summary>After how many of them it is looked whether any document can still reach the threshold.</summary>
    private const int LeavesAtOnce = 4;

    /// <summary>More ranges of a window than this are visited in their order.</summary>
    private const int OrderedRanges = 12;

    private readonly SegmentPlan _plan;
    private readonly DocumentScorer _scorer;
    private readonly MatchNode _root;
    private readonly ScoringLeaf[] _leaves;
    private readonly SegmentReward[] _rewards;
    private readonly bool _isPlain;
    private readonly bool _hasMany;
    private readonly OverlapNode[] _periods;
    private readonly int* _bounds;
    private readonly ulong* _candidates;
    private readonly int* _order;
    private readonly int[] _byWeight;
    private readonly ulong* _words;
    private readonly ushort* _documentSums;
    private readonly int[] _firstLeaves;
    private readonly int[] _secondLeaves;
    private int _anyOf;

    /// <param name="plan">The plan; leaves that were visited count as absent.</param>
    /// <param name="scorer">Scores its documents.</param>
    public BestRanges(SegmentPlan plan, DocumentScorer scorer)
        : base(plan, scorer)
    {
        _plan = plan;
        _scorer = scorer;
        _root = plan.Root!;
        _leaves = scorer.Leaves;
        _rewards = scorer.Rewards;
        _isPlain = _root is MatchGroup { IsPlainBehindFilters: true };
        _hasMany = plan.HasManyLeavesBeside;
        _periods = (_root as MatchGroup)?.Periods ?? [];
        _bounds = (int*)plan.Arena.Take((_leaves.Length + _rewards.Length) * sizeof(int));
        _order = (int*)plan.Arena.Take(_leaves.Length * sizeof(int));
        for (int i = 0; i < _leaves.Length; i++)
            _order[i] = i;
        _byWeight = _hasMany ? ScoringLeaf.ByWeight(_leaves) : [];
        _words = (ulong*)plan.Arena.Take(RangeKernels.Count * sizeof(ulong));
        _candidates = (ulong*)plan.Arena.Take(RangeKernels.Count * sizeof(ulong));
        _documentSums = (ushort*)plan.Arena.Take(RangeKernels.Count * sizeof(ushort));
        _firstLeaves = new int[_rewards.Length];
        _secondLeaves = new int[_rewards.Length];
        for (int i = 0; i < _rewards.Length; i++)
            (_firstLeaves[i], _secondLeaves[i]) = (LeafOf(_rewards[i].First), LeafOf(_rewards[i].Second));
    }

    /// <summary>Visits the ranges of a window whose bounds reach the threshold, the best first.</summary>
    protected override void VisitWindow(int window)
    {
        AddFineBounds(window);
        ulong passing = RangeKernels.MaskFrom(Sums, _scorer.Threshold);
        if (passing == 0)
            return;
        int count = BitOperations.PopCount(passing);
        bool isFiltered = count >= FilteredRanges && TryFilter(window, passing);
        if (isFiltered)
            passing &= Bits.NonZero(_candidates);
        bool isOrdered = count > OrderedRanges;
        if (!isOrdered)
            RangeKernels.Keep(Sums, passing);
        for (; passing != 0; passing &= passing - 1)
        {
            // In order, neighbours share decoded blocks.
            int range = BitOperations.TrailingZeroCount(passing);
            if (!isOrdered)
                range = RangeKernels.IndexOfLargest(Sums, RangeKernels.Count, out _);
            if (Sums[range] >= _scorer.Threshold)
                Visit(window * RangeKernels.Count + range, isFiltered ? _candidates[range] : ulong.MaxValue);
            else if (!isOrdered)
                return;
            Sums[range] = 0;
        }
    }

    /// <summary>
    /// Finds the documents of a window that all have what they need to be among the best: what the root requires, and the leaves without which
    /// the threshold is out of reach. Many ranges have these terms, few documents have them together.
    /// </summary>
    /// <param name="window">The window.</param>
    /// <param name="passing">In which of its ranges.</param>
    /// <returns>False when nothing is needed.</returns>
    private bool TryFilter(int window, ulong passing)
    {
        bool isFirst = true;
        for (int i = 0; i < RangeKernels.Count; i++)
            _candidates[i] = 0UL - (passing >> i & 1);
        bool hasEssential = false;
        if (_root is MatchGroup { IsDisjunction: false } group)
        {
            foreach (var required in group.Required)
            {
                if (required is OverlapNode)
                    continue;
                hasEssential |= required is not FilterNode;
                if (!KeepDocuments(required, window, ref isFirst))
                    return true;
            }
        }
        int total = 0;
        for (int i = 0; i < _leaves.Length; i++)
            total += _bounds[i] = ScoreUnits.Bound(RangeKernels.LargestCode(_leaves[i].Codes), _leaves[i].UnitWeight);
        for (int i = 0; i < _rewards.Length; i++)
        {
            var reward = _rewards[i];
            total += _bounds[_leaves.Length + i] = reward.Bound(reward.First.Coarse[window], reward.Second.Coarse[window]);
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
        // Values are compared only where something is left.
        foreach (var period in _periods)
        {
            isFirst = false;
            if (!period.Narrow(window, _candidates))
                return true;
        }
        return !isFirst;
    }

    /// <summary>
    /// Finds the fewest leaves, those with the largest bounds first, of which a document needs at least one to reach the threshold (the
    /// essential lists of MaxScore).
    /// </summary>
    /// <returns>False when documents without any leaf could.</returns>
    private bool FindAnyOf(int total)
    {
        SortByBounds();
        int rest = total;
        ulong lost = 0;
        for (_anyOf = 0; _anyOf < _leaves.Length && rest >= _scorer.Threshold; _anyOf++)
            rest -= BoundWith(_order[_anyOf], ref lost);
        return rest < _scorer.Threshold;
    }

    /// <summary>Puts the leaves in the order of their bounds, the largest first. Mostly it is the order of the range before.</summary>
    private void SortByBounds()
    {
        for (int i = 0; i < _leaves.Length; i++)
        {
            int leaf = _order[i];
            int at = i;
            for (; at > 0 && _bounds[_order[at - 1]] < _bounds[leaf]; at--)
                _order[at] = _order[at - 1];
            _order[at] = leaf;
        }
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
        Bits.And(_candidates, _words);
        isFirst = false;
    }

    /// <returns>False when none is left.</returns>
    private bool KeepDocuments(MatchNode node, int window, ref bool isFirst)
    {
        if (!isFirst && node is TermLeaf { Term.Reader: { IsBitmap: false } list } leaf && !leaf.IsLoaded(window) && LooksUp(list))
            return KeepFound(list, window);
        isFirst = false;
        if (node.LoadWindow(window))
            return Bits.And(_candidates, node.MayWords) != 0;
        Bits.Fill(_candidates, 0);
        return false;
    }

    /// <summary>Whether the documents that are left are so few that looking them up costs less than reading the list.</summary>
    private bool LooksUp(ListReader list)
    {
        int count = 0;
        for (int i = 0; i < RangeKernels.Count; i++)
            count += BitOperations.PopCount(_candidates[i]);
        return (long)count * ListIntersection.SearchCost <= ((long)list.DocFreq << PostingsRules.CoarseShift) / _plan.MaxDoc;
    }

    private bool KeepFound(ListReader list, int window)
    {
        bool any = false;
        for (int i = 0; i < RangeKernels.Count; i++)
        {
            for (ulong left = _candidates[i]; left != 0; left &= left - 1)
            {
                int doc = (window << PostingsRules.CoarseShift) + (i << 6) + BitOperations.TrailingZeroCount(left);
                if (list.Find((uint)doc) >= 0)
                    any = true;
                else
                    _candidates[i] ^= left & (0 - left);
            }
        }
        return any;
    }

    /// <summary>Scores what can be among the best of 64 documents of the window that is looked at.</summary>
    private void Visit(int range, ulong candidates)
    {
        if (candidates == 0)
            return;
        int total = 0;
        int at = range & (RangeKernels.Count - 1);
        for (int i = 0; i < _leaves.Length; i++)
            total += _bounds[i] = ScoreUnits.Bound(_leaves[i].Codes[at], _leaves[i].UnitWeight);
        for (int i = 0; i < _rewards.Length; i++)
        {
            var reward = _rewards[i];
            total += _bounds[_leaves.Length + i] = reward.Bound(reward.First.Window(range >> 6)[at], reward.Second.Window(range >> 6)[at]);
        }
        if (total < _scorer.Threshold)
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
        foreach (var period in _periods)
            candidates &= period.Mask(range);
        if (_hasMany)
        {
            ConsiderMany(range, KeepRequired(range, candidates), total);
            return;
        }
        if (_isPlain)
        {
            ConsiderTogether(range, candidates);
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
        VisitDocuments(range, candidates, total);
    }

    /// <summary>Leaves of the documents of a range those that have what the root requires.</summary>
    private ulong KeepRequired(int range, ulong candidates)
    {
        foreach (var required in ((MatchGroup)_root).Required)
        {
            if (candidates == 0)
                break;
            if (required is OverlapNode)
                continue;
            required.Load(range);
            candidates &= required.May;
        }
        return candidates;
    }

    /// <summary>
    /// Scores the documents of a range that can be among the best, where the tree is nothing but alternatives, with or without filters: the bounds of all 64 documents are
    /// added up at once, leaf by leaf and reward by reward.
    /// </summary>
    private void ConsiderTogether(int range, ulong candidates)
    {
        new Span<ushort>(_documentSums, RangeKernels.Count).Clear();
        for (int i = 0; i < _leaves.Length; i++)
        {
            if (_bounds[i] == 0)
            {
                // What stands in it is of another range.
                _leaves[i].Clear();
                continue;
            }
            AddLeaf(i, range);
        }
        AddRewards(range);
        ConsiderReaching(range, candidates);
    }

    /// <summary>
    /// The same where many leaves score beside those that are required: the weightiest first, until no document can reach the threshold with what the others add at most.
    /// </summary>
    private void ConsiderMany(int range, ulong candidates, int rest)
    {
        if (candidates == 0)
            return;
        new Span<ushort>(_documentSums, RangeKernels.Count).Clear();
        int added = 0;
        foreach (int leaf in _byWeight)
        {
            if (_bounds[leaf] == 0)
                continue;
            AddLeaf(leaf, range);
            rest -= _bounds[leaf];
            if (++added % LeavesAtOnce != 0 || rest >= _scorer.Threshold)
                continue;
            candidates &= RangeKernels.MaskFrom(_documentSums, _scorer.Threshold - rest);
            if (candidates == 0)
                return;
        }
        AddRewards(range);
        ConsiderReaching(range, candidates);
    }

    /// <summary>Adds a leaf's bounds to those of the documents of a range.</summary>
    private void AddLeaf(int number, int range)
    {
        var leaf = _leaves[number];
        int at = range & (RangeKernels.Count - 1);
        leaf.Load(range);
        if (leaf is TermLeaf term)
            term.Term.AddDocuments(_documentSums, range >> 6, at, term.May, term.UnitWeight);
        else
            DocumentKernels.AddWhere(_documentSums, leaf.May, leaf.Codes + at, PostingsRules.RangeShift64, leaf.UnitWeight);
    }

    private void AddRewards(int range)
    {
        int at = range & (RangeKernels.Count - 1);
        for (int i = 0; i < _rewards.Length; i++)
        {
            if (_bounds[_leaves.Length + i] == 0)
                continue;
            var reward = _rewards[i];
            ulong both = Documents(_firstLeaves[i], reward.First, range) & Documents(_secondLeaves[i], reward.Second, range);
            byte code = Math.Min(reward.First.Window(range >> 6)[at], reward.Second.Window(range >> 6)[at]);
            DocumentKernels.AddWhere(_documentSums, both, &code, PostingsRules.RangeShift64, reward.UnitWeight);
        }
    }

    /// <summary>Scores the documents of a range whose bounds reach the threshold.</summary>
    private void ConsiderReaching(int range, ulong candidates)
    {
        ulong reaching = RangeKernels.MaskFrom(_documentSums, _scorer.Threshold) & candidates;
        if (reaching == 0)
            return;
        _root.Load(range);
        for (reaching &= _root.May; reaching != 0; reaching &= reaching - 1)
        {
            int bit = BitOperations.TrailingZeroCount(reaching);
            int doc = (range << 6) + bit;
            if (_documentSums[bit] >= _scorer.Threshold && !_scorer.IsVisited(doc))
                _scorer.Consider(doc, bit);
        }
    }

    /// <summary>The documents of a loaded range that have a term, which mostly is a leaf's.</summary>
    private ulong Documents(int leaf, SegmentTerm term, int range) => leaf >= 0 ? _leaves[leaf].May : term.Reader.Mask(range);

    /// <summary>The number of the leaf of a term alone; negative when there is none.</summary>
    private int LeafOf(SegmentTerm term)
    {
        int leaf = _leaves.Length - 1;
        while (leaf >= 0 && !(_leaves[leaf] is TermLeaf own && own.Term == term))
            leaf--;
        return leaf;
    }

    /// <summary>
    /// Scores the documents of a range that can be among the best, of a tree of any kind. The range's bound falls by that of each leaf that a document does not have, the
    /// largest first, so that most documents are done with after few leaves.
    /// </summary>
    private void VisitDocuments(int range, ulong candidates, int total)
    {
        _root.Load(range);
        for (candidates &= _root.May; candidates != 0; candidates &= candidates - 1)
        {
            int bit = BitOperations.TrailingZeroCount(candidates);
            int doc = (range << 6) + bit;
            if (doc >= _plan.MaxDoc)
                return;
            int rest = total;
            // Leaves of groups that do not match are not there, while their terms are, so that no reward is lost with them.
            for (int i = 0; i < _leaves.Length && rest >= _scorer.Threshold; i++)
                rest -= ((_leaves[_order[i]].May >> bit) & 1) == 0 ? _bounds[_order[i]] : 0;
            if (rest >= _scorer.Threshold && _scorer.Bound(doc, bit) >= _scorer.Threshold && !_scorer.IsVisited(doc))
                _scorer.Consider(doc, bit);
        }
    }

    /// <summary>Whether the threshold is out of reach without a leaf (an essential list of MaxScore, for one range or window).</summary>
    private bool IsEssential(int leaf, int total)
    {
        ulong lost = 0;
        return total - BoundWith(leaf, ref lost) < _scorer.Threshold;
    }

    /// <summary>What a document without a leaf cannot reach: the leaf's bound and those of the rewards that are lost with it.</summary>
    /// <param name="leaf">The leaf's number.</param>
    /// <param name="lost">The rewards that are lost without it; gets this leaf's.</param>
    private int BoundWith(int leaf, ref ulong lost)
    {
        int bound = _bounds[leaf];
        ulong own = _scorer.RewardsWith[leaf] & ~lost;
        lost |= own;
        for (; own != 0; own &= own - 1)
            bound += _bounds[_leaves.Length + BitOperations.TrailingZeroCount(own)];
        return bound;
    }
}
