using Lucene.Net.Index;
using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>
/// Runs plans over segments of our codec by bounds: the same documents, order, scores and counts as <see cref="ExhaustiveRetriever"/>, without
/// looking at what cannot be among the best. Segments share the threshold.
/// </summary>
internal static class PrunedRetriever
{
    /// <summary>How many windows of 4,096 documents are sampled for a threshold.</summary>
    private const int SampledWindows = 4;

    /// <summary>Finds the best documents of a plan.</summary>
    /// <returns>Null when the plan, the request or a segment is of a kind that is not covered.</returns>
    public static RetrievalResult? TrySearch(IndexReader reader, QueryPlan plan, RetrievalRequest request, SearchBudget budget)
    {
        if (!CoversOrder(request) || !SegmentPlan.Covers(plan.Root))
            return null;
        if (request is { K: 0, CountLimit: > 0 } && plan.Root is TermPlan term && !reader.HasDeletions)
            return new RetrievalResult([], Math.Min(term.Term.DocFreq, request.CountLimit), term.Term.DocFreq <= request.CountLimit, IsPartial: false);
        using var arena = ScratchArena.Rent();
        var leaves = reader.Leaves;
        var segments = new List<SegmentPlan>(leaves.Count);
        for (int i = 0; i < leaves.Count; i++)
        {
            if (SegmentPlan.TryOpen(plan, leaves[i], arena, request.Costs) is not { } segment)
                return null;
            if (segment.Root is null)
                continue;
            if (request is { K: > 0, Order.Kind: SortKind.Score } && !CoversScores(segment))
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

        ScoredDocument[] documents = [];
        if (request.K > 0 && isComplete)
        {
            isComplete = request.Order.Kind == SortKind.Score
                ? FindByScore(segments, plan, request, arena, budget, out documents)
                : FindByValue(segments, request, budget, out documents);
        }
        // The pointers into columns of values are good until here.
        GC.KeepAlive(segments);
        bool isEmpty = segments.Count == 0 || (request is { K: > 0, After: null, AfterValue: null } && documents.Length == 0);
        bool isExact = isComplete && (request.CountLimit == 0 ? isEmpty : count <= request.CountLimit);
        return new RetrievalResult(documents, Math.Min(count, request.CountLimit), isExact, !isComplete);
    }

    private static bool CoversOrder(RetrievalRequest request) =>
        request.Order.Kind == SortKind.Score || (request.After is null && (request.Order.Kind == SortKind.Number || request.K == 0));

    private static bool CoversScores(SegmentPlan segment) =>
        segment.Root!.MatchesUnscored ? UnscoredMatches.Covers(segment) : segment.UnitSize > 0;

    private static bool FindByScore(
        List<SegmentPlan> segments, QueryPlan plan, RetrievalRequest request, ScratchArena arena, SearchBudget budget, out ScoredDocument[] documents)
    {
        var top = new TopScores(request.K, request.After, arena);
        bool isComplete = true;
        // The largest first: the threshold that it gives spares the others most.
        segments.Sort((x, y) => x.MaxDoc != y.MaxDoc ? y.MaxDoc.CompareTo(x.MaxDoc) : x.DocBase.CompareTo(y.DocBase));
        for (int i = 0; i < segments.Count && isComplete; i++)
        {
            if (segments[i].UnitSize == 0)
                continue;
            var recency = new RecencyScorer(plan.Recency, segments[i].Reader);
            bool isOfWords = BestOfWords.Covers(segments[i]);
            if (!isOfWords && LeadingLists.HasLight(segments[i]))
            {
                // Some of the best documents tell a threshold that spares most documents of lists that say little.
                var sample = new TopScores(request.K, request.After, arena);
                new BestRanges(segments[i], new DocumentScorer(segments[i], sample, recency)).Sample(SampledWindows);
                top.Raise(sample.Threshold);
            }
            var scorer = new DocumentScorer(segments[i], top, recency);
            if (BestOfTerm.TryStart(segments[i], scorer) is { } term)
                isComplete = term.Run(budget);
            else if (BestCommon.TryStart(segments[i], scorer) is { } common)
                isComplete = common.Run(budget);
            else if (BestOfAny.TryStart(segments[i], scorer) is { } any)
                isComplete = any.Run(budget);
            else if (isOfWords)
                isComplete = BestOfWords.Start(segments[i], scorer).Run(budget);
            else
                isComplete = new LeadingLists(segments[i], scorer).Run(budget)
                    || (!budget.WasExceeded && new BestRanges(segments[i], scorer).Run(budget));
        }
        isComplete = isComplete && new UnscoredMatches(segments, top).Run(budget);
        documents = top.ToArray();
        return isComplete;
    }

    private static bool FindByValue(List<SegmentPlan> segments, RetrievalRequest request, SearchBudget budget, out ScoredDocument[] documents)
    {
        var values = new BestValues(segments, request.Order, request.K, request.AfterValue);
        bool isComplete = values.Run(budget);
        documents = values.Score();
        return isComplete;
    }
}
