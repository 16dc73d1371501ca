using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Looks at the documents of rare words, one word after the other, the rarest first, until documents that have none of them cannot reach the threshold, or
/// a list is too long. As <see cref="LeadingTerms"/>, with rewards for two words and conditions on values.
/// </summary>
internal sealed unsafe class LeadingWords(SegmentPlan plan, DocumentScorer scorer, WordBounds words, AsideDocuments aside, OverlapNode[] periods, WordScorer candidates)
{
    /// <summary>Lists that more than this part of the documents have are left to windows, of which all lists together cost as much as so many documents.</summary>
    private const int ShortPart = 1_024;

    /// <summary>The same where what is best must have the word, so that nothing is left when its documents have been looked at.</summary>
    private const int NeededPart = 512;

    /// <summary>In small archives so many documents are few.</summary>
    private const int Few = 64;

    /// <summary>So few documents are looked at without a threshold.</summary>
    private const int Short = 256;

    /// <summary>How many documents are treated at once.</summary>
    private const int AtOnce = 128;

    /// <summary>After how many times as many the budget is asked.</summary>
    private const int BudgetInterval = 32;

    private readonly uint* _docs = plan.Arena.TakeUInts(AtOnce);
    private readonly int* _codes = (int*)plan.Arena.Take(AtOnce * sizeof(int));
    private readonly byte* _matches = plan.Arena.Take(AtOnce);

    private readonly int* _rarest = Order(words.Words, (int*)plan.Arena.Take(words.Words.Length * sizeof(int)));

    /// <summary>Whether there is a word whose list is short enough.</summary>
    public bool Leads => words.Words.Length > 0 && words.Words[_rarest[0]].Term.Reader is { IsBitmap: false } rarest && rarest.DocFreq <= Most(NeededPart);

    /// <summary>Whether the rarest word's list is so short that its documents are looked at sooner than a threshold is found.</summary>
    public bool IsShort => Leads && words.Words[_rarest[0]].Term.Reader.DocFreq <= Short;

    /// <summary>Visits the lists.</summary>
    /// <param name="visited">A byte for each window of 4,096 documents that was looked at before, else 0.</param>
    /// <param name="budget">When to stop.</param>
    /// <returns>Whether nothing else can be among the best; false also when the budget ran out, as it then tells.</returns>
    public bool Run(byte* visited, SearchBudget budget)
    {
        for (int i = 0; i < words.Words.Length; i++)
        {
            int word = _rarest[i];
            words.TakeWeights();
            if (words.OfRest() < scorer.Threshold)
                return true;
            var list = words.Words[word].Term.Reader;
            bool isNeeded = words.OfCodesWithout(word) < scorer.Threshold;
            if (list.IsBitmap || list.DocFreq > Most(isNeeded ? NeededPart : ShortPart))
                return false;
            if (!Visit(word, visited, budget))
                return false;
        }
        words.TakeWeights();
        return words.OfRest() < scorer.Threshold;
    }

    /// <summary>Looks at the documents of a word.</summary>
    /// <returns>False when the budget ran out.</returns>
    private bool Visit(int word, byte* visited, SearchBudget budget)
    {
        var own = words.Words[word];
        var list = own.Term.Reader;
        // Where no code of the list reaches the threshold with all others, that is known at once.
        int most = words.OfRest();
        int ownMost = ScoreUnits.Bound(own.Term.LargestCode, own.Leaf.UnitWeight);
        int batch = 0;
        for (int next = 0; next < list.DocFreq && most >= scorer.Threshold;)
        {
            if (++batch % BudgetInterval == 0 && budget.IsExceeded())
                return false;
            int least = ScoreUnits.LeastCode(scorer.Threshold - (most - ownMost), own.Leaf.UnitWeight);
            int count = Take(own.Term, least, visited, ref next);
            new Span<byte>(_matches, count).Fill(1);
            foreach (var period in periods)
                period.Test(_docs, count, _matches);
            for (int i = 0; i < count; i++)
            {
                int bound = _matches[i] == 0 ? 0 : BoundOf(word, (int)_docs[i], _codes[i]);
                if (bound >= scorer.Threshold && !scorer.IsVisited((int)_docs[i]) && !aside.Has(_docs[i]))
                    candidates.Add(_docs[i], bound);
            }
        }
        candidates.Finish();
        scorer.SetVisited(list, own.Leaf);
        return true;
    }

    /// <summary>Takes documents that have at least a code, with their codes, but for those of windows looked at before.</summary>
    /// <param name="term">The list.</param>
    /// <param name="least">The code.</param>
    /// <param name="visited">A byte for each window.</param>
    /// <param name="next">From which place on; becomes the next one.</param>
    /// <returns>How many; as many as are treated at once, but at the end.</returns>
    private int Take(SegmentTerm term, int least, byte* visited, ref int next)
    {
        int length = term.Reader.DocFreq;
        int count = 0;
        for (next = term.NextFrom(next, least); next < length && count < AtOnce; next = next + 1 < length ? term.NextFrom(next + 1, least) : length)
        {
            uint doc = term.Reader.Doc(next);
            _docs[count] = doc;
            _codes[count] = term.CodeAt(next, (int)doc);
            count += visited[doc >> PostingsRules.CoarseShift] == 0 ? 1 : 0;
        }
        return count;
    }

    /// <summary>The bound of a document that has a word: by the codes around it, then without the words that it does not have. Less than the threshold when it is out of reach.</summary>
    private int BoundOf(int word, int doc, int code)
    {
        int bound = words.OfNear(doc, word, code);
        if (bound < scorer.Threshold)
            return 0;
        int* codes = words.Codes;
        for (int i = 0; i < words.Words.Length && bound >= scorer.Threshold; i++)
        {
            if (i == word || codes[i] == 0 || words.Words[i].Term.Reader.Find((uint)doc) >= 0)
                continue;
            codes[i] = 0;
            bound = words.OfCodes();
        }
        return bound;
    }

    private int Most(int part) => Math.Max(Few, plan.MaxDoc / part);

    /// <summary>The numbers of the words, the rarest first.</summary>
    private static int* Order(Word[] words, int* order)
    {
        for (int i = 0; i < words.Length; i++)
        {
            int at = i;
            for (; at > 0 && words[order[at - 1]].Term.Reader.DocFreq > words[i].Term.Reader.DocFreq; at--)
                order[at] = order[at - 1];
            order[at] = i;
        }
        return order;
    }
}
