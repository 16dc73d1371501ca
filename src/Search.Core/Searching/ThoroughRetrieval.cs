using Search.Core.Analysis;
using Search.Core.Indexing;
using Search.Core.Matching;
using Search.Core.Retrieval;

namespace Search.Core.Searching;

/// <summary>What <see cref="RankingProfile.Thorough"/> searches for: the plan with words that its best articles have in common.</summary>
internal static class ThoroughRetrieval
{
    /// <summary>Adds words that the best articles have in common.</summary>
    public static QueryPlan Expand(AnalysisChain chain, Snapshot snapshot, RankingOptions ranking, QueryPlan plan, SearchBudget budget)
    {
        var best = Retriever.Search(snapshot.Reader, plan, new RetrievalRequest { K = RelevanceFeedback.Articles, CountLimit = 0 }, budget).Documents;
        return best.Count == 0 ? plan
            : FeedbackPlanner.Expand(plan, snapshot.Reader, ranking, RelevanceFeedback.Terms(chain, snapshot, best, budget));
    }
}
