using System.Numerics;
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
    /// <summary>A list is read for a whole window where more of its ranges than this are visited, and otherwise range by range.</summary>
    private const int FewRanges = 6;

    /// <summary>After how many windows the budget is asked.</summary>
    private const int BudgetInterval = 64;

    /// <summary>How many windows are visited before the rare words.</summary>
    private const int FirstWindows = 4;

    private readonly SegmentPlan _plan;
    private readonly WordBounds _words;
    private readonly AsideDocuments _aside;
    private readonly OverlapNode[] _periods;
    private readonly LeadingWords _leading;
    private readonly WordScorer _candidates;
    private readonly ushort* _documentSums;
    private readonly int* _present;
    private readonly ulong* _visited;
    private readonly ulong* _scratch;
    private readonly ulong* _wanted;
    private readonly byte* _seen;
    private readonly nint* _windowCodes;
    private readonly ushort* _parts;
    private int _presentCount;

    private BestOfWords(SegmentPlan plan, DocumentScorer scorer, WordBounds words, AsideDocuments aside)
        : base(plan, scorer)
    {
        _plan = plan;
        _words = words;
        _aside = aside;
        _periods = ((MatchGroup)plan.Root!).Periods;
        _candidates = new WordScorer(scorer, words, plan.Arena);
        _leading = new LeadingWords(plan, scorer, words, aside, _periods, _candidates);
        _seen = plan.Arena.TakeZeroed(PostingsRules.RangeCount(plan.MaxDoc, PostingsRules.CoarseShift));
        _documentSums = (ushort*)plan.Arena.Take(RangeKernels.Count * sizeof(ushort));
        _present = (int*)plan.Arena.Take(words.Words.Length * sizeof(int));
        _parts = (ushort*)plan.Arena.Take((long)(words.Words.Length + words.Pairs.Length) * RangeKernels.Count * sizeof(ushort));
        _windowCodes = (nint*)plan.Arena.Take(words.Words.Length * sizeof(nint));
        _visited = (ulong*)plan.Arena.Take(RangeKernels.Count * sizeof(ulong));
        _wanted = (ulong*)plan.Arena.Take(RangeKernels.Count * sizeof(ulong));
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
        ushort* bounds = CoarseBounds(windows);
        _words.TakeWeights();
        bool isDone = false;
        if (_leading.Leads)
        {
            // A few windows tell a threshold without which most documents of rare words would be looked at.
            isDone = !VisitBest(bounds, padded, _leading.IsShort ? 0 : FirstWindows);
            _candidates.Complete();
            isDone = isDone || _leading.Run(_seen, budget);
            if (budget.WasExceeded)
                return false;
            _candidates.Complete();
            bounds = isDone ? bounds : CoarseBounds(windows);
            for (int window = 0; window < windows; window++)
                bounds[window] = _seen[window] == 0 ? bounds[window] : (ushort)0;
        }
        isDone = isDone || !VisitBest(bounds, padded, Sampled(windows));
        _candidates.Complete();
        isDone = isDone || new NeededWords(_plan, Scorer, _words, _aside, _periods, _candidates).TryRun(bounds, windows, budget);
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
        _seen[window] = 1;
        AddBounds(window);
        ulong passing = RangeKernels.MaskFrom(Sums, Scorer.Threshold);
        if (passing == 0)
            return;
        bool isLoaded = false;
        if (BitOperations.PopCount(passing) > FewRanges)
        {
            for (int i = 0; i < _presentCount; i++)
                _words.Words[_present[i]].LoadWindow(window);
            isLoaded = true;
        }
        passing = FindWanted(window, passing, isLoaded);
        if (passing != 0 && LoadVisited(window))
            Bits.AndNot(_wanted, _visited);
        // Without a threshold the best ranges come first.
        for (; passing != 0 && Scorer.Threshold <= 1;)
        {
            int range = RangeKernels.IndexOfLargest(Sums, RangeKernels.Count, out _);
            VisitRange(window, range);
            _candidates.Finish();
            Sums[range] = 0;
            passing &= ~(1UL << range);
        }
        for (; passing != 0; passing &= passing - 1)
        {
            int range = BitOperations.TrailingZeroCount(passing);
            if (Sums[range] >= Scorer.Threshold)
                VisitRange(window, range);
        }
        _candidates.Finish();
    }

    /// <summary>Sets <see cref="WindowSearch.Sums"/> for a window, and keeps what each word and reward adds to them.</summary>
    private void AddBounds(int window)
    {
        FindPresent(window);
        new Span<ushort>(_parts, (_words.Words.Length + _words.Pairs.Length) * RangeKernels.Count).Clear();
        new Span<ushort>(Sums, RangeKernels.Count).Clear();
        for (int i = 0; i < _presentCount; i++)
        {
            int number = _present[i];
            var word = _words.Words[number];
            // Which documents have a word is asked of its list, so that codes of larger ranges, which cost less, are as good.
            byte* codes = word.Term.WindowNear(window);
            _windowCodes[number] = (nint)codes;
            RangeKernels.AddWeighted(Part(number), codes, word.Leaf.UnitWeight);
            RangeKernels.Add(Sums, Part(number));
        }
        int part = _words.Words.Length;
        foreach (var (reward, first, second) in _words.Pairs)
        {
            if (_words.Codes[first] != 0 && _words.Codes[second] != 0)
            {
                reward.AddBounds(Part(part), (byte*)_windowCodes[first], (byte*)_windowCodes[second]);
                RangeKernels.Add(Sums, Part(part));
            }
            part++;
        }
    }

    private ushort* Part(int number) => _parts + number * RangeKernels.Count;

    /// <summary>Finds the words that a window has, with their codes for it.</summary>
    private void FindPresent(int window)
    {
        _presentCount = 0;
        for (int i = 0; i < _words.Words.Length; i++)
        {
            var word = _words.Words[i];
            _words.Codes[i] = word.Leaf.IsVisited ? 0 : word.Term.Coarse[window];
            if (_words.Codes[i] != 0)
                _present[_presentCount++] = i;
        }
    }

    /// <summary>Sets <see cref="_wanted"/> to the documents that have all words without which the threshold is out of reach in their range.</summary>
    /// <param name="window">The window.</param>
    /// <param name="passing">The ranges that are asked about.</param>
    /// <param name="isLoaded">Whether all words' documents of the window are at hand.</param>
    /// <returns>The ranges in which there may be any.</returns>
    private ulong FindWanted(int window, ulong passing, bool isLoaded)
    {
        Bits.Fill(_wanted, ulong.MaxValue);
        ulong left = passing;
        for (int i = 0; i < _presentCount; i++)
        {
            int number = _present[i];
            ushort* without = _documentSums;
            Buffer.MemoryCopy(Sums, without, RangeKernels.Count * sizeof(ushort), RangeKernels.Count * sizeof(ushort));
            RangeKernels.Subtract(without, Part(number));
            int part = _words.Words.Length;
            foreach (var (_, first, second) in _words.Pairs)
            {
                if (first == number || second == number)
                    RangeKernels.Subtract(without, Part(part));
                part++;
            }
            var word = _words.Words[number];
            for (ulong needing = left & ~RangeKernels.MaskFrom(without, Scorer.Threshold); needing != 0; needing &= needing - 1)
            {
                int range = BitOperations.TrailingZeroCount(needing);
                if (!isLoaded)
                    word.Load(window * RangeKernels.Count + range);
                _wanted[range] &= isLoaded ? word.WindowDocuments[range] : word.Documents;
                if (_wanted[range] == 0)
                    left &= ~(1UL << range);
            }
        }
        return left;
    }

    /// <summary>Has the documents of a range scored whose bounds reach the threshold.</summary>
    private void VisitRange(int window, int range)
    {
        int first = window * RangeKernels.Count + range;
        ulong wanted = _wanted[range];
        if (wanted == 0)
            return;
        new Span<ushort>(_documentSums, RangeKernels.Count).Clear();
        for (int i = 0; i < _presentCount; i++)
        {
            var word = _words.Words[_present[i]];
            if (Part(_present[i])[range] == 0)
                continue;
            word.Load(first);
            ulong documents = word.Documents & wanted;
            if (documents != 0)
                word.Term.AddDocuments(_documentSums, window, range, documents, word.Leaf.UnitWeight);
        }
        int part = _words.Words.Length;
        foreach (var (reward, one, other) in _words.Pairs)
        {
            // 0 where one of the words is not there.
            if (Part(part++)[range] == 0)
                continue;
            ulong both = _words.Words[one].Documents & _words.Words[other].Documents & wanted;
            if (both == 0)
                continue;
            byte code = Math.Min(((byte*)_windowCodes[one])[range], ((byte*)_windowCodes[other])[range]);
            DocumentKernels.AddWhere(_documentSums, both, &code, PostingsRules.RangeShift64, reward.UnitWeight);
        }
        ulong reaching = RangeKernels.MaskFrom(_documentSums, Scorer.Threshold);
        if (reaching == 0)
            return;
        foreach (var period in _periods)
            reaching &= period.Mask(first);
        for (; reaching != 0; reaching &= reaching - 1)
        {
            int bit = BitOperations.TrailingZeroCount(reaching);
            int doc = (first << PostingsRules.RangeShift64) + bit;
            int bound = _words.Pairs.Length == 0 ? _documentSums[bit] : BoundOf(doc, bit, range);
            if (bound >= Scorer.Threshold)
                _candidates.Add((uint)doc, bound);
        }
    }

    /// <summary>The bound of a document of the range that is looked at, by the best code at hand of each word that it has: the codes of a word's own ranges may be of fewer documents.</summary>
    private int BoundOf(int doc, int bit, int range)
    {
        for (int i = 0; i < _presentCount; i++)
        {
            int number = _present[i];
            bool has = Part(number)[range] != 0 && (_words.Words[number].Documents >> bit & 1) != 0;
            _words.Codes[number] = has ? Math.Min(((byte*)_windowCodes[number])[range], _words.CodeNear(number, doc)) : 0;
        }
        return _words.OfCodes();
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
        foreach (var word in _words.Words)
        {
            if (!word.Leaf.IsVisited || word.Term.Coarse[window] == 0)
                continue;
            if (!any)
                Bits.Fill(_visited, 0);
            any = true;
            Bits.Or(_visited, WindowWords.Of(word.Term.Reader, window, _scratch));
        }
        return any;
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
