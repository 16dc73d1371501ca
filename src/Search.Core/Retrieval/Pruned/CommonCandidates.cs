namespace Search.Core.Retrieval;

/// <summary>
/// Documents that are in all lists of a conjunction: leaves out those whose bounds do not reach the threshold, and has the others scored some at a
/// time, so that the threshold rises between. Not thread-safe.
/// </summary>
internal sealed unsafe class CommonCandidates
{
    /// <summary>How many documents are scored at once where each may raise the threshold,</summary>
    public const int FewAtOnce = 16;

    /// <summary>and at most.</summary>
    public const int MostAtOnce = 64;

    private readonly DocumentScorer _scorer;
    private readonly RangeBounds[] _bounds;
    private readonly ICommonScorer _kind;
    private readonly int* _sums;
    private readonly uint* _some;
    private readonly int* _boundsOfSome;

    /// <param name="scorer">Knows the threshold.</param>
    /// <param name="bounds">The bounds of the leaves.</param>
    /// <param name="kind">Scores them.</param>
    /// <param name="most">How many documents there are at most in one call.</param>
    /// <param name="arena">Scratch memory.</param>
    public CommonCandidates(DocumentScorer scorer, RangeBounds[] bounds, ICommonScorer kind, int most, ScratchArena arena)
    {
        _scorer = scorer;
        _bounds = bounds;
        _kind = kind;
        _sums = (int*)arena.Take((most + 1L) * sizeof(int));
        _some = arena.TakeUInts(MostAtOnce);
        _boundsOfSome = (int*)arena.Take(MostAtOnce * sizeof(int));
    }

    /// <summary>Has documents scored whose bounds reach the threshold.</summary>
    /// <param name="docs">The documents, ascending; those that are left out are overwritten.</param>
    /// <param name="count">How many there are.</param>
    public void Consider(uint* docs, int count)
    {
        // Without a threshold there is nothing to reach: documents are bounded when there is one.
        int some;
        for (; count > 0 && _scorer.Threshold <= 1; docs += some, count -= some)
        {
            some = Math.Min(count, _kind.AtOnce);
            new Span<int>(_boundsOfSome, some).Fill(int.MaxValue / 2);
            _kind.Consider(docs, _boundsOfSome, some);
        }
        Score(docs, KeepReaching(docs, count), 0, int.MaxValue);
    }

    /// <summary>As <see cref="Consider"/>, those with the highest bounds first: with the threshold that they give, most of the others are done with.</summary>
    /// <param name="docs">The documents, ascending; those that are left out are overwritten.</param>
    /// <param name="count">How many there are.</param>
    public void ConsiderBestFirst(uint* docs, int count)
    {
        count = KeepReaching(docs, count);
        int least = ScoreKernels.LeastOfHighest(_sums, count, _scorer.Wanted);
        Score(docs, count, least, int.MaxValue);
        if (least > 0)
            Score(docs, BoundKernels.KeepReaching(docs, _sums, count, _scorer.Threshold), 0, least - 1);
    }

    /// <summary>
    /// Has documents scored of which <see cref="KeepReaching"/> left all, in so far as their bounds still reach the threshold and are within others.
    /// </summary>
    private void Score(uint* docs, int count, int least, int most)
    {
        for (int i = 0; i < count;)
        {
            int taken = 0, wanted = _kind.AtOnce;
            for (; i < count && taken < wanted; i++)
            {
                _some[taken] = docs[i];
                _boundsOfSome[taken] = _sums[i];
                taken += _sums[i] >= Math.Max(_scorer.Threshold, least) && _sums[i] <= most ? 1 : 0;
            }
            if (taken > 0)
                _kind.Consider(_some, _boundsOfSome, taken);
        }
    }

    /// <summary>Leaves out documents whose bounds do not reach the threshold.</summary>
    /// <returns>How many are left.</returns>
    public int KeepReaching(uint* docs, int count)
    {
        new Span<int>(_sums, count).Clear();
        foreach (var bounds in _bounds)
            bounds.Add(docs, count, _sums);
        return BoundKernels.KeepReaching(docs, _sums, count, _scorer.Threshold);
    }
}
