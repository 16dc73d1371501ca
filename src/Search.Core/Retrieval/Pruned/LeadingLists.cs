using System.Numerics;

namespace Search.Core.Retrieval;

/// <summary>
/// Finds the best documents among those that some short lists have: of what the root requires the rarest, where it requires something; otherwise
/// of the scoring leaves one after the other, the rarest first, until the documents that have none of them cannot reach the threshold, or
/// a list is too long. Rare terms weigh most, so that the threshold is high when the long lists' turn would come.
/// </summary>
/// <remarks>After Turtle and Flood, "Query evaluation: strategies and optimizations", 1995, doi:10.1016/0306-4573(95)00020-H (MaxScore), list by list.</remarks>
internal sealed unsafe class LeadingLists(SegmentPlan plan, DocumentScorer scorer)
{
    /// <summary>Lists that more than this part of the documents have are left to bounds of ranges.</summary>
    private const int ShortPart = 128;

    /// <summary>A filter may lead when it is so short that all its documents' bounds cost less than ranges without any would.</summary>
    private const int FilterPart = 64;

    /// <summary>Lists that say little and have no more than this part of the documents are sooner looked at than a threshold is found.</summary>
    private const int LightPart = 16_384;

    /// <summary>After how many documents the budget is asked.</summary>
    private const int BudgetInterval = 4_096;

    private readonly MatchNode _root = plan.Root!;
    private readonly bool _isOfAlternatives = plan.Root is MatchGroup { IsOfAlternatives: true };
    private readonly OverlapNode[] _periods = (plan.Root as MatchGroup)?.Periods ?? [];
    private int[] _byWeight = [];
    private readonly byte* _codes = plan.Arena.Take((long)scorer.Leaves.Length * RangeKernels.Count);

    /// <summary>Whether lists would be visited that say little, so that a threshold from other documents is worth its cost.</summary>
    public static bool HasLight(SegmentPlan plan)
    {
        if (plan.Root is not MatchGroup { IsOfAlternatives: true })
            return false;
        double most = 0;
        foreach (var leaf in plan.Leaves)
            most = Math.Max(most, leaf.MaxWeight);
        foreach (var leaf in plan.Leaves)
        {
            if (leaf.MaxWeight < most / 2 && leaf.Cost > plan.MaxDoc / LightPart && leaf.Cost <= plan.MaxDoc / ShortPart)
                return true;
        }
        return false;
    }

    /// <summary>Visits the lists.</summary>
    /// <returns>Whether nothing else can be among the best; false also when the budget ran out, as it then tells.</returns>
    public bool Run(SearchBudget budget)
    {
        if (RequiredLists.Find(_root, (int)(plan.MaxDoc / ShortPart * plan.Costs.Leading), (int)(plan.MaxDoc / FilterPart * plan.Costs.Leading)) is { } required)
        {
            foreach (var list in required)
            {
                if (!Visit(list.Reader, list.Leaf, budget))
                    return false;
            }
            return true;
        }
        var alternatives = (_root as MatchGroup)?.RequiredAlternatives;
        // The documents of words that only score need not match.
        if (alternatives is null && plan.HasManyLeavesBeside)
            return false;
        _byWeight = ScoringLeaf.ByWeight(scorer.Leaves);
        var leaves = alternatives?.AlternativeLeaves() ?? scorer.Leaves.ToArray();
        Array.Sort(leaves, (x, y) => x.Cost.CompareTo(y.Cost));
        var lists = new List<(ListReader Reader, ScoringLeaf? Leaf)>();
        foreach (var leaf in leaves)
        {
            if (RemainingBound() < scorer.Threshold)
                return true;
            lists.Clear();
            if (!leaf.TryAddLists(lists) || !AreShort(lists))
                return false;
            foreach (var (reader, own) in lists)
            {
                if (!Visit(reader, own, budget))
                    return false;
            }
        }
        return true;
    }

    private bool AreShort(List<(ListReader Reader, ScoringLeaf? Leaf)> lists)
    {
        long documents = 0;
        foreach (var (reader, _) in lists)
            documents += reader.DocFreq;
        return documents <= plan.MaxDoc / ShortPart * plan.Costs.Leading;
    }

    /// <summary>Scores the documents of a list that no list visited before has.</summary>
    /// <returns>False when the budget ran out.</returns>
    private bool Visit(ListReader list, ScoringLeaf? leaf, SearchBudget budget)
    {
        // The codes of the whole segment say at once what most documents cannot reach.
        int others = 0;
        foreach (var other in scorer.Leaves)
            others += other == leaf || other.IsVisited ? 0 : ScoreUnits.Bound(other.LargestCode, other.UnitWeight);
        foreach (var reward in scorer.Rewards)
            others += reward.Bound(reward.First.LargestCode, reward.Second.LargestCode);
        var own = leaf as TermLeaf;
        var common = own is null ? null : (_root as MatchGroup)?.OtherTerms(own);
        int count = list.DocFreq;
        int threshold = 0, leastCode = 1;
        int asked = 0;
        for (int index = 0; index < count; index++)
        {
            // Places of low codes are passed over, so that these do not count.
            if (++asked % BudgetInterval == 0 && budget.IsExceeded())
                return false;
            if (scorer.Threshold != threshold)
            {
                threshold = scorer.Threshold;
                leastCode = leaf is null ? 1 : ScoreUnits.LeastCode(threshold - others, leaf.UnitWeight);
            }
            if (own is not null && leastCode > 1)
            {
                index = own.Term.NextFrom(index, leastCode);
                if (index == count)
                    break;
            }
            int doc = (int)list.Doc(index);
            if (common is not null ? CanBeCommon(own!, index, common, doc) : CanReach(leaf, own, index, others, doc))
            {
                if (!IsInPeriods(doc))
                    continue;
                list.SetDocument(doc, index);
                if (!CanReachWithout(doc))
                    continue;
                _root.LoadDocument(doc);
                int bit = doc & 63;
                if (((_root.May >> bit) & 1) != 0 && scorer.Bound(doc, bit) >= scorer.Threshold)
                    scorer.Consider(doc, bit);
            }
        }
        scorer.SetVisited(list, leaf);
        return true;
    }

    private bool IsInPeriods(int doc)
    {
        foreach (var period in _periods)
        {
            if (!period.Has(doc))
                return false;
        }
        return true;
    }

    /// <summary>Whether a document of a list, which was not looked at before, can reach the threshold by the codes around it.</summary>
    private bool CanReach(ScoringLeaf? leaf, TermLeaf? own, int index, int others, int doc)
    {
        int bound = leaf is null ? 0 : ScoreUnits.Bound(own?.Term.CodeAt(index, doc) ?? leaf.CodeNear(doc), leaf.UnitWeight);
        return bound + others >= scorer.Threshold && bound + NearBound(leaf, doc) >= scorer.Threshold && !scorer.IsVisited(doc);
    }

    /// <summary>
    /// Whether a document reaches the threshold without the leaves that it does not have. They are asked one after the other, the largest first, so
    /// that few are.
    /// </summary>
    private bool CanReachWithout(int doc)
    {
        if (!_isOfAlternatives)
            return true;
        int rest = RewardsNear(doc);
        foreach (var leaf in scorer.Leaves)
            rest += leaf.IsVisited ? 0 : ScoreUnits.Bound(leaf.CodeNear(doc), leaf.UnitWeight);
        ulong lost = 0;
        for (int i = 0; i < _byWeight.Length && rest >= scorer.Threshold; i++)
        {
            var leaf = scorer.Leaves[_byWeight[i]];
            if (leaf.IsVisited)
                continue;
            leaf.LoadDocument(doc);
            if ((leaf.May >> doc & 1) != 0)
                continue;
            rest -= ScoreUnits.Bound(leaf.CodeNear(doc), leaf.UnitWeight);
            ulong own = scorer.RewardsWith[_byWeight[i]] & ~lost;
            lost |= own;
            for (; own != 0; own &= own - 1)
                rest -= NearBound(scorer.Rewards[BitOperations.TrailingZeroCount(own)], doc);
        }
        return rest >= scorer.Threshold;
    }

    /// <summary>The same where only terms are required: whether all have the document too.</summary>
    private bool CanBeCommon(TermLeaf own, int index, TermLeaf[] terms, int doc)
    {
        if (scorer.Threshold > 1)
        {
            int bound = ScoreUnits.Bound(own.Term.CodeAt(index, doc), own.UnitWeight);
            foreach (var term in terms)
                bound += ScoreUnits.Bound(term.Term.CodeNear(doc), term.UnitWeight);
            if (bound + RewardsNear(doc) < scorer.Threshold)
                return false;
        }
        foreach (var term in terms)
        {
            if ((term.Term.Reader.MaskOf(doc) >> doc & 1) == 0)
                return false;
        }
        return true;
    }

    /// <summary>What the other leaves add at most, from the codes of the ranges that a document is in, whose size is each term's own; less than all bounds when it lacks a required one.</summary>
    private int NearBound(ScoringLeaf? leaf, int doc)
    {
        int bound = 0;
        foreach (var other in scorer.Leaves)
        {
            if (other == leaf || other.IsVisited)
                continue;
            int code = other.CodeNear(doc);
            if (code == 0 && other.IsRequired)
                return int.MinValue / 2;
            bound += ScoreUnits.Bound(code, other.UnitWeight);
        }
        return bound + RewardsNear(doc);
    }

    private int RewardsNear(int doc)
    {
        int bound = 0;
        foreach (var reward in scorer.Rewards)
            bound += NearBound(reward, doc);
        return bound;
    }

    private static int NearBound(SegmentReward reward, int doc) => reward.Bound(reward.First.CodeNear(doc), reward.Second.CodeNear(doc));

    /// <summary>The bound of a document that has none of the visited leaves.</summary>
    private int RemainingBound()
    {
        ushort* sums = stackalloc ushort[RangeKernels.Count];
        new Span<ushort>(sums, RangeKernels.Count).Clear();
        for (int i = 0; i < scorer.Leaves.Length; i++)
        {
            byte* own = _codes + i * RangeKernels.Count;
            new Span<byte>(own, RangeKernels.Count).Fill((byte)(scorer.Leaves[i].IsVisited ? 0 : scorer.Leaves[i].LargestCode));
            scorer.Leaves[i].LookAt(own);
        }
        _root.AddBounds(sums);
        int bound = sums[0];
        if (bound == 0)
            return 0;
        foreach (var reward in scorer.Rewards)
            bound += reward.Bound(reward.First.LargestCode, reward.Second.LargestCode);
        return bound;
    }
}
