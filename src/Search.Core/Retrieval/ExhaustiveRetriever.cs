using Lucene.Net.Index;

namespace Search.Core.Retrieval;

/// <summary>
/// Retrieval document at a time and exhaustively: every document that matches is scored by its clauses, over Lucene's public enumerators,
/// whatever the codec. What faster algorithms fall back on, and are held to.
/// </summary>
internal static class ExhaustiveRetriever
{
    /// <summary>After how many candidates the budget is asked.</summary>
    private const int BudgetInterval = 4_096;

    /// <inheritdoc cref="Retriever.Search"/>
    public static RetrievalResult Search(IndexReader reader, QueryPlan plan, RetrievalRequest request, SearchBudget budget)
    {
        if (request is { K: 0, CountLimit: 0 })
            return new RetrievalResult([], 0, CountIsExact: false, IsPartial: false);

        using var scratch = new ScratchBuffers();
        var collector = HitCollector.For(plan, request);
        bool isComplete = true;
        foreach (var leaf in reader.Leaves)
        {
            isComplete = CollectSegment(new Segment(leaf, scratch), plan.Root, collector, budget);
            if (!isComplete)
                break;
        }
        bool isExact = isComplete && collector.Count <= request.CountLimit;
        return new RetrievalResult(collector.ToList(), Math.Min(collector.Count, request.CountLimit), isExact, !isComplete);
    }

    /// <summary>Gives the documents of a segment to a collector.</summary>
    /// <returns>False when the budget ran out.</returns>
    public static bool CollectSegment(Segment segment, PlanNode root, HitCollector collector, SearchBudget budget)
    {
        if (WindowedDisjunction.TryOpen(root, segment) is { } disjunction)
        {
            collector.Enter(segment);
            return disjunction.Run(collector, budget);
        }
        if (CursorFactory.Open(root, segment) is not { } cursor)
            return true;
        collector.Enter(segment);
        return Collect(cursor, collector, budget);
    }

    private static bool Collect(Cursor cursor, HitCollector collector, SearchBudget budget)
    {
        int untilBudget = 0;
        for (int doc = cursor.Next(); doc != Cursor.End; doc = cursor.Next())
        {
            if (untilBudget-- == 0)
            {
                if (budget.IsExceeded())
                    return false;
                untilBudget = BudgetInterval;
            }
            if (!cursor.Matches())
                continue;
            double sum = 0;
            cursor.Score(ref sum);
            collector.Collect(doc, sum);
        }
        return true;
    }
}
