namespace Search.Core.Retrieval;

/// <summary>
/// Lists one of which every document that matches has, when they are so short that it is cheaper to look at their documents' ranges
/// alone than to bound all ranges.
/// </summary>
internal sealed class Lead
{
    /// <summary>A filter says nothing about scores: it leads when it has at most this part of the documents.</summary>
    private const int FilterPart = 64;

    private readonly List<ListReader> _lists = [];

    /// <summary>Finds the shortest.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="windows">The windows of the segment: bounding them costs about as much as looking at so many ranges.</param>
    /// <param name="maxDoc">The documents of the segment.</param>
    /// <returns>Null when there is none that is short enough.</returns>
    public static Lead? TryFind(MatchNode root, int windows, int maxDoc)
    {
        Lead? best = null;
        long bestCost = long.MaxValue;
        Consider(root);
        return best;

        void Consider(MatchNode node)
        {
            if (node is MatchGroup { IsDisjunction: false } group)
            {
                foreach (var required in group.Required)
                    Consider(required);
                return;
            }
            long limit = node is FilterNode ? maxDoc / FilterPart : windows;
            if (node.Cost < bestCost && node.Cost <= limit)
            {
                var lead = new Lead();
                if (lead.TryAdd(node))
                    (best, bestCost) = (lead, node.Cost);
            }
        }
    }

    /// <summary>The first range from one on with a document of the lists; -1 when there is none.</summary>
    public int NextRange(int from)
    {
        uint first = uint.MaxValue;
        foreach (var list in _lists)
        {
            int index = list.FirstFrom((uint)from << 6);
            if (index < list.DocFreq)
                first = Math.Min(first, list.Doc(index));
        }
        return first == uint.MaxValue ? -1 : (int)(first >> 6);
    }

    private bool TryAdd(MatchNode node)
    {
        switch (node)
        {
            case TermLeaf leaf:
                return TryAdd(leaf.Term.Reader);
            case PhraseLeaf phrase:
                return TryAdd(phrase.Rarest);
            case UnscoredNode unscored:
                return TryAdd(unscored.Child);
            case ListsNode lists:
                foreach (var list in lists.Lists)
                {
                    if (!TryAdd(list))
                        return false;
                }
                return true;
            case MatchGroup { IsDisjunction: true } group:
                foreach (var optional in group.Optional)
                {
                    if (!TryAdd(optional))
                        return false;
                }
                return true;
            default:
                return false;
        }
    }

    private bool TryAdd(ListReader list)
    {
        if (list.IsBitmap || _lists.Count == MaxLists)
            return false;
        _lists.Add(list);
        return true;
    }

    /// <summary>Each range costs a search in each list.</summary>
    private const int MaxLists = 8;
}
