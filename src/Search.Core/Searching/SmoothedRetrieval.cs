using Search.Core.Indexing;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Searching;

/// <summary>
/// The best of a plan: first those that are the best by its own scores, in the order of their smoothed ones, then the others by their own. It is one order,
/// however it is cut into pages. The best end before scores of which not all would be among them, so that they do not depend on the documents' numbers. When time runs out all are
/// in the order of their own scores.
/// </summary>
/// <param name="smoothing">How scores are smoothed.</param>
/// <param name="share">How much of a score is owed to the neighbours, more than 0.</param>
internal sealed class SmoothedRetrieval(NeighbourSmoothing smoothing, double share)
{
    /// <summary>How a search is smoothed by its plan, before anything is added to it; null for not at all.</summary>
    public static SmoothedRetrieval? Of(Snapshot snapshot, RankingOptions ranking, SearchRequest request, QueryPlan plan)
    {
        bool isThorough = request.Profile == RankingProfile.Thorough;
        // A list is folded in one order, and the age of an article is its own: neither is smoothed.
        bool isPlainList = request.Sort == SortOrder.Relevance && !request.Collapse && request.Recency is null;
        bool isWanted = ranking.NeighbourWeight > 0 && isPlainList && plan.Root.Scores && (isThorough || plan.HasAlternatives);
        return isWanted && SnapshotSignatures.AreThere(snapshot.Reader)
            ? new SmoothedRetrieval(isThorough ? NeighbourSmoothing.Thorough : NeighbourSmoothing.Usual, ranking.NeighbourWeight) : null;
    }

    /// <summary>Finds the documents of a page.</summary>
    public RetrievalResult Search(Snapshot snapshot, QueryPlan plan, RetrievalRequest request, SearchBudget budget)
    {
        if (request.K == 0)
            return Retriever.Search(snapshot.Reader, plan, request, budget);
        var first = Retriever.Search(snapshot.Reader, plan, request with { K = smoothing.Articles + 1, After = null }, budget);
        int count = Best(first.Documents);
        Span<ScoredDocument> best = stackalloc ScoredDocument[count];
        if (first.IsPartial || count < NeighbourSmoothing.LeastArticles || !smoothing.TrySmooth(snapshot, first.Documents, share, best))
            return Unsmoothed(snapshot, plan, request, budget, first);
        int from = 0;
        if (request.After is { } after)
        {
            from = PlaceBehind(best, after.DocId);
            if (from == 0)
                return Retriever.Search(snapshot.Reader, plan, request with { CountLimit = 0 }, budget) with { Count = first.Count, CountIsExact = first.CountIsExact };
        }
        int taken = Math.Min(request.K, best.Length - from);
        var documents = best.Slice(from, taken).ToArray();
        bool isPartial = false;
        if (taken < request.K && count < first.Documents.Count)
        {
            var rest = Retriever.Search(snapshot.Reader, plan, request with { K = request.K - taken, After = first.Documents[count - 1], CountLimit = 0 }, budget);
            documents = [.. documents, .. rest.Documents];
            isPartial = rest.IsPartial;
        }
        return first with { Documents = documents, IsPartial = isPartial };
    }

    /// <summary>The place behind a document; 0 where it is not among them.</summary>
    private static int PlaceBehind(ReadOnlySpan<ScoredDocument> documents, int docId)
    {
        for (int i = 0; i < documents.Length; i++)
        {
            if (documents[i].DocId == docId)
                return i + 1;
        }
        return 0;
    }

    /// <summary>How many are smoothed: without those that have the same score as the first one behind them.</summary>
    private int Best(IReadOnlyList<ScoredDocument> documents)
    {
        int count = Math.Min(documents.Count, smoothing.Articles);
        while (count < documents.Count && count > 0 && documents[count - 1].Score == documents[smoothing.Articles].Score)
            count--;
        return count;
    }

    /// <summary>How the score of a document came about, whose own score is explained.</summary>
    public Explanation Explain(Explanation own, float score)
    {
        if ((float)own.Value == score)
            return own;
        var part = Scaled(own, 1 - share);
        return new Explanation(score, "its own score, and the scores of the articles most like it", [
            part with { Value = own.Details.Count == 0 ? part.Value : part.Details.Sum(detail => detail.Value), Description = $"{1 - share:0.##} times its own score, {own.Value:0.####}: each part below is counted so" },
            new Explanation(score - part.Value, $"{share:0.##} times the mean score of the {smoothing.Neighbours} articles most like it among the {smoothing.Articles} best", []),
        ]);
    }

    /// <summary>The documents by their own scores; what was found is not looked for again.</summary>
    private RetrievalResult Unsmoothed(Snapshot snapshot, QueryPlan plan, RetrievalRequest request, SearchBudget budget, RetrievalResult found)
    {
        bool areThere = found.Documents.Count >= request.K || (found.Documents.Count <= smoothing.Articles && !found.IsPartial);
        return request.After is null && areThere ? found with { Documents = [.. found.Documents.Take(request.K)] }
            : Retriever.Search(snapshot.Reader, plan, request, budget);
    }

    private static Explanation Scaled(Explanation explanation, double factor) =>
        explanation with { Value = factor * explanation.Value, Details = [.. explanation.Details.Select(detail => Scaled(detail, factor))] };
}
