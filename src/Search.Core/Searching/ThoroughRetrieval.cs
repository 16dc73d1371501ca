using Search.Core.Analysis;
using Search.Core.Indexing;
using Search.Core.Matching;
using Search.Core.Retrieval;

namespace Search.Core.Searching;

/// <summary>The searches of <see cref="RankingProfile.Thorough"/>: the plan with words that the best articles have in common, then its best in the order of smoothed scores.</summary>
internal static class ThoroughRetrieval
{
    /// <summary>Adds words that the best articles have in common.</summary>
    public static QueryPlan Expand(AnalysisChain chain, Snapshot snapshot, RankingOptions ranking, QueryPlan plan, SearchBudget budget)
    {
        var best = Retriever.Search(snapshot.Reader, plan, new RetrievalRequest { K = RelevanceFeedback.Articles, CountLimit = 0 }, budget).Documents;
        return best.Count == 0 ? plan
            : FeedbackPlanner.Expand(plan, snapshot.Reader, ranking, RelevanceFeedback.Terms(chain, snapshot, best, budget));
    }

    /// <summary>
    /// The best of a plan: first those that are the best by its own scores, in the order of their smoothed ones, then the others by their own. It is one order,
    /// however it is cut into pages. When time runs out before the best are read, all are in the order of their own scores.
    /// </summary>
    public static RetrievalResult Search(AnalysisChain chain, Snapshot snapshot, RankingOptions ranking, QueryPlan plan, RetrievalRequest request, SearchBudget budget)
    {
        var first = Retriever.Search(snapshot.Reader, plan, request with { K = NeighbourSmoothing.Articles, After = null }, budget);
        if (first.IsPartial || ArticleVectors.Similarities(chain, snapshot, ranking, first.Documents, budget) is not { } similarities)
            return Retriever.Search(snapshot.Reader, plan, request, budget);
        var best = NeighbourSmoothing.Smooth(first.Documents, similarities);
        int from = 0;
        if (request.After is { } after)
        {
            from = best.FindIndex(document => document.DocId == after.DocId) + 1;
            if (from == 0)
                return Retriever.Search(snapshot.Reader, plan, request with { CountLimit = 0 }, budget) with { Count = first.Count, CountIsExact = first.CountIsExact };
        }
        int taken = Math.Min(request.K, best.Count - from);
        var documents = best.GetRange(from, taken);
        bool isPartial = false;
        if (taken < request.K && best.Count == NeighbourSmoothing.Articles)
        {
            var rest = Retriever.Search(snapshot.Reader, plan, request with { K = request.K - taken, After = first.Documents[^1], CountLimit = 0 }, budget);
            documents.AddRange(rest.Documents);
            isPartial = rest.IsPartial;
        }
        return first with { Documents = documents, IsPartial = isPartial };
    }

    /// <summary>How the score of a document came about, whose own score is explained.</summary>
    public static Explanation Explain(Explanation own, float score)
    {
        var part = Scaled(own, 1 - NeighbourSmoothing.Share);
        return new Explanation(score, "its own score, and the scores of the articles most like it", [
            part with { Value = own.Details.Count == 0 ? part.Value : part.Details.Sum(detail => detail.Value), Description = $"{1 - NeighbourSmoothing.Share:0.##} times its own score, {own.Value:0.####}: each part below is counted so" },
            new Explanation(score - part.Value, $"{NeighbourSmoothing.Share:0.##} times the mean score of the {NeighbourSmoothing.Neighbours} articles most like it among the {NeighbourSmoothing.Articles} best", []),
        ]);
    }

    private static Explanation Scaled(Explanation explanation, double factor) =>
        explanation with { Value = factor * explanation.Value, Details = [.. explanation.Details.Select(detail => Scaled(detail, factor))] };
}
