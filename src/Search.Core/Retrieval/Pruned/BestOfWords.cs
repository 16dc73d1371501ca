using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Finds the best documents of a segment that have any of some words, with rewards for two of them, conditions on values, and leaves of few documents beside the words: what a query of plain
/// words asks for. As <see cref="BestOfAny"/>: rare words' documents are looked at first (<see cref="LeadingWords"/>); of the others, windows and their ranges are passed over by their bounds, and
/// in a range that is not, the bounds of its 64 documents are added up at once; or the lists of words that no good document lacks are met as a whole (<see cref="NeededWords"/>). The leaves of few documents are set aside (<see cref="AsideDocuments"/>), values are compared where bounds leave
/// something, and positions are read last (<see cref="WordScorer"/>).
/// </summary>
internal sealed unsafe class BestOfWords : WindowSearch
{
    /// <summary>Of more documents in a range than this the bounds are added up for all 64 at once.</summary>
    private const int FewDocuments = 16;

    /// <summary>After how many windows the budget is asked.</summary>
    private const int BudgetInterval = 64;

    private readonly SegmentPlan _plan;
    private readonly WordBounds _words;
    private readonly AsideDocuments _aside;
    private readonly OverlapNode[] _periods;
    private readonly LeadingPairs _pairs;
    private readonly LeadingWords _leading;
    private readonly WordScorer _candidates;
    private readonly int* _present;
    private readonly ulong* _visited;
    private readonly ulong* _scratch;
    private readonly WordSets _sets;
    private readonly WordRanges _ranges;
    private int _presentCount;

    private BestOfWords(SegmentPlan plan, DocumentScorer scorer, WordBounds words, AsideDocuments aside)
        : base(plan, scorer)
    {
        _plan = plan;
        _words = words;
        _aside = aside;
        _periods = ((MatchGroup)plan.Root!).Periods;
        _candidates = new WordScorer(scorer, words, _periods, plan.Arena);
        _pairs = new LeadingPairs(plan, scorer, words, aside, _periods, _candidates);
        _leading = new LeadingWords(plan, scorer, words, aside, _periods, _candidates);
        _present = (int*)plan.Arena.Take(words.Words.Length * sizeof(int));
        _sets = new WordSets(words, plan.Arena);
        _ranges = new WordRanges(words, scorer, _candidates, plan.Arena);
        _visited = (ulong*)plan.Arena.Take(RangeKernels.Count * sizeof(ulong));
        _scratch = (ulong*)plan.Arena.Take(RangeKernels.Count * sizeof(ulong));
    }

    /// <summary>Whether a plan is of this kind.</summary>
    public static bool Covers(SegmentPlan plan)
    {
        if (plan.Root is not MatchGroup { IsPlainBehindFilters: true } group || group.Periods.Length != group.Required.Length)
            return false;
        foreach (var leaf in plan.Leaves)
        {
            if (!IsWord(leaf, plan.MaxDoc) && !AsideDocuments.AreFew(leaf, plan.MaxDoc))
                return false;
        }
        foreach (var reward in plan.Rewards)
        {
            if (!HasWord(plan, reward.First) || !HasWord(plan, reward.Second))
                return false;
        }
        return true;
    }

    /// <summary>Starts a search of a segment, of a plan that is covered.</summary>
    public static BestOfWords Start(SegmentPlan plan, DocumentScorer scorer)
    {
        double most = 0;
        foreach (var leaf in plan.Leaves)
            most = Math.Max(most, leaf.MaxWeight);
        int asideCount = 0;
        foreach (var leaf in plan.Leaves)
            asideCount += IsAside(plan, leaf, most) ? 1 : 0;
        var words = new Word[plan.Leaves.Count - asideCount];
        var few = asideCount == 0 ? [] : new ScoringLeaf[asideCount];
        int word = 0, aside = 0;
        foreach (var leaf in plan.Leaves)
        {
            if (IsAside(plan, leaf, most))
                few[aside++] = leaf;
            else
                words[word++] = Word.Open(leaf, plan.MaxDoc, plan.Arena)!;
        }
        var documents = new AsideDocuments(few, words, plan.Arena);
        if (few.Length > 0)
            scorer.SetAside(few);
        return new BestOfWords(plan, scorer, WordBounds.Of(words, scorer.Rewards, plan.Arena), documents);
    }

    /// <inheritdoc/>
    public override bool Run(SearchBudget budget)
    {
        int windows = PostingsRules.RangeCount(_plan.MaxDoc, PostingsRules.CoarseShift);
        int padded = PostingsRules.PaddedLength(windows);
        _words.TakeWeights();
        bool isDone = _leading.Run(budget);
        if (budget.WasExceeded || (!isDone && !_pairs.Run(windows * NeededWords.CostOfWindow(_plan, _words, windows), budget)))
            return false;
        ushort* bounds = isDone ? null : CoarseBounds(windows);
        // Where documents of some words told a threshold, no window has to be visited for one.
        bool hasThreshold = Scorer.Threshold > 1 && (_leading.HasVisited || _pairs.HasVisited);
        isDone = isDone || !VisitBest(bounds, padded, hasThreshold ? 0 : Sampled(windows));
        _candidates.Complete();
        isDone = isDone || new NeededWords(_plan, Scorer, _words, _aside, _periods, _pairs, _candidates).TryRun(bounds, windows, budget);
        if (budget.WasExceeded)
            return false;
        int visited = 0;
        for (int window = 0; window < windows && !isDone; window++)
        {
            if (bounds[window] < Scorer.Threshold)
                continue;
            if (++visited % BudgetInterval == 0 && budget.IsExceeded())
                return false;
            VisitWindow(window);
        }
        _candidates.Complete();
        VisitAside();
        return true;
    }

    protected override void AddCoarseBounds(int chunk, ushort* sums)
    {
        int offset = chunk * RangeKernels.Count;
        foreach (var word in _words.Words)
        {
            if (!word.Leaf.IsVisited)
                RangeKernels.AddWeighted(sums, word.Term.Coarse + offset, word.Leaf.UnitWeight);
        }
        foreach (var (reward, _, _) in _words.Pairs)
        {
            if (!reward.IsLost)
                reward.AddBounds(sums, reward.First.Coarse + offset, reward.Second.Coarse + offset);
        }
        foreach (var period in _periods)
        {
            period.LookAtCoarse(chunk);
            RangeKernels.ClearWhereZero(sums, period.Codes);
        }
    }

    protected override void VisitWindow(int window)
    {
        _presentCount = _words.FindPresent(window, _present);
        if (_presentCount == 0)
            return;
        if (_presentCount <= WordSets.MostPresent && Scorer.Threshold > 1)
            VisitSets(window);
        else
            _ranges.Visit(window, _present, _presentCount, ulong.MaxValue, LoadVisited(window) ? _visited : null);
        _candidates.Finish();
    }

    /// <summary>Has the documents of a window scored that have one of the sets of words that reach the threshold.</summary>
    private void VisitSets(int window)
    {
        ulong ranges = _sets.Find(_present, _presentCount, window, Scorer.Threshold);
        ulong dense = _sets.LightRanges;
        if ((ranges | dense) == 0)
            return;
        ulong* visited = LoadVisited(window) ? _visited : null;
        dense |= _sets.Visit(window, ranges, visited, (int)(FewDocuments * _plan.Costs.Singles), Scorer, _candidates);
        if (dense == 0)
            return;
        // The ranges that were left out lie before those of the documents added, too.
        _candidates.Finish();
        _ranges.Visit(window, _present, _presentCount, dense, visited);
    }

    /// <summary>Finds which documents of a window were looked at before, or are set aside.</summary>
    private bool LoadVisited(int window)
    {
        bool any = _aside.IsIn(window);
        if (any)
        {
            Bits.Fill(_visited, 0);
            _aside.Mark(window, _visited);
        }
        return _words.AddVisited(window, _visited, any, _scratch);
    }

    /// <summary>Scores the documents set aside that can be among the best.</summary>
    private void VisitAside()
    {
        for (int i = 0; i < _aside.Count; i++)
        {
            int doc = _aside.Doc(i);
            if (!CanReach(doc, _aside.Weight(i)))
                continue;
            _plan.Root!.LoadDocument(doc);
            if ((_plan.Root.May >> (doc & 63) & 1) != 0)
                Scorer.Consider(doc, doc & 63);
        }
    }

    /// <summary>Whether a document can be among the best by the words that it has, the rewards for them, and what else it may have.</summary>
    private bool CanReach(int doc, double others)
    {
        int* codes = _words.Codes;
        for (int i = 0; i < _words.Words.Length; i++)
            codes[i] = _words.Words[i].Term.CodeNear(doc);
        if (!Scorer.CanReach(others + MostOfCodes()))
            return false;
        for (int i = 0; i < _words.Words.Length; i++)
        {
            if (codes[i] != 0 && _words.Words[i].Term.Reader.Find((uint)doc) < 0)
                codes[i] = 0;
        }
        return Scorer.CanReach(others + MostOfCodes());
    }

    /// <summary>What words with the codes at hand contribute at most, with the rewards for them.</summary>
    private double MostOfCodes()
    {
        int* codes = _words.Codes;
        double most = 0;
        for (int i = 0; i < _words.Words.Length; i++)
            most += _words.Words[i].Leaf.MaxWeight * codes[i];
        foreach (var (reward, first, second) in _words.Pairs)
            most += reward.MaxWeight * Math.Min(codes[first], codes[second]);
        return most / ScoreUnits.MaxCode;
    }

    /// <summary>Whether a leaf is set aside: one that weighs little and has few documents, and what is no word.</summary>
    private static bool IsAside(SegmentPlan plan, ScoringLeaf leaf, double most) =>
        !IsWord(leaf, plan.MaxDoc) || (leaf.MaxWeight < most / 2 && AsideDocuments.AreFew(leaf, plan.MaxDoc) && !IsRewarded(plan, leaf));

    private static bool IsWord(ScoringLeaf leaf, int maxDoc) =>
        leaf is TermLeaf || (leaf is BlendLeaf blend && blend.MainTerm(AsideDocuments.MostOfWord(maxDoc)) is not null);

    private static bool IsRewarded(SegmentPlan plan, ScoringLeaf leaf)
    {
        foreach (var reward in plan.Rewards)
        {
            if (IsMain(plan, leaf, reward.First) || IsMain(plan, leaf, reward.Second))
                return true;
        }
        return false;
    }

    private static bool HasWord(SegmentPlan plan, SegmentTerm term)
    {
        foreach (var leaf in plan.Leaves)
        {
            if (IsMain(plan, leaf, term))
                return true;
        }
        return false;
    }

    private static bool IsMain(SegmentPlan plan, ScoringLeaf leaf, SegmentTerm term) =>
        leaf is TermLeaf word ? word.Term == term : leaf is BlendLeaf blend && blend.MainTerm(AsideDocuments.MostOfWord(plan.MaxDoc)) == term;
}
