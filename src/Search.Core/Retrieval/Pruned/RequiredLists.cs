namespace Search.Core.Retrieval;

/// <summary>Finds the shortest lists one of which every document that matches has.</summary>
internal static class RequiredLists
{
    /// <summary>Finds them.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="limit">How many documents they may have together.</param>
    /// <param name="filterLimit">How many they may have when they are of a filter.</param>
    /// <returns>The lists, each with the leaf whose documents are in it, if any; null when there are none that are short enough.</returns>
    public static List<(ListReader Reader, ScoringLeaf? Leaf)>? Find(MatchNode root, long limit, long filterLimit)
    {
        List<(ListReader, ScoringLeaf?)>? best = null;
        long bestCost = long.MaxValue;
        Look(root);
        return best;

        void Look(MatchNode node)
        {
            if (node is MatchGroup { IsDisjunction: false } group)
            {
                foreach (var required in group.Required)
                    Look(required);
                return;
            }
            if (node == root && node is MatchGroup)
                return;
            if (node.Cost >= bestCost || node.Cost > (node is FilterNode ? filterLimit : limit))
                return;
            var lists = new List<(ListReader, ScoringLeaf?)>();
            if (TryAdd(node, lists))
                (best, bestCost) = (lists, node.Cost);
        }
    }

    private static bool TryAdd(MatchNode node, List<(ListReader Reader, ScoringLeaf? Leaf)> lists)
    {
        switch (node)
        {
            case ScoringLeaf leaf:
                return leaf.TryAddLists(lists);
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
}
