using System.Runtime.CompilerServices;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// A term of a segment with bounds: a code c of documents says that the term's saturated frequency <c>freq / (freq + norm)</c> is at most
/// <c>c / 255 * </c><see cref="Scale"/> in each of them, and 0 that none of them has the term. Frequent terms bring their codes from the index; those of rarer
/// terms are computed from all their postings. Not thread-safe.
/// </summary>
internal sealed unsafe class SegmentTerm
{
    /// <summary>From this range on (2^8 documents), a window's few postings say better which of its 64-document ranges have the term.</summary>
    private const int SparseShift = 8;

    private readonly PostingsList _list;
    private readonly byte* _codes;
    private readonly byte* _window;
    private readonly ScratchArena _arena;
    private int _windowNumber = -1;
    private DocumentPositions? _positions;

    public SegmentTerm(in PostingsList list, LengthNorms norms, ScratchArena arena)
    {
        _arena = arena;
        Norms = norms;
        Reader = new ListReader(list, arena);
        _list = Reader.List;
        int windows = PostingsRules.RangeCount(list.MaxDoc, PostingsRules.CoarseShift);
        if (list.Ranges != null)
        {
            Coarse = list.Coarse;
            Scale = norms.CodeScale(list.AverageLength);
            if (list.RangeShift > PostingsRules.RangeShift64)
                _window = arena.Take(RangeKernels.Count);
            return;
        }
        Scale = 1;
        _window = arena.Take(RangeKernels.Count);
        Coarse = arena.TakeZeroed(PostingsRules.PaddedLength(windows));
        _codes = arena.Take(list.DocFreq);
        ComputeCodes();
    }

    public ListReader Reader { get; }

    public LengthNorms Norms { get; }

    /// <summary>What codes must be multiplied with, because the index's averages have changed since they were computed. At least 1.</summary>
    public double Scale { get; }

    /// <summary>The codes of windows of 4,096 documents.</summary>
    public byte* Coarse { get; }

    /// <summary>Its occurrences in one document after the other.</summary>
    public DocumentPositions Positions => _positions ??= new DocumentPositions(this, _arena);

    /// <summary>The codes of the 64 ranges of a window. Valid until the next call.</summary>
    public byte* Window(int window)
    {
        if (_list.Ranges64 != null)
            return _list.Ranges64 + (long)window * RangeKernels.Count;
        if (_list.Ranges != null && _list.RangeShift == PostingsRules.RangeShift64)
            return _list.Ranges + (long)window * RangeKernels.Count;
        if (window != _windowNumber)
        {
            FillWindow(window);
            _windowNumber = window;
        }
        return _window;
    }

    /// <summary>The code of a range of 64 documents.</summary>
    public int CodeAt(int range) => Window(range >> 6)[range & 63];

    /// <summary>The best code known for a document that has the term.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="bit">Its place in the range that <see cref="Reader"/> was last asked for.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CodeOf(int doc, int bit) => _codes != null ? _codes[Reader.IndexOf(bit)] : _list.Ranges[doc >> _list.RangeShift];

    /// <summary>The term's saturated frequency in a document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Saturation(int doc, double freq) => freq / (freq + Norms.Of(doc));

    private void FillWindow(int window)
    {
        int shift = _list.RangeShift;
        if (_list.Ranges != null && shift < SparseShift)
        {
            int repeat = 1 << (shift - PostingsRules.RangeShift64);
            byte* from = _list.Ranges + ((long)window << (PostingsRules.CoarseShift - shift));
            for (int i = 0; i < RangeKernels.Count; i++)
                _window[i] = from[i / repeat];
            return;
        }
        new Span<byte>(_window, RangeKernels.Count).Clear();
        if (Coarse[window] == 0)
            return;
        uint end = ((uint)window + 1) << PostingsRules.CoarseShift;
        for (int index = Reader.FirstFrom((uint)window << PostingsRules.CoarseShift); index < _list.DocFreq; index++)
        {
            uint doc = Reader.Doc(index);
            if (doc >= end)
                break;
            byte code = _codes != null ? _codes[index] : _list.Ranges[doc >> shift];
            byte* place = _window + ((doc >> 6) & 63);
            *place = Math.Max(*place, code);
        }
    }

    private void ComputeCodes()
    {
        uint* freqs = stackalloc uint[PostingsRules.BlockSize];
        var docs = Reader.AllDocs();
        for (int block = 0; block < _list.BlockCount; block++)
        {
            int count = PostingsRules.BlockLength(_list.DocFreq, block);
            if (_list.HasFreqs)
                BlockDecoder.Freqs(_list, block, freqs);
            else
                new Span<uint>(freqs, count).Fill(1);
            int first = block * PostingsRules.BlockSize;
            for (int i = 0; i < count; i++)
            {
                int doc = (int)docs[first + i];
                // Rounded down and one more is never less than rounded up, also where the product was rounded.
                int code = Math.Min(255, (int)(255 * Saturation(doc, freqs[i])) + 1);
                _codes[first + i] = (byte)code;
                byte* coarse = Coarse + (doc >> PostingsRules.CoarseShift);
                *coarse = Math.Max(*coarse, (byte)code);
            }
        }
    }
}
