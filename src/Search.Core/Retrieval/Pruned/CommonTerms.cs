namespace Search.Core.Retrieval;

/// <summary>Scores documents that all have some terms, which alone score, some at a time. Not thread-safe.</summary>
/// <remarks>
/// Term by term, the weightiest first: what it really adds takes the place of its bound, and most documents fall below the threshold before the other terms' lists
/// are asked. What a step reads lies far apart, and so the processor waits for many reads at once.
/// </remarks>
internal sealed unsafe class CommonTerms : ICommonScorer
{
    private const int Most = CommonCandidates.FewAtOnce;

    private readonly SegmentPlan _plan;
    private readonly DocumentScorer _scorer;
    private readonly TermLeaf[] _terms;
    private readonly int[] _byWeight;
    private readonly int* _places;
    private readonly int* _freqs;
    private readonly int* _left;
    private readonly uint* _docs;
    private readonly double* _scores;
    private readonly double* _contributions;

    /// <param name="plan">The plan.</param>
    /// <param name="scorer">Takes the documents.</param>
    /// <param name="terms">The terms. Documents that have others are left out, as those are that were looked at before.</param>
    public CommonTerms(SegmentPlan plan, DocumentScorer scorer, TermLeaf[] terms)
    {
        (_plan, _scorer, _terms) = (plan, scorer, terms);
        _byWeight = ScoringLeaf.ByWeight(_terms);
        _places = (int*)plan.Arena.Take(Most * sizeof(int));
        _freqs = (int*)plan.Arena.Take((Most + TermLeaf.Room) * sizeof(int));
        _docs = plan.Arena.TakeUInts(Most);
        _scores = (double*)plan.Arena.Take((Most + TermLeaf.Room) * sizeof(double));
        _left = (int*)plan.Arena.Take((Most + 1) * sizeof(int));
        _contributions = (double*)plan.Arena.Take((long)_terms.Length * Most * sizeof(double));
    }

    /// <inheritdoc/>
    public int AtOnce => Most;

    /// <inheritdoc/>
    public void Consider(uint* docs, int* bounds, int count)
    {
        _terms[_byWeight[0]].Term.Norms.Prefetch(docs, count);
        for (int i = 0; i < count; i++)
            _left[i] = i;
        foreach (int term in _byWeight)
        {
            if (count == 0)
                return;
            count = Add(term, docs, bounds, count);
        }
        for (int i = 0; i < count; i++)
        {
            int at = _left[i];
            // In the order of the plan, which is the order in which a score is added up.
            double sum = 0;
            for (int term = 0; term < _terms.Length; term++)
                sum += _contributions[term * Most + at];
            if (!_scorer.IsVisited((int)docs[at]))
                _scorer.ConsiderScore((int)docs[at], sum);
        }
    }

    /// <summary>Computes a term's contributions, and leaves out the documents that cannot reach the threshold with them.</summary>
    /// <returns>How many are left.</returns>
    private int Add(int term, uint* docs, int* bounds, int count)
    {
        var leaf = _terms[term];
        double* contributions = _contributions + term * Most;
        double unitsPerScore = 1 / _plan.UnitSize;
        for (int i = 0; i < count; i++)
            _docs[i] = docs[_left[i]];
        leaf.Term.Reader.PlacesOf(_docs, count, _places);
        leaf.Term.Reader.PrefetchFreqs(_places, count);
        leaf.Term.Reader.Freqs(_places, count, _freqs);
        leaf.Scores(_docs, _freqs, count, _scores);
        int threshold = _scorer.Threshold;
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            int at = _left[i];
            contributions[at] = _scores[i];
            // One more than rounded down is never less than the contribution.
            bounds[at] += (int)(_scores[i] * unitsPerScore) + 1 - leaf.Term.BoundNear((int)_docs[i], leaf.UnitWeight);
            _left[kept] = at;
            kept += bounds[at] >= threshold ? 1 : 0;
        }
        return kept;
    }
}
