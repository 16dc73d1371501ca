namespace Search.Core.Retrieval;

/// <summary>Scores documents that have any of some terms, which alone score; some at a time, so that the processor waits for what it reads of many at once. Not thread-safe.</summary>
/// <remarks>Term by term, the weightiest first: what it really adds takes the place of its bound, and documents that fall below the threshold are done with.</remarks>
internal sealed unsafe class AnyTermsScorer : ICandidates
{
    private const int AtOnce = 16;

    private readonly DocumentScorer _scorer;
    private readonly SegmentPlan _plan;
    private readonly TermLeaf[] _terms;
    private readonly int[] _byWeight;
    private readonly uint* _docs;
    private readonly int* _bounds;
    private readonly uint* _left;
    private readonly int* _leftAt;
    private readonly int* _places;
    private readonly int* _freqs;
    private readonly double* _scores;
    private readonly double* _contributions;
    private int _count;

    /// <param name="plan">The plan.</param>
    /// <param name="scorer">Takes the documents; knows the terms.</param>
    public AnyTermsScorer(SegmentPlan plan, DocumentScorer scorer)
    {
        var arena = plan.Arena;
        (_plan, _scorer, _terms) = (plan, scorer, scorer.Terms);
        _byWeight = ScoringLeaf.ByWeight(_terms);
        _docs = arena.TakeUInts(AtOnce);
        _bounds = (int*)arena.Take(AtOnce * sizeof(int));
        _left = arena.TakeUInts(AtOnce + 1);
        _leftAt = (int*)arena.Take((AtOnce + 1) * sizeof(int));
        _places = (int*)arena.Take(AtOnce * sizeof(int));
        _freqs = (int*)arena.Take((AtOnce + TermLeaf.Room) * sizeof(int));
        _scores = (double*)arena.Take((AtOnce + TermLeaf.Room) * sizeof(double));
        _contributions = (double*)arena.Take((long)_terms.Length * AtOnce * sizeof(double));
    }

    /// <summary>Adds a document that was not looked at before.</summary>
    /// <param name="doc">The document; each call's is behind the one before it.</param>
    /// <param name="bound">What it reaches at most, in whole numbers: of each term with codes in the index that it has, the bound of the code near it is a part.</param>
    public void Add(uint doc, int bound)
    {
        _docs[_count] = doc;
        _bounds[_count] = bound;
        if (++_count == AtOnce)
            Finish();
    }

    /// <summary>Scores what was added and is not scored yet.</summary>
    public void Finish()
    {
        int left = 0;
        // The threshold may have risen since.
        for (int i = 0; i < _count; i++)
        {
            _left[left] = _docs[i];
            _leftAt[left] = i;
            left += _bounds[i] >= _scorer.Threshold ? 1 : 0;
        }
        _count = 0;
        foreach (int term in _byWeight)
        {
            if (left == 0)
                return;
            // Of the documents added none has it.
            if (!_terms[term].IsVisited)
                left = Add(term, left);
        }
        for (int i = 0; i < left; i++)
        {
            // In the order of the plan, which is the order in which a score is added up.
            double sum = 0;
            for (int term = 0; term < _terms.Length; term++)
                sum += _terms[term].IsVisited ? 0 : _contributions[term * AtOnce + _leftAt[i]];
            _scorer.ConsiderScore((int)_left[i], sum);
        }
    }

    /// <summary>Computes a term's contributions, and leaves out the documents that cannot reach the threshold with them.</summary>
    /// <returns>How many are left.</returns>
    private int Add(int term, int count)
    {
        var leaf = _terms[term];
        double* contributions = _contributions + term * AtOnce;
        double unitsPerScore = 1 / _plan.UnitSize;
        bool isBounded = leaf.Term.IsRanged;
        leaf.Term.Reader.PlacesOf(_left, count, _places);
        leaf.Term.Reader.Freqs(_places, count, _freqs);
        leaf.Scores(_left, _freqs, count, _scores);
        int threshold = _scorer.Threshold;
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            int at = _leftAt[i];
            uint doc = _left[i];
            bool has = _places[i] >= 0;
            contributions[at] = has ? _scores[i] : 0;
            // One more than rounded down is never less than the contribution.
            if (has && isBounded)
                _bounds[at] += (int)(_scores[i] * unitsPerScore) + 1 - leaf.Term.BoundNear((int)doc, leaf.UnitWeight);
            _left[kept] = doc;
            _leftAt[kept] = at;
            kept += _bounds[at] >= threshold ? 1 : 0;
        }
        return kept;
    }
}
