namespace Search.Core.Retrieval;

/// <summary>The exact scores of single documents of a segment that match, in any order.</summary>
internal sealed class ExactScorer(SegmentPlan plan)
{
    private readonly RecencyScorer _recency = new(plan.Recency, plan.Reader);

    /// <summary>The score of a document that matches.</summary>
    public float Score(int doc)
    {
        if (plan.Leaves.Count + plan.Rewards.Count == 0)
            return 0;
        plan.Root!.LoadDocument(doc);
        int bit = doc & 63;
        double sum = 0;
        foreach (var leaf in plan.Leaves)
        {
            if (((leaf.May >> bit) & 1) != 0 && leaf.IsGuarded(doc, bit))
            {
                // Phrases are asked for the bound first, which goes to the document.
                double upper = leaf.UpperBound(doc, bit);
                sum += leaf.IsBoundExact ? upper : leaf.Score(doc, bit);
            }
        }
        foreach (var reward in plan.Rewards)
        {
            sum += reward.Score(doc);
        }
        return (float)(sum * _recency.Factor(doc));
    }
}
