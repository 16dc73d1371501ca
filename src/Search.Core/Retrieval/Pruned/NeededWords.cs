using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Looks at the documents that can be among the best by whole lists: of middling words nearly every window has two, and hardly a document. The lists of words that are needed together
/// (<see cref="NeededSets"/>) are met, and of a word that may do alone the ranges are read whose codes are high enough. As <see cref="BestCommon"/>, with rewards for two words and conditions on
/// values. Not thread-safe.
/// </summary>
internal sealed unsafe class NeededWords(SegmentPlan plan, DocumentScorer scorer, WordBounds words, AsideDocuments aside, OverlapNode[] periods, LeadingPairs pairs, WordScorer candidates)
{
    /// <summary>What a window costs beside its part of the lists, as many times what it costs to read a document of a list.</summary>
    private const int WindowCost = 500;

    /// <summary>How many documents are treated at once.</summary>
    private const int AtOnce = BestPostings.Count;

    /// <summary>After how many times as many the budget is asked.</summary>
    private const int BudgetInterval = 32;

    private readonly NeededSets _sets = new(words, scorer, pairs, plan);

    /// <summary>Meets the lists, where that costs less than to visit the windows that reach the threshold.</summary>
    /// <param name="bounds">The bounds of the windows; 0 for those that are done with.</param>
    /// <param name="windows">How many there are.</param>
    /// <param name="budget">When to stop.</param>
    /// <returns>Whether nothing else can be among the best but what is set aside; false also when the budget ran out, as it then tells.</returns>
    public bool TryRun(ushort* bounds, int windows, SearchBudget budget)
    {
        if (!_sets.TryFind(RangeKernels.CountFrom(bounds, windows, scorer.Threshold) * CostOfWindow(plan, words, windows)))
            return false;
        for (int number = 0; number < _sets.Count; number++)
        {
            if (_sets.CanReach() && !_sets.IsMet(_sets[number]) && !Meet(number, bounds, budget))
                return false;
        }
        for (int place = 0; place < _sets.WordCount; place++)
        {
            if (!VisitAlone(place, bounds, budget))
                return false;
        }
        return true;
    }

    /// <summary>What it costs to visit one of some windows, in documents of a list that are read.</summary>
    public static long CostOfWindow(SegmentPlan plan, WordBounds words, int windows)
    {
        long lists = 0;
        foreach (var word in words.Words)
            lists += word.Leaf.IsVisited || word.Term.Reader.IsBitmap ? 0 : word.Term.Reader.DocFreq;
        return (long)((WindowCost + lists / windows) * plan.Costs.Windows);
    }

    /// <summary>Looks at the documents that have all words of a set.</summary>
    /// <returns>False when the budget ran out.</returns>
    private bool Meet(int number, ushort* bounds, SearchBudget budget)
    {
        int set = _sets[number];
        var common = new ListIntersection(_sets.Lists(set), plan.Arena, plan.Costs);
        int* sums = (int*)plan.Arena.Take(common.Most * sizeof(int));
        for (uint first = 0; first < (uint)plan.MaxDoc; first += common.Stretch)
        {
            if (first > 0 && budget.IsExceeded())
                return false;
            int count = common.FindStretch(first, out uint* docs);
            Consider(docs, count, sums, bounds, set, number);
        }
        return true;
    }

    /// <summary>Looks at the documents that have one word and none of the others of which sets are asked.</summary>
    /// <returns>False when the budget ran out.</returns>
    private bool VisitAlone(int place, ushort* bounds, SearchBudget budget)
    {
        int least = _sets.LeastAlone(place);
        if (least > ScoreUnits.MaxCode)
            return true;
        var term = words.Words[_sets.Word(place)].Term;
        uint* docs = plan.Arena.TakeUInts(AtOnce);
        int* sums = (int*)plan.Arena.Take(AtOnce * sizeof(int));
        if (term.HasKept(least))
        {
            BestPostings.Read(term.Reader.List, docs, (uint*)sums);
            Consider(docs, BestPostings.Count, sums, bounds, 1 << place, met: -1);
            return true;
        }
        int batch = 0;
        for (int next = 0; next >= 0;)
        {
            if (++batch % BudgetInterval == 0 && budget.IsExceeded())
                return false;
            int count = term.TakeFrom(ref next, least, docs, AtOnce);
            Consider(docs, count, sums, bounds, 1 << place, met: -1);
        }
        return true;
    }

    /// <summary>Has documents scored in so far as they can be among the best.</summary>
    private void Consider(uint* docs, int count, int* sums, ushort* windows, int set, int met)
    {
        count = KeepReaching(docs, count, sums, windows);
        count = OverlapNode.Keep(periods, docs, sums, count);
        Score(docs, KeepPresent(docs, count, sums, set, met), sums);
    }

    /// <summary>Leaves documents of windows that are not done with whose bounds by the codes around them reach the threshold.</summary>
    private int KeepReaching(uint* docs, int count, int* sums, ushort* windows)
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            uint doc = docs[i];
            if (windows[doc >> PostingsRules.CoarseShift] < scorer.Threshold)
                continue;
            docs[kept] = doc;
            sums[kept] = words.OfNear((int)doc);
            kept += sums[kept] >= scorer.Threshold ? 1 : 0;
        }
        return kept;
    }

    /// <summary>Leaves documents that reach the threshold by the words that they have, and were not looked at before.</summary>
    /// <param name="docs">The documents.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="sums">Their bounds.</param>
    /// <param name="set">Which of the weightiest words all of them have.</param>
    /// <param name="met">How many sets were met before; negative where those with another of the weightiest words were.</param>
    private int KeepPresent(uint* docs, int count, int* sums, int set, int met)
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            uint doc = docs[i];
            docs[kept] = doc;
            sums[kept] = sums[i] < scorer.Threshold ? 0 : BoundOf(doc, set, met);
            kept += sums[kept] >= scorer.Threshold && !scorer.IsVisited((int)doc) && !aside.Has(doc) ? 1 : 0;
        }
        return kept;
    }

    /// <summary>The bound of a document by the words that it has; less than the threshold when it is out of reach, or was looked at with a set before.</summary>
    private int BoundOf(uint doc, int set, int met)
    {
        int bound = words.OfNear((int)doc);
        int had = set;
        for (int place = 0; place < _sets.WordCount && bound >= scorer.Threshold; place++)
        {
            if ((set >> place & 1) != 0 || !words.Keeps(_sets.Word(place), doc, ref bound))
                continue;
            had |= 1 << place;
            if (met < 0 || _sets.IsOfFirst(had, met) || _sets.IsMet(had))
                return 0;
        }
        for (int word = 0; word < words.Words.Length && bound >= scorer.Threshold; word++)
        {
            if (!_sets.Has(word))
                words.Keeps(word, doc, ref bound);
        }
        return bound;
    }

    /// <summary>Has documents scored, those with the highest bounds first.</summary>
    private void Score(uint* docs, int count, int* sums)
    {
        int least = ScoreKernels.LeastOfHighest(sums, count, scorer.Wanted);
        for (int i = 0; i < count; i++)
        {
            if (sums[i] >= least)
                candidates.Add(docs[i], sums[i]);
        }
        candidates.Complete();
        for (int i = 0; i < count && least > 0; i++)
        {
            if (sums[i] < least && sums[i] >= scorer.Threshold)
                candidates.Add(docs[i], sums[i]);
        }
        candidates.Complete();
    }
}
