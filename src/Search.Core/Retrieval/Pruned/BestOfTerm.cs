using System.Numerics;
using System.Runtime.Intrinsics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Finds the best documents of one term: those of its best postings, where the index keeps them (<see cref="BestPostings"/>), and, where others can be as good, those in the ranges whose code
/// reaches the threshold. The codes tell from the start a score that as many documents as are wanted have, so that hardly more ranges are visited than have one of them.
/// </summary>
internal sealed unsafe class BestOfTerm
{
    /// <summary>After how many ranges the budget is asked.</summary>
    private const int BudgetInterval = 1_024;

    /// <summary>The scores of so many documents are known before the first is taken, and so is the least that the best have.</summary>
    private const int MostAtOnce = 4_096;

    /// <summary>At least so many documents are scored before the lengths of others are asked for.</summary>
    private const int FewFirst = 32;

    /// <summary>Frequencies from this on are not told apart.</summary>
    private const int HighFreq = 63;

    /// <summary>More than the roundings of the least frequency, as a part of it.</summary>
    private const double FreqSlack = 1e-4;

    private readonly DocumentScorer _scorer;
    private readonly TermLeaf _leaf;
    private readonly ListReader _reader;
    private readonly ListReader? _other;
    private readonly ScratchArena _arena;
    private readonly int _shift;
    private readonly int _maxDoc;
    private int _threshold;
    private int _leastCode = 1;
    private double _leastFreq;
    private uint* _best;

    private BestOfTerm(SegmentPlan plan, DocumentScorer scorer, TermLeaf leaf, ListReader? other)
    {
        _scorer = scorer;
        _leaf = leaf;
        _reader = leaf.Term.Reader;
        _other = other;
        _arena = plan.Arena;
        _shift = _reader.List.RangeShift;
        _maxDoc = plan.MaxDoc;
    }

    /// <summary>Starts a search of a segment.</summary>
    /// <returns>Null when its plan is of another kind, or the codes tell no score to start with.</returns>
    public static BestOfTerm? TryStart(SegmentPlan plan, DocumentScorer scorer) =>
        plan.Root is TermLeaf leaf && scorer.Rewards.Length == 0 ? new BestOfTerm(plan, scorer, leaf, other: null) : null;

    /// <summary>A search for the best of the documents of a term that were not looked at before, where any document with it matches.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="scorer">Knows what was looked at.</param>
    /// <param name="leaf">The term.</param>
    /// <param name="other">A list whose documents were looked at where they have the term.</param>
    public static BestOfTerm OfOthers(SegmentPlan plan, DocumentScorer scorer, TermLeaf leaf, ListReader? other) => new(plan, scorer, leaf, other);

    /// <summary>Finds them.</summary>
    /// <returns>False when the budget ran out.</returns>
    public bool Run(SearchBudget budget)
    {
        if (!_leaf.Term.IsRanged)
        {
            VisitAll();
            return true;
        }
        if (_reader.List.Best != null && !VisitKept())
            return true;
        // The threshold to start with is the bound of a code below those of as many ranges as are wanted. When those have been visited, it is mostly above that bound.
        int first = LeastCode() + 1;
        return Visit(first, ScoreUnits.MaxCode + 1, budget) && Visit(0, first, budget);
    }

    /// <summary>Visits the best documents that the index keeps.</summary>
    /// <returns>Whether another one can be as good.</returns>
    private bool VisitKept()
    {
        _best = _arena.TakeUInts(BestPostings.Count);
        uint* freqs = _arena.TakeUInts(BestPostings.Count);
        double* scores = (double*)_arena.Take(BestPostings.Count * sizeof(double));
        double least = BestPostings.Read(_reader.List, _best, freqs);
        _leaf.Scores(_best, (int*)freqs, BestPostings.Count, scores);
        Consider(_best, scores, BestPostings.Count);
        return _scorer.CanReach(least * _leaf.MaxWeight);
    }

    /// <summary>Visits the ranges whose codes reach the threshold.</summary>
    /// <param name="from">And this.</param>
    /// <param name="to">And do not reach this.</param>
    /// <param name="budget">When to stop.</param>
    /// <returns>False when the budget ran out.</returns>
    private bool Visit(int from, int to, SearchBudget budget)
    {
        int windows = PostingsRules.RangeCount(_maxDoc, PostingsRules.CoarseShift);
        int visited = 0;
        for (int window = 0; ; window++)
        {
            int least = Math.Max(from, LeastCode());
            if (least >= to || least > ScoreUnits.MaxCode)
                return true;
            window = RangeKernels.NextFrom(_reader.List.Coarse, window, windows, (byte)least);
            if (window == windows)
                return true;
            visited += VisitWindow(window, from, to);
            if (visited >= BudgetInterval)
            {
                visited = 0;
                if (budget.IsExceeded())
                    return false;
            }
        }
    }

    /// <returns>How many ranges were visited.</returns>
    private int VisitWindow(int window, int from, int to)
    {
        byte* codes = _reader.List.Ranges;
        int shift = PostingsRules.CoarseShift - _shift;
        int end = Math.Min(PostingsRules.RangeCount(_maxDoc, _shift), (window + 1) << shift);
        int visited = 0;
        for (int range = window << shift; ; range++)
        {
            int least = Math.Max(from, LeastCode());
            if (least >= to || least > ScoreUnits.MaxCode)
                return visited;
            range = RangeKernels.NextFrom(codes, range, end, (byte)least);
            if (range == end)
                return visited;
            if (codes[range] >= to)
                continue;
            visited++;
            if (_reader.IsBitmap)
                VisitBits(range);
            else
                VisitList(range);
        }
    }

    /// <summary>The least code whose bound reaches the threshold.</summary>
    private int LeastCode()
    {
        if (_scorer.Threshold != _threshold)
        {
            _threshold = _scorer.Threshold;
            _leastCode = ScoreUnits.LeastCode(_threshold, _leaf.UnitWeight);
            _leastFreq = LeastFreq(_scorer.LeastSum / _leaf.Weight);
        }
        return _leastCode;
    }

    /// <summary>What even the shortest document must have of the term, of which a saturated frequency is asked for; anything where no number is, since nothing is asked of a term without weight.</summary>
    private double LeastFreq(double share) => !(share > 0) ? 0
        : share >= 1 ? double.PositiveInfinity : share * _leaf.Term.Norms.Bm25.LengthNorm(0) / (1 - share) * (1 - FreqSlack);

    private void Consider(uint doc, int index)
    {
        int freq = _reader.Freq(index);
        if (freq >= _leastFreq && !IsKept(doc) && !IsKnown(doc))
            _scorer.ConsiderScore((int)doc, _leaf.ScoreOfFreq((int)doc, freq));
    }

    /// <summary>Whether a document is one of the best that the index keeps, which were visited.</summary>
    private bool IsKept(uint doc) => _best != null && new ReadOnlySpan<uint>(_best, BestPostings.Count).BinarySearch(doc) >= 0;

    /// <summary>Whether a document was looked at before this search. What it scores there is not below what its share of this term alone is.</summary>
    private bool IsKnown(uint doc) => (_other is not null && _other.Find(doc) >= 0) || _scorer.IsVisited((int)doc);

    /// <summary>A list without codes in the index is so short that scoring its documents costs less than computing codes.</summary>
    private void VisitAll()
    {
        int count = _reader.DocFreq;
        bool isWhole = count <= MostAtOnce;
        int room = isWhole ? _reader.List.BlockCount * PostingsRules.BlockSize : PostingsRules.BlockSize;
        uint* freqs = _arena.TakeUInts(room);
        double* scores = (double*)_arena.Take((long)room * sizeof(double));
        for (int block = 0; block < _reader.List.BlockCount; block++)
        {
            uint* docs = _reader.Block(block);
            uint* some = isWhole ? freqs + block * PostingsRules.BlockSize : freqs;
            _reader.FreqsOfBlock(block, some);
            if (!isWhole)
                Consider(docs, (int*)some, PostingsRules.BlockLength(count, block), scores);
        }
        // The documents of all blocks lie one behind the other.
        if (isWhole)
            VisitOftenFirst(_reader.Block(0), (int*)freqs, count, scores);
    }

    /// <summary>
    /// Takes the best of some documents, those that have the term most often first: with the threshold that they give, most of the others need no length, which would have to be
    /// fetched for each from somewhere else.
    /// </summary>
    private void VisitOftenFirst(uint* docs, int* freqs, int count, double* scores)
    {
        int some = Math.Max(2 * _scorer.Wanted, FewFirst);
        if (count <= 2 * some)
        {
            Consider(docs, freqs, count, scores);
            return;
        }
        uint* sorted = _arena.TakeUInts(count);
        int* sortedFreqs = (int*)_arena.Take((count + TermLeaf.Room) * sizeof(int));
        SortOftenFirst(docs, freqs, count, sorted, sortedFreqs);
        for (int first = 0; first < count; first += some, some = FewFirst)
        {
            if (sortedFreqs[first] < Math.Min(HighFreq, LeastFreq(_scorer.LeastSum / _leaf.Weight)))
                return;
            Consider(sorted + first, sortedFreqs + first, Math.Min(some, count - first), scores);
        }
    }

    /// <summary>Sorts documents by frequency, the highest first, by counting; those from <see cref="HighFreq"/> on are not told apart.</summary>
    private static void SortOftenFirst(uint* docs, int* freqs, int count, uint* sorted, int* sortedFreqs)
    {
        int* places = stackalloc int[HighFreq + 1];
        new Span<int>(places, HighFreq + 1).Clear();
        for (int i = 0; i < count; i++)
            places[Math.Min((uint)freqs[i], HighFreq)]++;
        int before = 0;
        for (int freq = HighFreq; freq >= 0; freq--)
            (places[freq], before) = (before, before + places[freq]);
        for (int i = 0; i < count; i++)
        {
            int place = places[Math.Min((uint)freqs[i], HighFreq)]++;
            (sorted[place], sortedFreqs[place]) = (docs[i], freqs[i]);
        }
    }

    private void Consider(uint* docs, int* freqs, int count, double* scores)
    {
        _leaf.Scores(docs, freqs, count, scores);
        Consider(docs, scores, count);
    }

    /// <summary>Takes the best of some documents whose scores are known.</summary>
    private void Consider(uint* docs, double* scores, int count)
    {
        _scorer.Prime(scores, count);
        for (int i = 0; i < count; i += Vector256<double>.Count)
        {
            uint reaching = Vector256.GreaterThanOrEqual(Vector256.Load(scores + i), Vector256.Create(_scorer.LeastSum)).ExtractMostSignificantBits();
            for (; reaching != 0; reaching &= reaching - 1)
            {
                int at = i + BitOperations.TrailingZeroCount(reaching);
                if (at < count && !IsKnown(docs[at]))
                    _scorer.ConsiderScore((int)docs[at], scores[at]);
            }
        }
    }

    private void VisitList(int range)
    {
        uint end = (uint)range + 1 << _shift;
        for (int index = _reader.FirstFrom((uint)range << _shift); index < _reader.DocFreq; index++)
        {
            uint doc = _reader.Doc(index);
            if (doc >= end)
                return;
            Consider(doc, index);
        }
    }

    private void VisitBits(int range)
    {
        int first = range << _shift;
        int end = Math.Min(_maxDoc, first + (1 << _shift));
        for (int doc = first; doc < end; doc = (doc | 63) + 1)
        {
            ulong bits = _reader.Mask(doc >> 6) & (ulong.MaxValue << doc);
            if (end - (doc & ~63) < 64)
                bits &= (1UL << end) - 1;
            for (; bits != 0; bits &= bits - 1)
            {
                int found = (doc & ~63) + BitOperations.TrailingZeroCount(bits);
                Consider((uint)found, _reader.PlaceOf(found));
            }
        }
    }
}
