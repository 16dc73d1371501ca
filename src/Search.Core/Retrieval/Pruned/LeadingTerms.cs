using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Looks at the documents of rare terms of a disjunction, one term after the other, the rarest first, until documents that have none of them cannot reach the threshold, or
/// a list is too long. Rare terms weigh most, so that the threshold is high when the long lists' turn comes.
/// </summary>
/// <remarks>
/// After Turtle and Flood, "Query evaluation: strategies and optimizations", 1995, doi:10.1016/0306-4573(95)00020-H (MaxScore), list by list. A
/// block's documents are bounded together, term by term, and those that fall below the threshold are left out on the way.
/// </remarks>
internal sealed unsafe class LeadingTerms
{
    /// <summary>Lists that more than this part of the documents have are left to bounds of ranges.</summary>
    private const int ShortPart = 64;

    /// <summary>How many postings of a list are set as bits in the time in which one document is looked up in it.</summary>
    private const int PostingsForLookUp = 10;

    /// <summary>Bytes that sets of lists' documents may take in one search.</summary>
    private const long MostOfSets = 8L << 20;

    /// <summary>After how many blocks the budget is asked.</summary>
    private const int BudgetInterval = 32;

    private readonly SegmentPlan _plan;
    private readonly DocumentScorer _scorer;
    private readonly AnyTermsScorer _candidates;
    private readonly TermLeaf[] _terms;
    private readonly TermLeaf[] _byWeight;
    private readonly int[] _lookUps;
    private readonly uint* _docs;
    private readonly int* _sums;
    private readonly uint* _freqs;
    private readonly double* _scores;
    private long _setsLeft = MostOfSets;

    public LeadingTerms(SegmentPlan plan, DocumentScorer scorer, AnyTermsScorer candidates)
    {
        _plan = plan;
        _scorer = scorer;
        _candidates = candidates;
        _terms = scorer.Terms;
        _byWeight = Array.ConvertAll(ScoringLeaf.ByWeight(_terms), i => _terms[i]);
        _lookUps = new int[_terms.Length];
        // One more than a block has: where the next one goes is written before it is known to stay.
        _docs = plan.Arena.TakeUInts(PostingsRules.BlockSize + 1);
        _freqs = plan.Arena.TakeUInts(PostingsRules.BlockSize);
        _scores = (double*)plan.Arena.Take(PostingsRules.BlockSize * sizeof(double));
        _sums = (int*)plan.Arena.Take((PostingsRules.BlockSize + 1) * sizeof(int));
    }

    /// <summary>Visits the lists.</summary>
    /// <returns>Whether nothing else can be among the best; false also when the budget ran out, as it then tells.</returns>
    public bool Run(SearchBudget budget)
    {
        var rarest = _terms.AsSpan().ToArray();
        Array.Sort(rarest, static (x, y) => x.Cost.CompareTo(y.Cost));
        foreach (var leaf in rarest)
        {
            if (OtherBounds(null) < _scorer.Threshold)
                return true;
            if (leaf.Term.Reader.List.Best != null && IsLast(leaf))
                return BestOfTerm.OfOthers(_plan, _scorer, leaf, other: null).Run(budget);
            if (leaf.Term.Reader.IsBitmap || leaf.Cost > _plan.MaxDoc / ShortPart * _plan.Costs.Leading)
                return false;
            if (!Visit(leaf, budget))
                return false;
        }
        return true;
    }

    /// <summary>Looks at the documents of a term.</summary>
    /// <returns>False when the budget ran out.</returns>
    private bool Visit(TermLeaf own, SearchBudget budget)
    {
        var reader = own.Term.Reader;
        int others = OtherBounds(own);
        for (int block = 0; block < reader.List.BlockCount; block++)
        {
            if (block % BudgetInterval == BudgetInterval - 1 && budget.IsExceeded())
                return false;
            // Where no code of a list reaches the threshold with all others, that is known at once.
            if (LargestBound(own) + others < _scorer.Threshold)
                break;
            int count = TakeBlock(own, block);
            count = KeepReaching(count, others);
            count = LowerToNear(own, count, others);
            count = LowerToPresent(own, count);
            for (int i = 0; i < count; i++)
            {
                if (!_scorer.IsVisited((int)_docs[i]))
                    _candidates.Add(_docs[i], _sums[i]);
            }
        }
        _candidates.Finish();
        _scorer.SetVisited(reader, own);
        return true;
    }

    /// <summary>Takes the documents of a block, with the bounds of their codes or, where the index has none, with what the term adds to their scores, rounded up.</summary>
    /// <returns>How many there are.</returns>
    private int TakeBlock(TermLeaf own, int block)
    {
        var reader = own.Term.Reader;
        if (own.Term.IsRanged)
            return own.Term.TakeBlock(block, _docs, _sums, own.UnitWeight);
        int count = reader.CopyBlock(block, _docs);
        reader.FreqsOfBlock(block, _freqs);
        own.Scores(_docs, (int*)_freqs, count, _scores);
        _scorer.Prime(_scores, count);
        double unitsPerScore = 1 / _plan.UnitSize;
        for (int i = 0; i < count; i++)
            _sums[i] = (int)(_scores[i] * unitsPerScore) + 1;
        return count;
    }

    /// <summary>In place of the other terms' largest bounds, those of the ranges that documents are in.</summary>
    private int LowerToNear(TermLeaf own, int count, int others)
    {
        for (int i = 0; i < count; i++)
            _sums[i] += others;
        foreach (var other in _byWeight)
        {
            if (count == 0)
                break;
            // To compute the codes of a list that has none in the index costs more than to look documents up in it.
            if (other == own || other.IsVisited || !other.Term.IsRanged)
                continue;
            if (other.Term.Reader.Set != null)
                other.Term.AddNearWhereHas(_docs, count, _sums, other.UnitWeight, -LargestBound(other));
            else
                other.Term.AddNear(_docs, count, _sums, other.UnitWeight, -LargestBound(other));
            count = KeepReaching(count, 0);
        }
        return count;
    }

    /// <summary>Takes away the bounds of the terms that documents do not have.</summary>
    private int LowerToPresent(TermLeaf own, int count)
    {
        for (int at = 0; at < _byWeight.Length && count > 0; at++)
        {
            var other = _byWeight[at];
            if (other == own || other.IsVisited || other.Term.Reader.Set != null)
                continue;
            CountLookUps(other, ref _lookUps[at], count);
            for (int i = 0; i < count; i++)
            {
                if (other.Term.Reader.Find(_docs[i]) < 0)
                    _sums[i] -= other.Term.BoundNear((int)_docs[i], other.UnitWeight);
            }
            count = KeepReaching(count, 0);
        }
        return count;
    }

    /// <summary>
    /// Makes a set of a list's documents when as much time went into looking documents up in it: however many are still to come, that costs at most twice
    /// what is best.
    /// </summary>
    private void CountLookUps(TermLeaf leaf, ref int lookUps, int count)
    {
        var reader = leaf.Term.Reader;
        lookUps += count;
        if (reader.IsBitmap || !leaf.Term.IsRanged || lookUps * _plan.Costs.LookUps * PostingsForLookUp < reader.DocFreq || reader.BytesOfSet > _setsLeft)
            return;
        _setsLeft -= reader.BytesOfSet;
        reader.MakeSet();
    }

    /// <summary>Leaves out documents whose bound, with more, does not reach the threshold.</summary>
    /// <returns>How many are left.</returns>
    private int KeepReaching(int count, int more) => BoundKernels.KeepReaching(_docs, _sums, count, _scorer.Threshold - more);

    /// <summary>Whether the documents of all other terms have been looked at.</summary>
    private bool IsLast(TermLeaf leaf) => Array.TrueForAll(_terms, other => other == leaf || other.IsVisited);

    /// <summary>The bounds of all terms but one whose documents have not been looked at.</summary>
    private int OtherBounds(TermLeaf? own)
    {
        int sum = 0;
        foreach (var leaf in _terms)
            sum += leaf == own || leaf.IsVisited ? 0 : LargestBound(leaf);
        return sum;
    }

    private static int LargestBound(TermLeaf leaf) => ScoreUnits.Bound(leaf.Term.IsRanged ? leaf.Term.LargestCode : ScoreUnits.MaxCode, leaf.UnitWeight);
}
