using System.Numerics;
using System.Runtime.InteropServices;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// The documents of the terms that a prefix or a fuzzy word stands for. Their weighted frequencies are added up term after term when it is
/// opened, in pages of 4,096 documents, of which only those with a document are there.
/// </summary>
internal sealed unsafe class ExpansionLeaf : ScoringLeaf
{
    private readonly int _maxDoc;
    private readonly LengthNorms _norms;
    private readonly double _weight;
    private readonly ScratchArena _arena;
    private readonly Page* _pages;
    private readonly int _windows;
    private readonly byte* _codes;
    private readonly byte* _coarse;
    private long _cost;

    public ExpansionLeaf(int maxDoc, LengthNorms norms, double weight, ScratchArena arena)
    {
        _maxDoc = maxDoc;
        _norms = norms;
        _weight = weight;
        _arena = arena;
        _windows = PostingsRules.RangeCount(maxDoc, PostingsRules.CoarseShift);
        _pages = (Page*)arena.TakeZeroed((long)_windows * sizeof(Page));
        _codes = arena.TakeZeroed((long)_windows * RangeKernels.Count);
        _coarse = arena.TakeZeroed(PostingsRules.PaddedLength(_windows));
    }

    public override long Cost => _cost;

    public override double MaxWeight => _weight;

    public override ListReader? Rarest => null;

    public override int LargestCode => ScoreUnits.MaxCode;

    public override int CodeNear(int doc) => _codes[doc >> 6];

    /// <summary>Adds a term; in the order of the plan.</summary>
    public void Add(in PostingsList list, double closeness)
    {
        _cost += list.DocFreq;
        var reader = ListReader.Open(list, _arena);
        uint* freqs = stackalloc uint[PostingsRules.BlockSize];
        int index = 0;
        if (reader.IsBitmap)
        {
            int words = PostingsRules.RangeCount(_maxDoc, PostingsRules.RangeShift64);
            for (int word = 0; word < words; word++)
            {
                for (ulong bits = list.Bitmap[word]; bits != 0; bits &= bits - 1)
                    Add((uint)(word << 6) + (uint)BitOperations.TrailingZeroCount(bits), closeness * NextFreq(list, freqs, index++));
            }
            return;
        }
        for (; index < list.DocFreq; index++)
            Add(reader.Doc(index), closeness * NextFreq(list, freqs, index));
    }

    /// <summary>Computes the codes, when all terms have been added.</summary>
    public ExpansionLeaf Complete()
    {
        for (int window = 0; window < _windows; window++)
        {
            ref var page = ref _pages[window];
            if (page.Freqs == null)
                continue;
            for (int range = 0; range < RangeKernels.Count; range++)
            {
                int largest = 0;
                for (ulong bits = page.Words[range]; bits != 0; bits &= bits - 1)
                {
                    int at = (range << 6) + BitOperations.TrailingZeroCount(bits);
                    double freq = page.Freqs[at];
                    double saturation = freq / (freq + _norms.Of((window << PostingsRules.CoarseShift) + at));
                    largest = Math.Max(largest, Math.Min(ScoreUnits.MaxCode, (int)(ScoreUnits.MaxCode * saturation) + 1));
                }
                _codes[(window << 6) + range] = (byte)largest;
                _coarse[window] = Math.Max(_coarse[window], (byte)largest);
            }
        }
        return this;
    }

    public override void Load(int range)
    {
        ref var page = ref _pages[range >> 6];
        May = Must = page.Freqs == null ? 0 : page.Words[range & 63];
    }

    public override bool LoadWindow(int window)
    {
        MayWords = MustWords = _pages[window].Words;
        return MayWords != null;
    }

    public override void LookAtWindow(int window) => Codes = _codes + window * RangeKernels.Count;

    public override void LookAtCoarse(int chunk) => Codes = _coarse + chunk * RangeKernels.Count;

    public override int CodeOf(int doc, int bit) => _codes[doc >> 6];

    public override bool IsTerm(SegmentTerm term) => false;

    public override double UpperBound(int doc, int bit) => Score(doc, bit);

    public override double Score(int doc, int bit)
    {
        double freq = _pages[doc >> PostingsRules.CoarseShift].Freqs[doc & ((1 << PostingsRules.CoarseShift) - 1)];
        return _weight * (freq / (freq + _norms.Of(doc)));
    }

    private static uint NextFreq(in PostingsList list, uint* freqs, int index)
    {
        int at = index & (PostingsRules.BlockSize - 1);
        if (!list.HasFreqs)
            return 1;
        if (at == 0)
            BlockDecoder.Freqs(list, index / PostingsRules.BlockSize, freqs);
        return freqs[at];
    }

    private void Add(uint doc, double freq)
    {
        ref var page = ref _pages[doc >> PostingsRules.CoarseShift];
        if (page.Freqs == null)
        {
            page.Freqs = (double*)_arena.TakeZeroed((1L << PostingsRules.CoarseShift) * sizeof(double));
            page.Words = (ulong*)_arena.TakeZeroed(RangeKernels.Count * sizeof(ulong));
        }
        int at = (int)doc & ((1 << PostingsRules.CoarseShift) - 1);
        page.Freqs[at] += freq;
        page.Words[at >> 6] |= 1UL << at;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Page
    {
        public double* Freqs;
        public ulong* Words;
    }
}
