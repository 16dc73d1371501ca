using System.Runtime.Intrinsics;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>The documents of a term.</summary>
internal sealed unsafe class TermLeaf : ScoringLeaf
{
    /// <summary>What <see cref="Scores"/> may read and write behind the last.</summary>
    public const int Room = 4;

    private SegmentTerm _term = null!;
    private double _weight;
    private ulong* _words;
    private int _window;

    /// <summary>Opens a leaf; valid until the arena is given back.</summary>
    public static TermLeaf Open(SegmentTerm term, double weight, ScratchArena arena)
    {
        var leaf = arena.Leaves.Take();
        leaf.Reset();
        leaf._term = term;
        leaf._weight = weight;
        leaf._window = -1;
        leaf._words = (ulong*)arena.Take(RangeKernels.Count * sizeof(ulong));
        return leaf;
    }

    public SegmentTerm Term => _term;

    public override long Cost => _term.Reader.DocFreq;

    public override long LeastMatches => Cost;

    /// <summary>What no contribution exceeds.</summary>
    public double Weight => _weight;

    public override double MaxWeight => _weight * _term.Scale;

    public override ListReader Rarest => _term.Reader;

    public override int LargestCode => _term.LargestCode;

    public override int CodeNear(int doc) => _term.CodeNear(doc);

    public override void LoadDocument(int doc) => May = Must = _term.Reader.MaskOf(doc);

    public override void Load(int range) =>
        May = Must = IsLoaded(range >> 6) ? MayWords[range & (RangeKernels.Count - 1)] : _term.Reader.Mask(range);

    public override bool LoadWindow(int window)
    {
        if (!IsLoaded(window))
        {
            MayWords = MustWords = WindowWords.Of(_term.Reader, window, _words);
            _window = window;
        }
        return true;
    }

    /// <summary>Whether the words of a window are at hand.</summary>
    public bool IsLoaded(int window) => window == _window;

    public override void LookAtWindow(int window) => Codes = IsVisited ? Nothing : _term.Window(window);

    public override void LookAtCoarse(int chunk) => Codes = IsVisited ? Nothing : _term.Coarse + chunk * RangeKernels.Count;

    public override int CodeOf(int doc, int bit) => _term.CodeOf(doc);

    public override bool IsTerm(SegmentTerm term) => term == _term;

    public override double UpperBound(int doc, int bit) => Score(doc, bit);

    public override double Score(int doc, int bit) => ScoreOf(doc, bit);

    /// <summary>As <see cref="Score"/>, without a virtual call.</summary>
    public double ScoreOf(int doc, int bit) => _weight * _term.SaturationOf(doc);

    /// <summary>The contribution to a document that has the term so often.</summary>
    public double ScoreOfFreq(int doc, int freq) => _weight * _term.Saturation(doc, freq);

    /// <summary>The contributions to some documents that have the term so often.</summary>
    /// <param name="docs">The documents.</param>
    /// <param name="freqs">How often each has the term.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="scores">Gets one for each. As the frequencies it has <see cref="Room"/> behind the last.</param>
    /// <remarks>Four at once: divided and multiplied as one by one, and so with the same results.</remarks>
    public void Scores(uint* docs, int* freqs, int count, double* scores)
    {
        _term.Norms.Of(docs, count, scores);
        var weight = Vector256.Create(_weight);
        for (int i = 0; i < count; i += Vector256<double>.Count)
        {
            var freq = Vector256.Create((double)freqs[i], freqs[i + 1], freqs[i + 2], freqs[i + 3]);
            (weight * (freq / (freq + Vector256.Load(scores + i)))).Store(scores + i);
        }
    }

    public override double LeastOfBest(int count, bool isAlone) => _weight * _term.LeastOfBest(count, isAlone);
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
        if (reader.Set != null)
            return reader.Set + (long)window * RangeKernels.Count;
        new Span<ulong>(scratch, RangeKernels.Count).Clear();
        reader.FillWindow(window, scratch);
        return scratch;
    }
}
