using System.Numerics;

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

    /// <summary>How many documents are treated at once.</summary>
    private const int AtOnce = 2_048;

    /// <summary>Of so many of the other words, the weightiest, it is asked at once which documents have them.</summary>
    private const int MostAsked = 3;

    /// <summary>For how many documents memory is asked for before any of it is waited for.</summary>
    private const int AskedAtOnce = 64;

    private readonly uint* _docs = plan.Arena.TakeUInts(AtOnce);
    private readonly int* _codes = (int*)plan.Arena.Take(AtOnce * sizeof(int));
    private readonly int* _bounds = (int*)plan.Arena.Take(AtOnce * sizeof(int));
    private readonly ulong* _lacks = (ulong*)plan.Arena.Take(AtOnce * sizeof(ulong));

    private readonly int* _rarest = Order(words.Words, (int*)plan.Arena.Take(words.Words.Length * sizeof(int)));

    /// <summary>Whether a list was visited.</summary>
    public bool HasVisited { get; private set; }

    /// <summary>Visits the lists.</summary>
    /// <param name="budget">When to stop.</param>
    /// <returns>Whether nothing else can be among the best; false also when the budget ran out, as it then tells.</returns>
    public bool Run(SearchBudget budget)
    {
        for (int i = 0; i < words.Words.Length; i++)
        {
            int word = _rarest[i];
            words.TakeWeights();
            if (words.OfRest() < scorer.Threshold)
                return true;
            var list = words.Words[word].Term.Reader;
            bool isNeeded = i == 0 || words.OfCodesWithout(word) < scorer.Threshold;
            if (list.IsBitmap || list.DocFreq > Most(isNeeded ? NeededPart : ShortPart))
                return false;
            if (!Visit(word, budget))
                return false;
        }
        words.TakeWeights();
        return words.OfRest() < scorer.Threshold;
    }

    /// <summary>Looks at the documents of a word.</summary>
    /// <returns>False when the budget ran out.</returns>
    private bool Visit(int word, SearchBudget budget)
    {
        var own = words.Words[word];
        var list = own.Term.Reader;
        // Where no code of the list reaches the threshold with all others, that is known at once.
        int most = words.OfRest();
        int ownMost = ScoreUnits.Bound(own.Term.LargestCode, own.Leaf.UnitWeight);
        for (int next = 0; next < list.DocFreq && most >= scorer.Threshold;)
        {
            if (next > 0 && budget.IsExceeded())
                return false;
            int least = ScoreUnits.LeastCode(scorer.Threshold - (most - ownMost), own.Leaf.UnitWeight);
            int count = OverlapNode.Keep(periods, _docs, _codes, Take(own.Term, least, ref next));
            count = KeepReaching(word, count);
            FindLacking(word, count);
            for (int i = 0; i < count; i++)
                _bounds[i] = BoundOf(word, i);
            Score(word, count);
        }
        scorer.SetVisited(list, own.Leaf);
        HasVisited = true;
        return true;
    }

    /// <summary>Takes documents that have at least a code, with their codes.</summary>
    /// <param name="term">The list.</param>
    /// <param name="least">The code.</param>
    /// <param name="next">From which place on; becomes the next one.</param>
    /// <returns>How many; as many as are treated at once, but at the end.</returns>
    private int Take(SegmentTerm term, int least, ref int next)
    {
        int length = term.Reader.DocFreq;
        int count = 0;
        for (next = term.NextFrom(next, least); next < length && count < AtOnce; next = next + 1 < length ? term.NextFrom(next + 1, least) : length)
        {
            uint doc = term.Reader.Doc(next);
            _docs[count] = doc;
            _codes[count++] = term.CodeAt(next, (int)doc);
        }
        return count;
    }

    /// <summary>Leaves documents whose bounds by the codes around them reach the threshold.</summary>
    private int KeepReaching(int word, int count)
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            (_docs[kept], _codes[kept]) = (_docs[i], _codes[i]);
            kept += words.OfNear((int)_docs[i], word, _codes[i]) >= scorer.Threshold ? 1 : 0;
        }
        return kept;
    }

    /// <summary>Finds which of the weightiest of the other words documents lack.</summary>
    private void FindLacking(int word, int count)
    {
        new Span<ulong>(_lacks, count).Clear();
        int asked = 0;
        foreach (int other in words.ByWeight)
        {
            if (other == word || other >= 64 || words.Words[other].Leaf.IsVisited)
                continue;
            if (++asked > MostAsked)
                return;
            var list = words.Words[other].Term.Reader;
            for (int from = 0, end; from < count; from = end)
            {
                end = Math.Min(count, from + AskedAtOnce);
                for (int i = from; i < end; i++)
                    list.PrefetchOf(_docs[i]);
                for (int i = from; i < end; i++)
                    _lacks[i] |= list.Find(_docs[i]) < 0 ? 1UL << other : 0;
            }
        }
    }

    /// <summary>The bound of a document without the words of which it is known that it lacks them.</summary>
    private int BoundOf(int word, int place)
    {
        int bound = words.OfNear((int)_docs[place], word, _codes[place]);
        if (_lacks[place] == 0)
            return bound;
        for (ulong lacks = _lacks[place]; lacks != 0; lacks &= lacks - 1)
            words.Codes[BitOperations.TrailingZeroCount(lacks)] = 0;
        return words.OfCodes();
    }

    /// <summary>Has documents scored, those with the highest bounds first.</summary>
    private void Score(int word, int count)
    {
        int least = ScoreKernels.LeastOfHighest(_bounds, count, scorer.Wanted);
        for (int i = 0; i < count; i++)
        {
            if (_bounds[i] >= least)
                Add(i);
        }
        candidates.Complete();
        for (int i = 0; i < count && least > 0; i++)
        {
            if (_bounds[i] >= least)
                continue;
            _bounds[i] = Lower(word, i);
            Add(i);
        }
        candidates.Complete();
    }

    /// <summary>The bound of a document by the words that it has; less than the threshold when it is out of reach.</summary>
    private int Lower(int word, int place)
    {
        if (_bounds[place] < scorer.Threshold)
            return 0;
        int bound = BoundOf(word, place);
        for (int other = 0; other < words.Words.Length && bound >= scorer.Threshold; other++)
        {
            if (other != word)
                words.Keeps(other, _docs[place], ref bound);
        }
        return bound;
    }

    private void Add(int place)
    {
        uint doc = _docs[place];
        if (_bounds[place] >= scorer.Threshold && !scorer.IsVisited((int)doc) && !aside.Has(doc))
            candidates.Add(doc, _bounds[place]);
    }

    private double Most(int part) => Math.Max(Few, plan.MaxDoc / part) * plan.Costs.Leading;

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
