using Lucene.Net.Index;

namespace Search.Core.Retrieval;

/// <summary>
/// Runs plans over segments of our codec by bounds: the same documents, order, scores and counts as <see cref="ExhaustiveRetriever"/>, without
/// looking at what cannot be among the best. Segments share the threshold.
/// </summary>
internal static class PrunedRetriever
{
    /// <summary>Finds the best documents of a plan.</summary>
    /// <returns>Null when the plan, the request or a segment is of a kind that is not covered.</returns>
    public static RetrievalResult? TrySearch(IndexReader reader, QueryPlan plan, RetrievalRequest request, SearchBudget budget)
    {
        if (request.Order.Kind != SortKind.Score || !SegmentPlan.Covers(plan.Root))
            return null;
        using var arena = ScratchArena.Rent();
        var segments = new List<SegmentPlan>(reader.Leaves.Count);
        foreach (var leaf in reader.Leaves)
        {
            if (SegmentPlan.TryOpen(plan, leaf, arena) is not { } segment)
                return null;
            if (segment.Root is null)
                continue;
            if (request.K > 0 && (segment.UnitSize == 0 || segment.Root.MatchesUnscored))
                return null;
            segments.Add(segment);
        }

        bool isComplete = true;
        long count = 0;
        for (int i = 0; i < segments.Count && isComplete && request.CountLimit > 0 && count <= request.CountLimit; i++)
        {
            isComplete = new MatchCounter(segments[i]).Run(request.CountLimit - count, budget, out long found);
            count += found;
        }

        var top = new TopScores(request.K, request.After);
        if (request.K > 0)
        {
            // The largest first: the threshold that it gives spares the others most.
            segments.Sort((x, y) => x.MaxDoc != y.MaxDoc ? y.MaxDoc.CompareTo(x.MaxDoc) : x.DocBase.CompareTo(y.DocBase));
            for (int i = 0; i < segments.Count && isComplete; i++)
            {
                var recency = new RecencyScorer(plan.Recency, segments[i].Reader);
                var scorer = new DocumentScorer(segments[i], top, recency);
                isComplete = new LeadingLists(segments[i], scorer).Run(budget)
                    || (!budget.WasExceeded && new BestRanges(segments[i], scorer).Run(budget));
            }
        }
        var documents = top.ToArray();
        bool isEmpty = segments.Count == 0 || (request is { K: > 0, After: null } && documents.Length == 0);
        bool isExact = isComplete && (request.CountLimit == 0 ? isEmpty : count <= request.CountLimit);
        return new RetrievalResult(documents, Math.Min(count, request.CountLimit), isExact, !isComplete);
    }
}
