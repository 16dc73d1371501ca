using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Visits the windows of a segment whose bounds reach the threshold: some with the highest bounds first, which raise it, then the others in their order.
/// </summary>
internal abstract unsafe class WindowSearch
{
    /// <summary>After how many visits the budget is asked.</summary>
    private const int BudgetInterval = 64;

    /// <summary>How many windows are visited best first, at most.</summary>
    private const int MostSampled = 16;

    private readonly SegmentPlan _plan;
    private readonly MatchNode _root;

    protected WindowSearch(SegmentPlan plan, DocumentScorer scorer)
    {
        _plan = plan;
        Scorer = scorer;
        _root = plan.Root!;
        Sums = (ushort*)plan.Arena.Take(RangeKernels.Count * sizeof(ushort));
    }

    protected DocumentScorer Scorer { get; }

    /// <summary>The bounds of the 64 ranges of a window.</summary>
    protected ushort* Sums { get; }

    /// <summary>Finds the best documents.</summary>
    /// <returns>False when the budget ran out.</returns>
    public virtual bool Run(SearchBudget budget)
    {
        int windows = PostingsRules.RangeCount(_plan.MaxDoc, PostingsRules.CoarseShift);
        ushort* bounds = CoarseBounds(windows);
        // The best windows raise the threshold; behind them the order matters little, and looking for the next best costs more than it spares.
        if (!VisitBest(bounds, PostingsRules.PaddedLength(windows), Sampled(windows)))
            return true;
        return VisitAll(bounds, windows, budget);
    }

    /// <summary>How many of some windows are visited best first, for a threshold.</summary>
    protected int Sampled(int windows) => Math.Min(MostSampled, windows / _plan.Costs.SampledPart);

    /// <summary>Visits the windows whose bounds reach the threshold, in their order.</summary>
    /// <returns>False when the budget ran out.</returns>
    protected bool VisitAll(ushort* bounds, int windows, SearchBudget budget)
    {
        int visited = 0;
        for (int window = 0; window < windows; window++)
        {
            if (bounds[window] < Scorer.Threshold)
                continue;
            if (++visited % BudgetInterval == 0 && budget.IsExceeded())
                return false;
            VisitWindow(window);
        }
        return true;
    }

    /// <summary>Visits a few of the windows with the highest bounds, for a threshold.</summary>
    public void Sample(int count)
    {
        int windows = PostingsRules.RangeCount(_plan.MaxDoc, PostingsRules.CoarseShift);
        VisitBest(CoarseBounds(windows), PostingsRules.PaddedLength(windows), count);
    }

    /// <summary>The bounds of all windows.</summary>
    protected ushort* CoarseBounds(int windows)
    {
        int padded = PostingsRules.PaddedLength(windows);
        ushort* bounds = (ushort*)_plan.Arena.TakeZeroed(padded * sizeof(ushort));
        for (int chunk = 0; chunk < padded / RangeKernels.Count; chunk++)
            AddCoarseBounds(chunk, bounds + chunk * RangeKernels.Count);
        return bounds;
    }

    /// <summary>Visits windows in the order of their bounds, which become 0.</summary>
    /// <param name="bounds">The bounds.</param>
    /// <param name="padded">How many there are, with those of padding.</param>
    /// <param name="count">How many windows are visited at most.</param>
    /// <returns>False when no other window reaches the threshold.</returns>
    protected bool VisitBest(ushort* bounds, int padded, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int best = RangeKernels.IndexOfLargest(bounds, padded, out ushort bound);
            if (bound < Scorer.Threshold)
                return false;
            bounds[best] = 0;
            VisitWindow(best);
        }
        return true;
    }

    /// <summary>Visits the documents of a window that can be among the best.</summary>
    protected abstract void VisitWindow(int window);

    /// <summary>Sets <see cref="Sums"/> for a window.</summary>
    protected void AddFineBounds(int window)
    {
        new Span<ushort>(Sums, RangeKernels.Count).Clear();
        foreach (var leaf in Scorer.Leaves)
            leaf.LookAtWindow(window);
        foreach (var period in _plan.Periods)
            period.LookAtWindow(window);
        _root.AddBounds(Sums);
        foreach (var reward in Scorer.Rewards)
            AddReward(reward, Sums, reward.First.Window(window), reward.Second.Window(window));
    }

    /// <summary>Adds the bounds of 64 windows to sums.</summary>
    protected virtual void AddCoarseBounds(int chunk, ushort* sums)
    {
        foreach (var leaf in Scorer.Leaves)
            leaf.LookAtCoarse(chunk);
        foreach (var period in _plan.Periods)
            period.LookAtCoarse(chunk);
        _root.AddBounds(sums);
        int offset = chunk * RangeKernels.Count;
        foreach (var reward in Scorer.Rewards)
            AddReward(reward, sums, reward.First.Coarse + offset, reward.Second.Coarse + offset);
    }

    /// <summary>Rewards make no document match: where nothing else is possible, the sum stays 0.</summary>
    private static void AddReward(SegmentReward reward, ushort* sums, byte* first, byte* second)
    {
        if (reward.IsLost)
            return;
        ushort* with = stackalloc ushort[RangeKernels.Count];
        new Span<ushort>(sums, RangeKernels.Count).CopyTo(new Span<ushort>(with, RangeKernels.Count));
        reward.AddBounds(with, first, second);
        RangeKernels.TakeWhereNotZero(sums, with);
    }
}
