using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Looks at the documents that have all words without which the threshold is out of reach, by meeting their lists as a whole: of middling words nearly every window has two, and hardly a
/// document. Where no two words are needed, but what has the one of the weightiest two alone can reach it only by the best postings that the index keeps of it, it is those two, and then these. As <see cref="BestCommon"/>, with rewards for two words and conditions on values. Not thread-safe.
/// </summary>
internal sealed unsafe class NeededWords(SegmentPlan plan, DocumentScorer scorer, WordBounds words, AsideDocuments aside, OverlapNode[] periods, WordScorer candidates)
{
    /// <summary>What a window costs, as many times what it costs to read a document of a list.</summary>
    private const int WindowCost = 200;

    /// <summary>How many documents values are compared for at once.</summary>
    private const int AtOnce = 128;

    private readonly int* _pair = (int*)plan.Arena.Take(2 * sizeof(int));
    private readonly int* _kept = (int*)plan.Arena.Take(2 * sizeof(int));
    private int _keptCount;
    private readonly bool* _isNeeded = (bool*)plan.Arena.Take(words.Words.Length);

    /// <summary>Meets the lists, where that costs less than to visit the windows that reach the threshold.</summary>
    /// <param name="bounds">The bounds of the windows; 0 for those that are done with.</param>
    /// <param name="windows">How many there are.</param>
    /// <param name="budget">When to stop.</param>
    /// <returns>Whether nothing else can be among the best but what is set aside; false also when the budget ran out, as it then tells.</returns>
    public bool TryRun(ushort* bounds, int windows, SearchBudget budget)
    {
        _keptCount = 0;
        int count = FindNeeded();
        if (count < 2)
        {
            if (!TryTakePair())
                return false;
            count = 2;
        }
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
        if (!common.IsCheaper(bounds, windows, scorer.Threshold, WindowCost))
            return false;
        int* sums = (int*)plan.Arena.Take(common.Most * sizeof(int));
        byte* matches = plan.Arena.Take(AtOnce);
        for (uint first = 0; first < (uint)plan.MaxDoc; first += common.Stretch)
        {
            if (first > 0 && budget.IsExceeded())
                return false;
            int found = common.FindStretch(first);
            Consider(common.Docs, found, sums, bounds, matches);
        }
        for (int i = 0; i < _keptCount; i++)
        {
            ConsiderKept(_kept[i], sums, bounds, matches);
        }
        return true;
    }

    /// <summary>Has documents scored in so far as they can be among the best.</summary>
    private void Consider(uint* docs, int count, int* sums, ushort* windows, byte* matches)
    {
        count = KeepReaching(docs, count, sums, windows);
        count = KeepMatching(docs, count, sums, matches);
        Score(docs, KeepPresent(docs, count, sums), sums);
    }

    /// <summary>The same for the best postings of one of a pair of words: those of documents that do not have the other.</summary>
    private void ConsiderKept(int word, int* sums, ushort* windows, byte* matches)
    {
        uint* docs = plan.Arena.TakeUInts(BestPostings.Count);
        uint* freqs = plan.Arena.TakeUInts(BestPostings.Count);
        BestPostings.Read(words.Words[word].Term.Reader.List, docs, freqs);
        int other = _pair[0] == word ? _pair[1] : _pair[0];
        int count = 0;
        for (int i = 0; i < BestPostings.Count; i++)
        {
            docs[count] = docs[i];
            count += words.Words[other].Term.Reader.Find(docs[i]) < 0 ? 1 : 0;
        }
        _isNeeded[other] = false;
        Consider(docs, count, sums, windows, matches);
        _isNeeded[other] = true;
    }

    /// <summary>Takes the two weightiest words, where only what has both of them, or is one's best, can reach the threshold.</summary>
    private bool TryTakePair()
    {
        words.OfRest();
        int first = Weightiest(-1), second = Weightiest(first);
        if (second < 0)
            return false;
        (_pair[0], _pair[1]) = (first, second);
        int firstCode = words.Codes[first], secondCode = words.Codes[second];
        words.Codes[first] = words.Codes[second] = 0;
        if (words.OfCodes() >= scorer.Threshold || !IsOfKept(first, firstCode) || !IsOfKept(second, secondCode))
            return false;
        for (int i = 0; i < words.Words.Length; i++)
            _isNeeded[i] = i == first || i == second;
        return true;
    }

    /// <summary>Whether documents with one of a pair of words alone reach the threshold at most by its best postings, which are then to be looked at.</summary>
    private bool IsOfKept(int word, int code)
    {
        words.Codes[word] = code;
        int most = words.OfCodes();
        if (most >= scorer.Threshold && words.Words[word].Term is { IsRanged: true, Reader: { List.Best: not null } reader })
        {
            uint* docs = stackalloc uint[BestPostings.Count];
            uint* freqs = stackalloc uint[BestPostings.Count];
            double least = BestPostings.Read(reader.List, docs, freqs);
            words.Codes[word] = (int)Math.Min(ScoreUnits.MaxCode, Math.Ceiling(least * ScoreUnits.MaxCode));
            most = words.OfCodes();
            _kept[_keptCount++] = word;
        }
        words.Codes[word] = 0;
        return most < scorer.Threshold;
    }

    /// <summary>The word with the largest bound but for another; negative where there is none.</summary>
    private int Weightiest(int other)
    {
        int best = -1, most = 0;
        for (int i = 0; i < words.Words.Length; i++)
        {
            int bound = i == other ? 0 : ScoreUnits.Bound(words.Codes[i], words.Words[i].Leaf.UnitWeight);
            if (bound > most)
                (best, most) = (i, bound);
        }
        return best;
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
