using System.Numerics;
using Search.Core.Postings;
using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>
/// Adds to the best documents those that match without a clause that scores. Documents that score more than 0 have been found
/// before, and of those with 0 the first by number are enough.
/// </summary>
internal sealed class UnscoredMatches(List<SegmentPlan> segments, TopScores top)
{
    /// <summary>After how many windows the budget is asked.</summary>
    private const int BudgetInterval = 16;

    /// <summary>Whether the documents of a segment can be found so: rewards are for documents that no bound tells of.</summary>
    public static bool Covers(SegmentPlan segment) =>
        segment.Root!.MatchesUnscored && segment.Rewards.Count == 0 && (segment.UnitSize > 0 || segment.Leaves.Count == 0);

    /// <summary>Adds them.</summary>
    /// <returns>False when the budget ran out.</returns>
    public bool Run(SearchBudget budget)
    {
        HashSet<int>? known = null;
        int visited = 0;
        foreach (var segment in segments)
        {
            if (!segment.Root!.MatchesUnscored)
                continue;
            var matches = new WindowMatches(segment);
            var scorer = new ExactScorer(segment);
            for (int window = 0; window < matches.WindowCount; window++)
            {
                int first = window << PostingsRules.CoarseShift;
                if (!top.Takes(new ScoredDocument(segment.DocBase + first, 0)))
                    break;
                if (++visited % BudgetInterval == 0 && budget.IsExceeded())
                    return false;
                known ??= Known();
                if (matches.Load(window))
                    Visit(segment, matches, scorer, first, known);
            }
        }
        return true;
    }

    private HashSet<int> Known()
    {
        var known = new HashSet<int>(top.Documents.Length);
        foreach (var document in top.Documents)
            known.Add(document.DocId);
        return known;
    }

    private void Visit(SegmentPlan segment, WindowMatches matches, ExactScorer scorer, int windowFirst, HashSet<int> known)
    {
        for (int i = 0; i < RangeKernels.Count; i++)
        {
            int first = windowFirst + (i << 6);
            ulong wanted = matches.May(i);
            if (wanted == 0)
                continue;
            if (!top.Takes(new ScoredDocument(segment.DocBase + first, 0)))
                return;
            for (ulong left = matches.Matching(i, wanted); left != 0; left &= left - 1)
            {
                int doc = first + BitOperations.TrailingZeroCount(left);
                if (!top.Takes(new ScoredDocument(segment.DocBase + doc, 0)))
                    return;
                if (!known.Contains(segment.DocBase + doc))
                    top.Add(segment.DocBase + doc, scorer.Score(doc));
            }
        }
    }
}
