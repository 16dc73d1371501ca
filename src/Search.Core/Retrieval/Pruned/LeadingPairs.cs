using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Looks at the documents that have two of the weightiest words before all others: mostly nearly all of the best are among them, so that the threshold is high from then on, and no window has to be
/// visited for one. Not thread-safe.
/// </summary>
/// <remarks>What <see cref="BestOfAny"/> does with two terms, with rewards for two words and conditions on values.</remarks>
internal sealed unsafe class LeadingPairs(SegmentPlan plan, DocumentScorer scorer, WordBounds words, AsideDocuments aside, OverlapNode[] periods, WordScorer candidates)
{
    /// <summary>Of how many words pairs are tried.</summary>
    private const int MostWords = 4;

    private const int MostPairs = MostWords * (MostWords - 1) / 2;

    private readonly Pair* _pairs = (Pair*)plan.Arena.Take(MostPairs * sizeof(Pair));
    private int _metCount;

    /// <summary>Whether any documents were visited.</summary>
    public bool HasVisited { get; private set; }

    /// <summary>Two words, and what a document with both and no other reaches at most.</summary>
    private struct Pair
    {
        public ulong Words;
        public int First;
        public int Second;
        public int Bound;
    }

    /// <summary>Whether all documents that have some words were looked at.</summary>
    /// <param name="numbers">The words, a bit for the number of each.</param>
    public bool HasMet(ulong numbers)
    {
        for (int i = 0; i < _metCount; i++)
        {
            if ((_pairs[i].Words & ~numbers) == 0)
                return true;
        }
        return false;
    }

    /// <summary>Visits the documents.</summary>
    /// <param name="costOfWindows">What it would cost to visit all windows, in documents of a list that are read.</param>
    /// <param name="budget">When to stop.</param>
    /// <returns>False when the budget ran out.</returns>
    public bool Run(long costOfWindows, SearchBudget budget)
    {
        int count = words.Words.Length <= 64 && plan.Costs.HasPairs ? FindPairs() : 0;
        long left = costOfWindows, found = 0;
        for (int i = 0; i < count && found < scorer.Wanted && _pairs[i].Bound >= scorer.Threshold; i++)
        {
            var pair = _pairs[i];
            var (rare, other) = (words.Words[pair.First].Term.Reader, words.Words[pair.Second].Term.Reader);
            if (rare.DocFreq > other.DocFreq)
                (rare, other) = (other, rare);
            // Windows of words of bits are as good.
            long cost = rare.IsBitmap ? long.MaxValue : ListIntersection.CostOf([ListIntersection.Length.Of(rare), ListIntersection.Length.Of(other)], plan.MaxDoc);
            if (cost > left)
                continue;
            left -= cost;
            var common = new ListIntersection([rare, other], plan.Arena, plan.Costs);
            int* sums = (int*)plan.Arena.Take(common.Most * sizeof(int));
            for (uint first = 0; first < (uint)plan.MaxDoc; first += common.Stretch)
            {
                if (first > 0 && budget.IsExceeded())
                    return false;
                int met = common.FindStretch(first, out uint* docs);
                found += Consider(docs, met, sums);
            }
            _pairs[_metCount++] = pair;
            HasVisited = true;
        }
        // Some that have one word often are a threshold where too few have two.
        if (scorer.Threshold <= 1)
            VisitBest();
        return true;
    }

    /// <summary>Looks at the best postings that the index keeps of words.</summary>
    private void VisitBest()
    {
        uint* docs = plan.Arena.TakeUInts(BestPostings.Count);
        uint* freqs = plan.Arena.TakeUInts(BestPostings.Count);
        int* sums = (int*)plan.Arena.Take(BestPostings.Count * sizeof(int));
        foreach (var word in words.Words)
        {
            if (word.Leaf.IsVisited || word.Term.Reader.List.Best == null)
                continue;
            BestPostings.Read(word.Term.Reader.List, docs, freqs);
            Consider(docs, BestPostings.Count, sums);
            HasVisited = true;
        }
    }

    /// <summary>Finds the pairs, those that reach most first.</summary>
    /// <returns>How many there are.</returns>
    private int FindPairs()
    {
        int count = 0;
        int most = Math.Min(MostWords, words.Words.Length);
        for (int i = 0; i < most; i++)
        {
            for (int j = i + 1; j < most; j++)
            {
                var pair = Of(words.ByWeight[i], words.ByWeight[j]);
                if (words.Words[pair.First].Leaf.IsVisited || words.Words[pair.Second].Leaf.IsVisited)
                    continue;
                int at = count++;
                for (; at > 0 && _pairs[at - 1].Bound < pair.Bound; at--)
                    _pairs[at] = _pairs[at - 1];
                _pairs[at] = pair;
            }
        }
        return count;
    }

    private Pair Of(int first, int second)
    {
        new Span<int>(words.Codes, words.Words.Length).Clear();
        words.Codes[first] = words.Words[first].Term.LargestCode;
        words.Codes[second] = words.Words[second].Term.LargestCode;
        return new Pair { Words = 1UL << first | 1UL << second, First = first, Second = second, Bound = words.OfCodes() };
    }

    /// <summary>Has documents scored that can be among the best, those with the highest bounds first.</summary>
    /// <returns>How many have the values asked for, and reach the threshold by the codes around them.</returns>
    private int Consider(uint* docs, int count, int* sums)
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            uint doc = docs[i];
            docs[kept] = doc;
            sums[kept] = words.OfNear((int)doc);
            kept += sums[kept] >= scorer.Threshold ? 1 : 0;
        }
        count = OverlapNode.Keep(periods, docs, sums, kept);
        int least = ScoreKernels.LeastOfHighest(sums, count, scorer.Wanted);
        for (int i = 0; i < count; i++)
        {
            if (sums[i] >= least && IsNew(docs[i]))
                candidates.AddFirst(docs[i], sums[i]);
        }
        candidates.Complete();
        for (int i = 0; i < count && least > 0; i++)
        {
            if (sums[i] < least && sums[i] >= scorer.Threshold && BoundOf(docs[i]) is var bound && bound >= scorer.Threshold && IsNew(docs[i]))
                candidates.AddFirst(docs[i], bound);
        }
        candidates.Complete();
        return count;
    }

    private bool IsNew(uint doc) => !scorer.IsVisited((int)doc) && !aside.Has(doc);

    /// <summary>The bound of a document by the words that it has; less than the threshold when it is out of reach.</summary>
    private int BoundOf(uint doc)
    {
        int bound = words.OfNear((int)doc);
        for (int word = 0; word < words.Words.Length && bound >= scorer.Threshold; word++)
            words.Keeps(word, doc, ref bound);
        return bound;
    }
}
