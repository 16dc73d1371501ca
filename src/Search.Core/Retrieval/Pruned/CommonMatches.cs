namespace Search.Core.Retrieval;

/// <summary>Scores documents of a conjunction in which phrases stand beside other leaves, one by one.</summary>
internal sealed unsafe class CommonMatches(MatchNode root, DocumentScorer scorer) : ICommonScorer
{
    /// <inheritdoc/>
    public int AtOnce => CommonCandidates.FewAtOnce;

    /// <inheritdoc/>
    public void Consider(uint* docs, int* bounds, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int doc = (int)docs[i];
            root.LoadDocument(doc);
            int bit = doc & 63;
            if (((root.May >> bit) & 1) != 0)
                scorer.Consider(doc, bit);
        }
    }
}
