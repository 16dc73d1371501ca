using System.Numerics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// Finds the best documents of one term: those in the ranges whose code reaches the threshold. The codes tell from the start a score
/// that as many documents as are wanted have, so that hardly more ranges are visited than have one of them.
/// </summary>
internal sealed unsafe class BestOfTerm
{
    /// <summary>After how many ranges the budget is asked.</summary>
    private const int BudgetInterval = 1_024;

    /// <summary>More than the roundings of the least frequency, as a part of it.</summary>
    private const double FreqSlack = 1e-4;

    private readonly DocumentScorer _scorer;
    private readonly TermLeaf _leaf;
    private readonly ListReader _reader;
    private readonly int _shift;
    private readonly int _maxDoc;
    private int _threshold;
    private int _leastCode = 1;
    private double _leastFreq;

    private BestOfTerm(SegmentPlan plan, DocumentScorer scorer, TermLeaf leaf)
    {
        _scorer = scorer;
        _leaf = leaf;
        _reader = leaf.Term.Reader;
        _shift = _reader.List.RangeShift;
        _maxDoc = plan.MaxDoc;
    }

    /// <summary>Starts a search of a segment.</summary>
    /// <returns>Null when its plan is of another kind, or the codes tell no score to start with.</returns>
    public static BestOfTerm? TryStart(SegmentPlan plan, DocumentScorer scorer) =>
        plan.Root is TermLeaf leaf && scorer.Rewards.Length == 0 && (scorer.Threshold > 1 || !leaf.Term.IsRanged)
            ? new BestOfTerm(plan, scorer, leaf) : null;

    /// <summary>Finds them.</summary>
    /// <returns>False when the budget ran out.</returns>
    public bool Run(SearchBudget budget)
    {
        if (!_leaf.Term.IsRanged)
        {
            VisitAll();
            return true;
        }
        // The threshold to start with is the bound of a code below those of as many ranges as are wanted. When those have been visited, it is mostly above that bound.
        int first = LeastCode() + 1;
        return Visit(first, ScoreUnits.MaxCode + 1, budget) && Visit(0, first, budget);
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
            _leastFreq = LeastFreq(_scorer.LeastShare(_leaf.Weight));
        }
        return _leastCode;
    }

    /// <summary>What even the shortest document must have of the term, of which a saturated frequency is asked for.</summary>
    private double LeastFreq(double share) =>
        share >= 1 ? double.PositiveInfinity : share * _leaf.Term.Norms.Bm25.LengthNorm(0) / (1 - share) * (1 - FreqSlack);

    private void Consider(uint doc, int index)
    {
        int freq = _reader.Freq(index);
        if (freq >= _leastFreq)
            _scorer.ConsiderScore((int)doc, _leaf.ScoreOfFreq((int)doc, freq));
    }

    /// <summary>A list without codes in the index is so short that scoring its documents costs less than computing codes.</summary>
    /// <remarks>Norms are fetched apart from what is done with them: they lie all over the lengths, and so the processor waits for many of them at once.</remarks>
    private void VisitAll()
    {
        uint* freqs = stackalloc uint[PostingsRules.BlockSize];
        float* norms = stackalloc float[PostingsRules.BlockSize];
        new Span<float>(norms, PostingsRules.BlockSize).Clear();
        for (int block = 0; block < _reader.List.BlockCount; block++)
        {
            int count = PostingsRules.BlockLength(_reader.DocFreq, block);
            uint* docs = _reader.Block(block);
            if (_reader.List.HasFreqs)
                BlockDecoder.Freqs(_reader.List, block, freqs);
            else
                new Span<uint>(freqs, PostingsRules.BlockSize).Fill(1);
            for (int i = 0; i < count; i++)
                norms[i] = (float)_leaf.Term.Norms.Of((int)docs[i]);
            for (int i = 0; i < count; i += ShareKernels.Count)
            {
                uint reaching = ShareKernels.MaskFrom(freqs + i, norms + i, _scorer.LeastShare(_leaf.Weight));
                for (; reaching != 0; reaching &= reaching - 1)
                {
                    int at = i + BitOperations.TrailingZeroCount(reaching);
                    if (at < count)
                        _scorer.ConsiderScore((int)docs[at], _leaf.ScoreOfFreq((int)docs[at], (int)freqs[at]));
                }
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
