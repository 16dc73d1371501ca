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

    /// <summary>After how many documents the budget is asked.</summary>
    private const int BudgetInterval = 4_096;

    private readonly MatchNode _root = plan.Root!;

    /// <summary>Visits the lists.</summary>
    /// <returns>Whether nothing else can be among the best; false also when the budget ran out, as it then tells.</returns>
    public bool Run(SearchBudget budget)
    {
        if (Required() is { } required)
        {
            foreach (var list in required)
            {
                if (!Visit(list.Reader, list.Leaf, budget))
                    return false;
            }
            return true;
        }
        var leaves = scorer.Leaves.ToArray();
        Array.Sort(leaves, (x, y) => x.Cost.CompareTo(y.Cost));
        foreach (var leaf in leaves)
        {
            if (RemainingBound() < scorer.Threshold)
                return true;
            if (leaf.Rarest is not { IsBitmap: false } reader || reader.DocFreq > plan.MaxDoc / ShortPart || !Visit(reader, leaf, budget))
                return false;
        }
        return true;
    }

    /// <summary>The lists that every document that matches has one of: the shortest such set, when it is short.</summary>
    private List<(ListReader Reader, ScoringLeaf? Leaf)>? Required()
    {
        List<(ListReader, ScoringLeaf?)>? best = null;
        long bestCost = long.MaxValue;
        Look(_root);
        return best;

        void Look(MatchNode node)
        {
            if (node is MatchGroup { IsDisjunction: false } group)
            {
                foreach (var required in group.Required)
                    Look(required);
                return;
            }
            if (node == _root && node is MatchGroup)
                return;
            long limit = plan.MaxDoc / (node is FilterNode ? FilterPart : ShortPart);
            var lists = new List<(ListReader, ScoringLeaf?)>();
            if (node.Cost < bestCost && node.Cost <= limit && TryAdd(node, lists))
                (best, bestCost) = (lists, node.Cost);
        }
    }

    private static bool TryAdd(MatchNode node, List<(ListReader Reader, ScoringLeaf? Leaf)> lists)
    {
        switch (node)
        {
            case ScoringLeaf leaf:
                if (leaf.Rarest is not { IsBitmap: false } reader)
                    return false;
                lists.Add((reader, leaf));
                return true;
            case UnscoredNode unscored:
                int count = lists.Count;
                if (!TryAdd(unscored.Child, lists))
                    return false;
                for (int i = count; i < lists.Count; i++)
                    lists[i] = (lists[i].Reader, null);
                return true;
            case ListsNode listsNode:
                foreach (var list in listsNode.Lists)
                {
                    if (list.IsBitmap)
                        return false;
                    lists.Add((list, null));
                }
                return true;
            case MatchGroup { IsDisjunction: true } group:
                foreach (var optional in group.Optional)
                {
                    if (!TryAdd(optional, lists))
                        return false;
                }
                return true;
            default:
                return false;
        }
    }

    /// <summary>Scores the documents of a list that no list visited before has.</summary>
    /// <returns>False when the budget ran out.</returns>
    private bool Visit(ListReader list, ScoringLeaf? leaf, SearchBudget budget)
    {
        // The codes of the whole segment say at once what most documents cannot reach.
        int others = 0;
        foreach (var other in scorer.Leaves)
            others += other == leaf || other.IsVisited ? 0 : other.UnitWeight * other.LargestCode;
        foreach (var reward in scorer.Rewards)
            others += reward.UnitWeight * SegmentReward.Code(reward.First.LargestCode, reward.Second.LargestCode);
        var own = (leaf as TermLeaf)?.Term;
        int count = list.DocFreq;
        for (int index = 0; index < count; index++)
        {
            if (index % BudgetInterval == BudgetInterval - 1 && budget.IsExceeded())
                return false;
            if (own is not null)
            {
                index = own.NextFrom(index, LeastCode(leaf!.UnitWeight, others));
                if (index == count)
                    break;
            }
            int doc = (int)list.Doc(index);
            int bound = leaf is null ? 0 : leaf.UnitWeight * (own?.CodeAt(index, doc) ?? leaf.CodeNear(doc));
            if (bound + others < scorer.Threshold || bound + NearBound(leaf, doc) < scorer.Threshold || scorer.IsVisited(doc))
                continue;
            _root.LoadDocument(doc);
            int bit = doc & 63;
            if (((_root.May >> bit) & 1) != 0 && scorer.Bound(doc, bit) >= scorer.Threshold)
                scorer.Consider(doc, bit);
        }
        scorer.SetVisited(list, leaf);
        return true;
    }

    /// <summary>The least code with which a document of a list may reach the threshold.</summary>
    private int LeastCode(int unitWeight, int others) => Math.Max(1, (scorer.Threshold - others + unitWeight - 1) / unitWeight);

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
            bound += other.UnitWeight * code;
        }
        foreach (var reward in scorer.Rewards)
            bound += reward.UnitWeight * SegmentReward.Code(reward.First.CodeNear(doc), reward.Second.CodeNear(doc));
        return bound;
    }

    /// <summary>The bound of a document that has none of the visited leaves.</summary>
    private int RemainingBound()
    {
        ushort* sums = stackalloc ushort[RangeKernels.Count];
        byte* codes = stackalloc byte[scorer.Leaves.Length * RangeKernels.Count];
        new Span<ushort>(sums, RangeKernels.Count).Clear();
        for (int i = 0; i < scorer.Leaves.Length; i++)
        {
            byte* own = codes + i * RangeKernels.Count;
            new Span<byte>(own, RangeKernels.Count).Fill((byte)(scorer.Leaves[i].IsVisited ? 0 : scorer.Leaves[i].LargestCode));
            scorer.Leaves[i].LookAt(own);
        }
        _root.AddBounds(sums);
        int bound = sums[0];
        if (bound == 0)
            return 0;
        foreach (var reward in scorer.Rewards)
            bound += reward.UnitWeight * SegmentReward.Code(reward.First.LargestCode, reward.Second.LargestCode);
        return bound;
    }
}
