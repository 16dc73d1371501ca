namespace Search.Core.Retrieval;

/// <summary>
/// Finds the best documents of a segment where all must have some terms, alone or as phrases, and nothing else counts: those that the terms' lists
/// have in common, in the ranges whose bounds reach the threshold.
/// </summary>
internal sealed unsafe class BestCommon : WindowSearch
{
    /// <summary>After how many documents of a list the budget is asked.</summary>
    private const int BudgetInterval = 1_024;

    private readonly SegmentPlan _plan;
    private readonly MatchNode _root;
    private readonly ListReader[] _lists;
    private readonly ListIntersection _intersection;
    private readonly RangeBounds[] _bounds;

    private BestCommon(SegmentPlan plan, DocumentScorer scorer, ListReader[] lists)
        : base(plan, scorer)
    {
        _plan = plan;
        _root = plan.Root!;
        _lists = lists;
        _intersection = new ListIntersection(lists, plan.Arena);
        _bounds = new RangeBounds[scorer.Leaves.Length];
        for (int i = 0; i < _bounds.Length; i++)
            _bounds[i] = new RangeBounds(scorer.Leaves[i], plan.Arena);
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
        return new BestCommon(plan, scorer, [.. lists]);
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
        uint* docs = _intersection.Docs;
        for (int i = 0; i < count; i++)
            Consider((int)docs[i]);
    }

    /// <summary>Looks the documents of the rarest list up in the others.</summary>
    private bool RunWhole(SearchBudget budget)
    {
        var lead = _lists[0];
        for (int index = 0; index < lead.DocFreq; index++)
        {
            if (index % BudgetInterval == BudgetInterval - 1 && budget.IsExceeded())
                return false;
            uint doc = lead.Doc(index);
            bool isCommon = true;
            for (int i = 1; i < _lists.Length && isCommon; i++)
                isCommon = _lists[i].Find(doc) >= 0;
            if (isCommon)
                Consider((int)doc);
        }
        return true;
    }

    /// <summary>Scores a document that all lists have, when its bound reaches the threshold.</summary>
    private void Consider(int doc)
    {
        int bound = 0;
        foreach (var bounds in _bounds)
            bound += bounds.Of(doc);
        if (bound < Scorer.Threshold)
            return;
        if (Scorer.IsOfTerms)
        {
            Scorer.ConsiderTerms(doc);
            return;
        }
        if (_root is PhraseLeaf phrase)
        {
            Scorer.ConsiderPhrase(phrase, doc);
            return;
        }
        _root.LoadDocument(doc);
        int bit = doc & 63;
        if (((_root.May >> bit) & 1) != 0)
            Scorer.Consider(doc, bit);
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
