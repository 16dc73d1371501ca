using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Looks at the documents that have all words without which the threshold is out of reach, by meeting their lists as a whole: of middling words nearly every window has two, and hardly a
/// document. As <see cref="BestCommon"/>, with rewards for two words and conditions on values. Not thread-safe.
/// </summary>
internal sealed unsafe class NeededWords(SegmentPlan plan, DocumentScorer scorer, WordBounds words, AsideDocuments aside, OverlapNode[] periods, WordScorer candidates)
{
    /// <summary>What a window costs, as many times what it costs to read a document of a list.</summary>
    private const int WindowCost = 200;

    /// <summary>How many documents values are compared for at once.</summary>
    private const int AtOnce = 128;

    private readonly bool* _isNeeded = (bool*)plan.Arena.Take(words.Words.Length);

    /// <summary>Meets the lists, where that costs less than to visit the windows that reach the threshold.</summary>
    /// <param name="bounds">The bounds of the windows; 0 for those that are done with.</param>
    /// <param name="windows">How many there are.</param>
    /// <param name="budget">When to stop.</param>
    /// <returns>Whether nothing else can be among the best but what is set aside; false also when the budget ran out, as it then tells.</returns>
    public bool TryRun(ushort* bounds, int windows, SearchBudget budget)
    {
        int count = FindNeeded();
        if (count < 2)
            return false;
        var lists = new ListReader[count];
        for (int i = 0, next = 0; i < words.Words.Length; i++)
        {
            if (_isNeeded[i])
                lists[next++] = words.Words[i].Term.Reader;
        }
        Array.Sort(lists, static (x, y) => x.DocFreq.CompareTo(y.DocFreq));
        if (lists[0].IsBitmap)
            return false;
        var common = new ListIntersection(lists, plan.Arena);
        long reaching = 0;
        for (int window = 0; window < windows; window++)
            reaching += bounds[window] >= scorer.Threshold ? 1 : 0;
        long whole = common.Cost;
        if (reaching * ((long)WindowCost * windows + whole) <= whole * windows)
            return false;
        int* sums = (int*)plan.Arena.Take(common.Most * sizeof(int));
        byte* matches = plan.Arena.Take(AtOnce);
        for (uint first = 0; first < (uint)plan.MaxDoc; first += common.Stretch)
        {
            if (first > 0 && budget.IsExceeded())
                return false;
            int found = common.FindStretch(first);
            found = KeepReaching(common.Docs, found, sums, bounds);
            found = KeepMatching(common.Docs, found, sums, matches);
            Score(common.Docs, KeepPresent(common.Docs, found, sums), sums);
        }
        return true;
    }

    /// <summary>Finds the words without which the threshold is out of reach wherever a document is.</summary>
    private int FindNeeded()
    {
        words.OfRest();
        int count = 0;
        for (int i = 0; i < words.Words.Length; i++)
        {
            _isNeeded[i] = !words.Words[i].Leaf.IsVisited && words.OfCodesWithout(i) < scorer.Threshold;
            count += _isNeeded[i] ? 1 : 0;
        }
        return count;
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

    /// <summary>Leaves documents with the values asked for.</summary>
    private int KeepMatching(uint* docs, int count, int* sums, byte* matches)
    {
        if (periods.Length == 0)
            return count;
        int kept = 0;
        for (int from = 0; from < count; from += AtOnce)
        {
            int some = Math.Min(AtOnce, count - from);
            new Span<byte>(matches, some).Fill(1);
            foreach (var period in periods)
                period.Test(docs + from, some, matches);
            for (int i = 0; i < some; i++)
            {
                docs[kept] = docs[from + i];
                sums[kept] = sums[from + i];
                kept += matches[i] != 0 ? 1 : 0;
            }
        }
        return kept;
    }

    /// <summary>Leaves documents that reach the threshold by the words that they have, and were not looked at before.</summary>
    private int KeepPresent(uint* docs, int count, int* sums)
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            uint doc = docs[i];
            int bound = sums[i] < scorer.Threshold ? 0 : words.OfNear((int)doc);
            for (int word = 0; word < words.Words.Length && bound >= scorer.Threshold; word++)
            {
                if (_isNeeded[word] || words.Codes[word] == 0 || words.Words[word].Term.Reader.Find(doc) >= 0)
                    continue;
                words.Codes[word] = 0;
                bound = words.OfCodes();
            }
            docs[kept] = doc;
            sums[kept] = bound;
            kept += bound >= scorer.Threshold && !scorer.IsVisited((int)doc) && !aside.Has(doc) ? 1 : 0;
        }
        return kept;
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
