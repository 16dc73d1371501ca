using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Finds the best documents of a segment where all must have some terms, alone or as phrases, and nothing else counts: those that the terms' lists
/// have in common, in the ranges whose bounds reach the threshold.
/// </summary>
internal sealed unsafe class BestCommon : WindowSearch
{
    /// <summary>What a window costs, as many times what it costs to read a document of a list.</summary>
    private const int WindowCost = 100;

    private readonly SegmentPlan _plan;
    private readonly ListReader[] _lists;
    private readonly ListIntersection _intersection;
    private readonly RangeBounds[] _bounds;
    private readonly CommonCandidates _candidates;

    private BestCommon(SegmentPlan plan, DocumentScorer scorer, ListReader[] lists, ReadOnlySpan<ScoringLeaf> leaves, ICommonScorer kind)
        : base(plan, scorer)
    {
        _plan = plan;
        _lists = lists;
        _intersection = new ListIntersection(lists, plan.Arena, plan.Costs);
        _bounds = new RangeBounds[leaves.Length];
        for (int i = 0; i < _bounds.Length; i++)
            _bounds[i] = new RangeBounds(leaves[i], plan.Arena);
        _candidates = new CommonCandidates(scorer, _bounds, kind, _intersection.Most, plan.Arena);
    }

    /// <summary>Starts a search of a segment.</summary>
    /// <returns>Null when its plan is of another kind.</returns>
    public static BestCommon? TryStart(SegmentPlan plan, DocumentScorer scorer)
    {
        if (scorer.Rewards.Length > 0)
            return null;
        var lists = new List<ListReader>();
        if (plan.Root is PhraseLeaf root)
            Add(root.Terms, lists);
        else if (plan.Root is MatchGroup { IsConjunction: true } group)
            Add(group.Required, lists);
        if (lists.Count < 2)
            return null;
        lists.Sort(static (x, y) => x.DocFreq.CompareTo(y.DocFreq));
        return new BestCommon(plan, scorer, [.. lists], scorer.Leaves, Kind(plan, scorer));
    }

    /// <summary>A search for the best of the documents that have two terms, where any document with one of them matches.</summary>
    public static BestCommon OfPair(SegmentPlan plan, DocumentScorer scorer, TermLeaf first, TermLeaf second)
    {
        ListReader[] lists = first.Cost <= second.Cost ? [first.Term.Reader, second.Term.Reader] : [second.Term.Reader, first.Term.Reader];
        TermLeaf[] terms = [first, second];
        return new BestCommon(plan, scorer, lists, terms, new CommonTerms(plan, scorer, terms));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Windows that do not reach the threshold are passed over. Where that spares less than windows cost, the lists are met as a whole, and of what they have in common the documents
    /// with the highest bounds are scored first.
    /// </remarks>
    public override bool Run(SearchBudget budget)
    {
        if (_lists[0].IsBitmap)
            return base.Run(budget);
        int windows = PostingsRules.RangeCount(_plan.MaxDoc, PostingsRules.CoarseShift);
        long windowCost = (long)(WindowCost * _plan.Costs.Windows);
        if (_lists[0].List.Ranges == null || _intersection.Cost <= windowCost * windows)
            return RunWhole(null, budget);
        ushort* bounds = CoarseBounds(windows);
        if (!VisitBest(bounds, PostingsRules.PaddedLength(windows), Sampled(windows)))
            return true;
        return _intersection.IsCheaper(bounds, windows, Scorer.Threshold, windowCost) ? RunWhole(bounds, budget) : VisitAll(bounds, windows, budget);
    }

    protected override void AddCoarseBounds(int chunk, ushort* sums)
    {
        ulong possible = ulong.MaxValue;
        foreach (var bounds in _bounds)
            possible &= bounds.AddCoarse(chunk, sums);
        RangeKernels.Keep(sums, possible);
    }

    protected override void VisitWindow(int window)
    {
        new Span<ushort>(Sums, RangeKernels.Count).Clear();
        ulong ranges = ulong.MaxValue;
        foreach (var bounds in _bounds)
            ranges &= bounds.AddFine(window, Sums);
        ranges &= RangeKernels.MaskFrom(Sums, Scorer.Threshold);
        if (ranges == 0)
            return;
        int count = _intersection.Find(window, ranges, out uint* docs);
        _candidates.Consider(docs, count);
    }

    /// <summary>Meets the lists stretch by stretch.</summary>
    /// <param name="bounds">The bounds of the windows, below the threshold where they are done with; null where none is.</param>
    /// <param name="budget">When to stop.</param>
    private bool RunWhole(ushort* bounds, SearchBudget budget)
    {
        for (uint first = 0; first < (uint)_plan.MaxDoc; first += _intersection.Stretch)
        {
            if (first > 0 && budget.IsExceeded())
                return false;
            int count = _intersection.FindStretch(first, out uint* docs, _candidates);
            if (bounds != null)
                count = InWindows(docs, count, bounds);
            _candidates.ConsiderBestFirst(docs, count);
        }
        return true;
    }

    /// <summary>Leaves the documents of windows that reach the threshold.</summary>
    private int InWindows(uint* docs, int count, ushort* bounds)
    {
        int threshold = Scorer.Threshold;
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            docs[kept] = docs[i];
            kept += bounds[docs[i] >> PostingsRules.CoarseShift] >= threshold ? 1 : 0;
        }
        return kept;
    }

    private static ICommonScorer Kind(SegmentPlan plan, DocumentScorer scorer)
    {
        if (scorer.IsOfTerms)
            return new CommonTerms(plan, scorer, scorer.Terms);
        return plan.Root is PhraseLeaf { IsExact: true, Terms.Length: > 1 } phrase ? new CommonPhrase(phrase, scorer, plan.Arena) : new CommonMatches(plan.Root!, scorer);
    }

    private static void Add(ReadOnlySpan<MatchNode> nodes, List<ListReader> lists)
    {
        foreach (var node in nodes)
        {
            if (node is TermLeaf leaf)
                Add([leaf.Term], lists);
            else if (node is PhraseLeaf phrase)
                Add(phrase.Terms, lists);
        }
    }

    private static void Add(ReadOnlySpan<SegmentTerm> terms, List<ListReader> lists)
    {
        foreach (var term in terms)
        {
            if (!lists.Contains(term.Reader))
                lists.Add(term.Reader);
        }
    }
}
