using Lucene.Net.Index;

namespace Search.Core.Retrieval;

/// <summary>
/// Runs plans: the seam behind which the algorithms stand. Whatever it chooses, the result is that of <see cref="ExhaustiveRetriever"/>
/// (docs/decisions/0005-own-retrieval.md).
/// </summary>
internal static class Retriever
{
    /// <summary>After how many candidates the budget is asked.</summary>
    private const int BudgetInterval = 4_096;

    /// <summary>Finds the best documents of a plan.</summary>
    /// <param name="reader">The snapshot that the plan was made for.</param>
    /// <param name="plan">What to retrieve.</param>
    /// <param name="request">How much of it.</param>
    /// <param name="budget">When to stop.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static RetrievalResult Search(IndexReader reader, QueryPlan plan, RetrievalRequest request, SearchBudget budget) =>
        PrunedRetriever.TrySearch(reader, plan, request, budget) ?? ExhaustiveRetriever.Search(reader, plan, request, budget);

    /// <summary>The numbers of all documents of a plan, ascending, over all segments; fewer when the budget runs out, as it then tells.</summary>
    /// <param name="reader">The snapshot that the plan was made for.</param>
    /// <param name="plan">What to retrieve.</param>
    /// <param name="budget">When to stop.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static IEnumerable<int> MatchingDocuments(IndexReader reader, QueryPlan plan, SearchBudget budget)
    {
        using var scratch = new ScratchBuffers();
        int untilBudget = 0;
        foreach (var leaf in reader.Leaves)
        {
            if (CursorFactory.Open(plan.Root, new Segment(leaf, scratch)) is not { } cursor)
                continue;
            for (int doc = cursor.Next(); doc != Cursor.End; doc = cursor.Next())
            {
                if (untilBudget-- == 0)
                {
                    if (budget.IsExceeded())
                        yield break;
                    untilBudget = BudgetInterval;
                }
                if (cursor.Matches())
                    yield return leaf.DocBase + doc;
            }
        }
    }

    /// <summary>Where a document's score comes from: its details are the leaf contributions in the order in which they are added, and what recency adds to them.</summary>
    /// <param name="reader">The snapshot that the plan was made for.</param>
    /// <param name="plan">The plan that found the document.</param>
    /// <param name="docId">The number in the snapshot.</param>
    /// <returns>Null when the document does not match.</returns>
    public static Explanation? Explain(IndexReader reader, QueryPlan plan, int docId)
    {
        using var scratch = new ScratchBuffers();
        var leaf = reader.Leaves[ReaderUtil.SubIndex(docId, reader.Leaves)];
        var segment = new Segment(leaf, scratch);
        int doc = docId - leaf.DocBase;
        if (CursorFactory.Open(plan.Root, segment) is not { } cursor || !cursor.Contains(doc))
            return null;

        var contributions = new List<Explanation>();
        cursor.Explain(segment, contributions);
        new ProximityScorer(plan.Rewards, segment).Explain(doc, contributions);
        double sum = 0;
        foreach (var contribution in contributions)
            sum += contribution.Value;
        double score = sum * new RecencyScorer(plan.Recency, segment.Reader).Factor(doc);
        if (score != sum)
            contributions.Add(Contribution.OfRecency(score - sum, score / sum));
        return new Explanation((float)score, "the sum of what is below", contributions);
    }
}
