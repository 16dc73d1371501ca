using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>The documents of a term.</summary>
internal sealed unsafe class TermLeaf : ScoringLeaf
{
    private SegmentTerm _term = null!;
    private double _weight;
    private ulong* _words;

    /// <summary>Opens a leaf; valid until the arena is given back.</summary>
    public static TermLeaf Open(SegmentTerm term, double weight, ScratchArena arena)
    {
        var leaf = arena.Leaves.Take();
        leaf.Reset();
        leaf._term = term;
        leaf._weight = weight;
        leaf._words = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        return leaf;
    }

    public SegmentTerm Term => _term;

    public override long Cost => _term.Reader.DocFreq;

    public override long LeastMatches => Cost;

    public override double MaxWeight => _weight * _term.Scale;

    public override ListReader Rarest => _term.Reader;

    public override int LargestCode => _term.LargestCode;

    public override int CodeNear(int doc) => _term.CodeNear(doc);

    public override void LoadDocument(int doc) => May = Must = _term.Reader.MaskOf(doc);

    public override void Load(int range) => May = Must = _term.Reader.Mask(range);

    public override bool LoadWindow(int window)
    {
        MayWords = MustWords = WindowWords.Of(_term.Reader, window, _words);
        return true;
    }

    public override void LookAtWindow(int window) => Codes = IsVisited ? Nothing : _term.Window(window);

    public override void LookAtCoarse(int chunk) => Codes = IsVisited ? Nothing : _term.Coarse + chunk * RangeKernels.Count;

    public override int CodeOf(int doc, int bit) => _term.CodeOf(doc, bit);

    public override bool IsTerm(SegmentTerm term) => term == _term;

    public override double UpperBound(int doc, int bit) => Score(doc, bit);

    public override double Score(int doc, int bit) => ScoreOf(doc, bit);

    /// <summary>As <see cref="Score"/>, without a virtual call.</summary>
    public double ScoreOf(int doc, int bit)
    {
        int freq = _term.Reader.Freq(_term.Reader.IndexOf(bit));
        return _weight * _term.Saturation(doc, freq);
    }

    public override double LeastOfBest(int count) => _weight * _term.LeastOfBest(count);
}

/// <summary>The documents of a list in a window, a word for 64 documents.</summary>
internal static unsafe class WindowWords
{
    /// <param name="reader">The list.</param>
    /// <param name="window">Which 4,096 documents.</param>
    /// <param name="scratch">64 words, for what cannot be read in place.</param>
    public static ulong* Of(ListReader reader, int window, ulong* scratch)
    {
        if (reader.IsBitmap)
        {
            ulong* bitmap = reader.List.Bitmap + (long)window * RangeKernels.Count;
            int left = PostingsRules.RangeCount(reader.List.MaxDoc, PostingsRules.RangeShift64) - window * RangeKernels.Count;
            if (left >= RangeKernels.Count)
                return bitmap;
            new Span<ulong>(scratch, RangeKernels.Count).Clear();
            new Span<ulong>(bitmap, left).CopyTo(new Span<ulong>(scratch, left));
            return scratch;
        }
        new Span<ulong>(scratch, RangeKernels.Count).Clear();
        reader.FillWindow(window, scratch);
        return scratch;
    }
}
