using System.Numerics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Finds the best documents of a segment that have any of some terms, where nothing else counts. Rare terms' documents are looked at first
/// (<see cref="LeadingTerms"/>). Of the others, windows and their ranges are passed over by their bounds; in a range that is not, the bounds of its
/// 64 documents are added up at once, and what reaches the threshold is scored.
/// </summary>
/// <remarks>
/// The bounds of ranges are those of Dimopoulos, Nepomnyachiy and Suel, "Optimizing Top-k Document Retrieval Strategies for Block-Max Indexes", WSDM
/// 2013, doi:10.1145/2433396.2433412, and Mallia, Suel and Tonellotto, "Faster Learned Sparse Retrieval with Block-Max Pruning", SIGIR 2024,
/// doi:10.1145/3626772.3657906.
/// </remarks>
internal sealed unsafe class BestOfAny : WindowSearch
{
    /// <summary>A list is read for a whole window where more of its ranges than this are visited, and otherwise range by range.</summary>
    private const int FewRanges = 6;

    /// <summary>Of more terms in a window the lighter ones add so much that sets say little.</summary>
    private const int MostOfSets = 6;

    /// <summary>Of more documents in a range than this the bounds are added up for all 64 at once.</summary>
    private const int FewDocuments = 12;

    /// <summary>So few documents of a range that can reach the threshold are bounded one by one.</summary>
    private const int FewLeft = 4;

    /// <summary>What it costs to bound a document of a list and to look it up in another, as many times what it costs to read one.</summary>
    private const int LookUpCost = 9;

    /// <summary>What a window costs, likewise.</summary>
    private const int WindowCost = 100;

    private readonly SegmentPlan _plan;
    private readonly TermLeaf[] _terms;
    private readonly LeadingTerms _leading;
    private readonly AnyTermsScorer _candidates;
    private readonly WordBounds _words;
    private readonly WordSets _sets;
    private readonly ushort* _documentSums;
    private readonly int* _present;
    private readonly ulong* _visited;
    private readonly ulong* _scratch;

    /// <summary>Of each term in a window, the codes of its ranges and, where the list was read for all of it, its documents.</summary>
    private readonly byte** _codes;
    private readonly ulong** _documents;

    private BestOfAny(SegmentPlan plan, DocumentScorer scorer)
        : base(plan, scorer)
    {
        _plan = plan;
        _terms = scorer.Terms;
        _candidates = new AnyTermsScorer(plan, scorer);
        _leading = new LeadingTerms(plan, scorer, _candidates);
        var words = new Word[_terms.Length];
        for (int i = 0; i < words.Length; i++)
            words[i] = Word.Open(_terms[i], plan.MaxDoc, plan.Arena)!;
        _words = WordBounds.Of(words, [], plan.Arena);
        _sets = new WordSets(_words, plan.Arena);
        _documentSums = (ushort*)plan.Arena.Take(RangeKernels.Count * sizeof(ushort));
        _present = (int*)plan.Arena.Take(_terms.Length * sizeof(int));
        _visited = (ulong*)plan.Arena.Take(RangeKernels.Count * sizeof(ulong));
        _scratch = (ulong*)plan.Arena.Take(RangeKernels.Count * sizeof(ulong));
        _codes = (byte**)plan.Arena.Take(_terms.Length * sizeof(nint));
        _documents = (ulong**)plan.Arena.Take(_terms.Length * sizeof(nint));
    }

    /// <summary>Starts a search of a segment.</summary>
    /// <returns>Null when its plan is of another kind.</returns>
    public static BestOfAny? TryStart(SegmentPlan plan, DocumentScorer scorer) =>
        plan.Root is MatchGroup { IsPlain: true } && scorer.IsOfTerms ? new BestOfAny(plan, scorer) : null;

    /// <inheritdoc/>
    public override bool Run(SearchBudget budget)
    {
        if (_terms is [var one, var other] && IsPair(one, other))
            return RunPair(one, other, budget);
        if (_leading.Run(budget))
            return true;
        return !budget.WasExceeded && (Array.FindAll(_terms, static leaf => !leaf.IsVisited) is [var first, var second] ? RunPair(first, second, budget) : RunWindows(budget));
    }

    private bool RunWindows(SearchBudget budget)
    {
        _words.TakeWeights();
        bool isComplete = base.Run(budget);
        _candidates.Finish();
        return isComplete;
    }

    /// <summary>Whether it costs less to meet two lists, window by window, than to look up the documents of one in the other.</summary>
    private bool IsPair(TermLeaf first, TermLeaf second)
    {
        if (!first.Term.IsRanged || !second.Term.IsRanged)
            return false;
        var (rarer, other) = first.Cost <= second.Cost ? (first, second) : (second, first);
        long read = rarer.Cost + (other.Term.Reader.IsBitmap ? 0 : other.Cost);
        return LookUpCost * rarer.Cost > read + (long)(WindowCost * _plan.Costs.Windows) * PostingsRules.RangeCount(_plan.MaxDoc, PostingsRules.CoarseShift);
    }

    /// <summary>
    /// Of two terms that are left, the documents that have both are mostly the best. When they have been looked at, those with one of them alone have a high threshold to
    /// reach.
    /// </summary>
    private bool RunPair(TermLeaf first, TermLeaf second, SearchBudget budget) =>
        BestCommon.OfPair(_plan, Scorer, first, second).Run(budget)
        && BestOfTerm.OfOthers(_plan, Scorer, first, second.Term.Reader).Run(budget)
        && BestOfTerm.OfOthers(_plan, Scorer, second, first.Term.Reader).Run(budget);

    protected override void AddCoarseBounds(int chunk, ushort* sums)
    {
        foreach (var leaf in _terms)
        {
            if (!leaf.IsVisited)
                RangeKernels.AddWeighted(sums, leaf.Term.Coarse + chunk * RangeKernels.Count, leaf.UnitWeight);
        }
    }

    protected override void VisitWindow(int window)
    {
        int present = _words.FindPresent(window, _present);
        if (present == 0)
            return;
        if (present > MostOfSets)
        {
            new Span<ushort>(Sums, RangeKernels.Count).Clear();
            for (int i = 0; i < present; i++)
                RangeKernels.AddWeighted(Sums, _terms[_present[i]].Term.Window(window), _terms[_present[i]].UnitWeight);
            ulong passing = RangeKernels.MaskFrom(Sums, Scorer.Threshold);
            if (passing != 0)
                VisitRanges(window, passing, present, Sums, LoadVisited(window) ? _visited : null);
            return;
        }
        ulong ranges = _sets.Find(_present, present, window, Scorer.Threshold);
        ulong dense = _sets.LightRanges;
        if ((ranges | dense) == 0)
            return;
        ulong* visited = LoadVisited(window) ? _visited : null;
        dense |= _sets.Visit(window, ranges, visited, (int)(FewDocuments * _plan.Costs.Singles), Scorer, _candidates);
        VisitRanges(window, dense, present, _sets.Sums, visited);
    }

    /// <summary>Visits ranges whose bounds reach the threshold.</summary>
    /// <param name="window">The window.</param>
    /// <param name="ranges">The ranges.</param>
    /// <param name="present">How many terms are in the window.</param>
    /// <param name="sums">The bounds of all ranges.</param>
    /// <param name="visited">The documents that were looked at before; null for none.</param>
    private void VisitRanges(int window, ulong ranges, int present, ushort* sums, ulong* visited)
    {
        if (ranges == 0)
            return;
        bool isWhole = BitOperations.PopCount(ranges) > FewRanges;
        for (int i = 0; i < present; i++)
        {
            var word = _words.Words[_present[i]];
            if (isWhole)
                word.LoadWindow(window);
            _documents[i] = word.IsLoaded(window) ? word.WindowDocuments : null;
            _codes[i] = word.Term.Window(window);
        }
        for (; ranges != 0; ranges &= ranges - 1)
        {
            int range = BitOperations.TrailingZeroCount(ranges);
            if (sums[range] >= Scorer.Threshold)
                VisitRange(window, range, present, sums[range], visited != null ? visited[range] : 0);
        }
    }

    /// <summary>
    /// Has the documents of a range scored whose bounds reach the threshold. The weightiest terms are added up first: as soon as no document can reach it with all that the others
    /// have in the range, the range is done with, and where few can, only these are asked about.
    /// </summary>
    private void VisitRange(int window, int range, int present, int rest, ulong visited)
    {
        new Span<ushort>(_documentSums, RangeKernels.Count).Clear();
        ulong left = ~visited;
        for (int i = 0; i < present; i++)
        {
            int bound = BoundOf(i, range);
            if (bound == 0)
                continue;
            ulong docs = DocumentsOf(i, window, range);
            if (docs != 0)
            {
                var leaf = _terms[_present[i]];
                leaf.Term.AddDocuments(_documentSums, window, range, docs, leaf.UnitWeight);
            }
            rest -= bound;
            if (rest >= Scorer.Threshold)
                continue;
            left = RangeKernels.MaskFrom(_documentSums, Scorer.Threshold - rest) & ~visited;
            if (left == 0)
                return;
            if (BitOperations.PopCount(left) <= FewLeft)
            {
                VisitFew(window, range, left, i + 1, present, rest);
                return;
            }
        }
        left &= RangeKernels.MaskFrom(_documentSums, Scorer.Threshold);
        int first = FirstOf(window, range);
        for (; left != 0; left &= left - 1)
        {
            int bit = BitOperations.TrailingZeroCount(left);
            _candidates.Add((uint)(first + bit), _documentSums[bit]);
        }
    }

    /// <summary>Has those of a few documents of a range scored whose bounds reach the threshold.</summary>
    /// <param name="window">The window.</param>
    /// <param name="range">The range.</param>
    /// <param name="docs">The documents, with what they reach by the terms before one.</param>
    /// <param name="from">That term.</param>
    /// <param name="present">How many terms there are.</param>
    /// <param name="rest">What it and the others add at most.</param>
    private void VisitFew(int window, int range, ulong docs, int from, int present, int rest)
    {
        int first = FirstOf(window, range);
        for (; docs != 0; docs &= docs - 1)
        {
            int bit = BitOperations.TrailingZeroCount(docs);
            int sum = _documentSums[bit];
            int others = rest;
            for (int i = from; i < present && sum + others >= Scorer.Threshold; i++)
            {
                int bound = BoundOf(i, range);
                others -= bound;
                if (bound == 0 || (DocumentsOf(i, window, range) >> bit & 1) == 0)
                    continue;
                var term = _terms[_present[i]].Term;
                sum += term.IsNarrow ? term.BoundNear(first + bit, _terms[_present[i]].UnitWeight) : bound;
            }
            if (sum >= Scorer.Threshold)
                _candidates.Add((uint)(first + bit), sum);
        }
    }

    private static int FirstOf(int window, int range) => (window * RangeKernels.Count + range) << PostingsRules.RangeShift64;

    /// <summary>The bound of a term of the window in one of its ranges.</summary>
    private int BoundOf(int present, int range) => ScoreUnits.Bound(_codes[present][range], _terms[_present[present]].UnitWeight);

    /// <summary>The documents of a range that have a term of the window, the first in the lowest bit.</summary>
    private ulong DocumentsOf(int present, int window, int range) => _documents[present] != null
        ? _documents[present][range]
        : _terms[_present[present]].Term.Reader.Mask(window * RangeKernels.Count + range);

    /// <summary>Finds which documents of a window were looked at before.</summary>
    private bool LoadVisited(int window) => _words.AddVisited(window, _visited, any: false, _scratch);
}
