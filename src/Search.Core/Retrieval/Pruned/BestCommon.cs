using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Finds the best documents of a segment where all must have some terms, alone or as phrases, and nothing else counts: those that the terms' lists
/// have in common, in the ranges whose bounds reach the threshold.
/// </summary>
internal sealed unsafe class BestCommon : WindowSearch
{
    /// <summary>After how many blocks of a list the budget is asked.</summary>
    private const int BudgetInterval = 8;

    private readonly ListReader[] _lists;
    private readonly ListIntersection _intersection;
    private readonly RangeBounds[] _bounds;
    private readonly CommonCandidates _candidates;

    private BestCommon(SegmentPlan plan, DocumentScorer scorer, ListReader[] lists, ReadOnlySpan<ScoringLeaf> leaves, ICommonScorer kind)
        : base(plan, scorer)
    {
        _lists = lists;
        _intersection = new ListIntersection(lists, plan.Arena);
        _bounds = new RangeBounds[leaves.Length];
        for (int i = 0; i < _bounds.Length; i++)
            _bounds[i] = new RangeBounds(leaves[i], plan.Arena);
        _candidates = new CommonCandidates(scorer, _bounds, kind, 1 << PostingsRules.CoarseShift, plan.Arena);
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
    /// <remarks>A list without codes in the index is so short that its documents are looked up in the others at once.</remarks>
    public override bool Run(SearchBudget budget) => _lists[0].List.Ranges == null ? RunWhole(budget) : base.Run(budget);

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
        int count = _intersection.Find(window, ranges);
        _candidates.Consider(_intersection.Docs, count);
    }

    /// <summary>Looks the documents of the rarest list up in the others.</summary>
    private bool RunWhole(SearchBudget budget)
    {
        uint* docs = stackalloc uint[PostingsRules.BlockSize];
        var lead = _lists[0];
        for (int block = 0; block < lead.List.BlockCount; block++)
        {
            if (block % BudgetInterval == BudgetInterval - 1 && budget.IsExceeded())
                return false;
            int count = lead.CopyBlock(block, docs);
            count = _candidates.KeepReaching(docs, count);
            for (int i = 1; i < _lists.Length && count > 0; i++)
                count = _lists[i].KeepCommon(docs, count);
            _candidates.Consider(docs, count);
        }
        return true;
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
