using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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

    private PostingsList _list;
    private byte* _codes;
    private byte* _coarse;
    private byte* _window;
    private int _largestCode;
    private ScratchArena _arena = null!;
    private int _windowNumber;
    private int _nearNumber;
    private DocumentPositions? _positions;
    private int _saturationDoc;
    private double _saturation;

    /// <summary>Opens a term; valid until the arena is given back.</summary>
    public static SegmentTerm Open(in PostingsList list, LengthNorms norms, ScratchArena arena)
    {
        var term = arena.Terms.Take();
        term.Start(list, norms, arena);
        return term;
    }

    public ListReader Reader { get; private set; } = null!;

    /// <summary>Scratch memory of the search.</summary>
    public ScratchArena Arena => _arena;

    public LengthNorms Norms { get; private set; } = null!;

    /// <summary>Whether its codes are in the index.</summary>
    public bool IsRanged => _list.Ranges != null;

    /// <summary>Whether its codes in the index are for fewer documents than a range of 64.</summary>
    public bool IsNarrow => _list.Ranges != null && _list.RangeShift < PostingsRules.RangeShift64;

    /// <summary>What codes must be multiplied with, because the index's averages have changed since they were computed. At least 1.</summary>
    public double Scale { get; private set; }

    /// <summary>The codes of windows of 4,096 documents.</summary>
    /// <remarks>Computed when first asked for, because counting needs none.</remarks>
    public byte* Coarse => _coarse != null ? _coarse : LoadCodes();

    /// <summary>Its occurrences in one document after the other.</summary>
    public DocumentPositions Positions => _positions ??= new DocumentPositions(this);

    /// <summary>The codes of the 64 ranges of a window. Valid until the next call.</summary>
    public byte* Window(int window)
    {
        if (_list.Ranges64 != null)
            return _list.Ranges64 + (long)window * RangeKernels.Count;
        if (_list.Ranges != null && _list.RangeShift == PostingsRules.RangeShift64)
            return _list.Ranges + (long)window * RangeKernels.Count;
        if (window != _windowNumber && Coarse != null)
        {
            FillWindow(window);
            _windowNumber = window;
            _nearNumber = -1;
        }
        return _window;
    }

    /// <summary>As <see cref="Window"/>, from larger ranges where those with codes in the index are larger, at less cost: a code may be of documents beside a range that has none.</summary>
    public byte* WindowNear(int window)
    {
        int shift = _list.RangeShift;
        if (_list.Ranges == null || shift <= PostingsRules.RangeShift64)
            return Window(window);
        if (window != _windowNumber && window != _nearNumber && Coarse != null)
        {
            int count = 1 << (PostingsRules.CoarseShift - shift);
            RangeKernels.Repeat(_list.Ranges + (long)window * count, count, _window);
            ClearBehindEnd(window);
            _windowNumber = -1;
            _nearNumber = window;
        }
        return _window;
    }

    /// <summary>The code of the whole segment.</summary>
    public int LargestCode => _largestCode >= 0 ? _largestCode : _largestCode = LargestOf();

    /// <summary>A code of the range that a document is in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CodeNear(int doc) => _list.Ranges != null ? _list.Ranges[doc >> _list.RangeShift] : Coarse[doc >> PostingsRules.CoarseShift];

    /// <summary>The codes that <see cref="CodeNear"/> takes, and log2 of the documents that one stands for.</summary>
    public void Near(out byte* codes, out int shift)
    {
        codes = _list.Ranges != null ? _list.Ranges : Coarse;
        shift = _list.Ranges != null ? _list.RangeShift : PostingsRules.CoarseShift;
    }

    /// <summary>The bound of the codes around a document that has the term; that of all codes where the index has none.</summary>
    public int BoundNear(int doc, int weight) => ScoreUnits.Bound(_list.Ranges != null ? _list.Ranges[doc >> _list.RangeShift] : ScoreUnits.MaxCode, weight);

    /// <summary>The place of the first document of the list, from a place on, whose code is at least a given one; the list's length when there is none.</summary>
    public int NextFrom(int index, int leastCode)
    {
        int count = _list.DocFreq;
        if (leastCode <= 1)
            return index;
        if (leastCode > LargestCode)
            return count;
        if (_codes != null)
            return RangeKernels.NextFrom(_codes, index, count, (byte)leastCode);
        byte* ranges = _list.Ranges;
        int shift = _list.RangeShift;
        while (index < count)
        {
            uint* docs = Reader.Block(index >> 7);
            int end = Math.Min(count, (index | 127) + 1);
            for (int at = index & 127; index < end; index++, at++)
            {
                if (ranges[docs[at] >> shift] >= leastCode)
                    return index;
            }
        }
        return count;
    }

    /// <summary>Takes documents whose code is at least a given one.</summary>
    /// <param name="next">From which document on, or where the index has no codes from which place of the list; becomes the next one, and negative behind the last. 0 to begin with.</param>
    /// <param name="least">The code.</param>
    /// <param name="docs">Gets the documents.</param>
    /// <param name="room">How many there is room for.</param>
    /// <returns>How many were taken.</returns>
    public int TakeFrom(ref int next, int least, uint* docs, int room) =>
        _list.Ranges == null ? TakeFromPlaces(ref next, least, docs, room) : TakeFromRanges(ref next, least, docs, room);

    private int TakeFromPlaces(ref int next, int least, uint* docs, int room)
    {
        int count = _list.DocFreq, taken = 0;
        for (next = NextFrom(next, least); next < count && taken < room; next = next + 1 < count ? NextFrom(next + 1, least) : count)
            docs[taken++] = Reader.Doc(next);
        next = next < count ? next : -1;
        return taken;
    }

    private int TakeFromRanges(ref int next, int least, uint* docs, int room)
    {
        int shift = _list.RangeShift, taken = 0;
        int ranges = PostingsRules.RangeCount(_list.MaxDoc, shift);
        for (int range = next >> shift; (range = RangeKernels.NextFrom(_list.Ranges, range, ranges, (byte)least)) < ranges; range++)
        {
            int first = Math.Max(next, range << shift), end = (int)Math.Min(_list.MaxDoc, (long)(range + 1) << shift);
            if (first == end)
                continue;
            if (shift <= PostingsRules.RangeShift64)
            {
                // A range is a word of bits or a part of one.
                ulong mask = Reader.Mask(first >> PostingsRules.RangeShift64) >> (first & 63);
                mask &= ulong.MaxValue >> (64 - (end - first));
                for (; mask != 0 && taken < room; mask &= mask - 1)
                    docs[taken++] = (uint)(first + BitOperations.TrailingZeroCount(mask));
                next = mask != 0 ? first + BitOperations.TrailingZeroCount(mask) : end;
            }
            else
            {
                int index = Reader.FirstFrom((uint)first);
                for (; index < _list.DocFreq && Reader.Doc(index) < (uint)end && taken < room; index++)
                    docs[taken++] = Reader.Doc(index);
                next = index < _list.DocFreq && Reader.Doc(index) < (uint)end ? (int)Reader.Doc(index) : end;
            }
            if (taken == room)
                return taken;
        }
        next = -1;
        return taken;
    }

    /// <summary>Whether all documents that reach a code are among the best postings that the index keeps.</summary>
    public bool HasKept(int least) => _list.Best != null && Math.Ceiling(BestPostings.LeastOf(_list) * (ScoreUnits.MaxCode * (1 + 1e-6))) < least;

    /// <summary>About how many documents have to be looked at for those that reach a code.</summary>
    public long CountFrom(int least)
    {
        if (_list.Ranges == null)
            return Coarse != null ? RangeKernels.CountFrom(_codes, _list.DocFreq, (byte)least) : 0;
        int ranges = PostingsRules.RangeCount(_list.MaxDoc, _list.RangeShift);
        return Math.Min(HasKept(least) ? BestPostings.Count : _list.DocFreq, RangeKernels.CountFrom(_list.Ranges, ranges, (byte)least) * (1 + ((long)_list.DocFreq << _list.RangeShift) / _list.MaxDoc));
    }

    /// <summary>
    /// A saturated frequency that at least so many documents have or exceed, when the codes tell: the largest code of each of as many
    /// ranges is that of a document. 0 when they do not.
    /// </summary>
    /// <param name="count">How many documents.</param>
    /// <param name="isFine">Whether all ranges are asked for, which tells more and costs more, or windows alone.</param>
    public double LeastOfBest(int count, bool isFine)
    {
        if (_list.Best != null && count is > 0 and <= BestPostings.Count)
            return LeastOfKept(count);
        int windows = PostingsRules.RangeCount(_list.MaxDoc, PostingsRules.CoarseShift);
        if (count <= 0 || count > Math.Min(windows, _list.DocFreq))
            return isFine ? LeastOfRanges(count) : 0;
        int code = isFine && _list.Ranges != null
            ? RangeKernels.KthLargest(_list.Ranges, PostingsRules.RangeCount(_list.MaxDoc, _list.RangeShift), Coarse, PostingsRules.CoarseShift - _list.RangeShift, count)
            : RangeKernels.KthLargest(Coarse, windows, count);
        return LeastOf(code);
    }

    /// <summary>The same from the best postings that the index keeps.</summary>
    private double LeastOfKept(int count)
    {
        uint* docs = stackalloc uint[BestPostings.Count];
        uint* freqs = stackalloc uint[BestPostings.Count];
        double* shares = stackalloc double[BestPostings.Count];
        BestPostings.Read(_list, docs, freqs);
        Norms.Of(docs, BestPostings.Count, shares);
        for (int i = 0; i < BestPostings.Count; i++)
            shares[i] = freqs[i] / (freqs[i] + shares[i]);
        return ScoreKernels.LeastOfBest(shares, BestPostings.Count, count);
    }

    /// <summary>The same from all ranges, where more documents are asked for than there are windows.</summary>
    private double LeastOfRanges(int count)
    {
        if (_list.Ranges == null)
            return 0;
        int ranges = PostingsRules.RangeCount(_list.MaxDoc, _list.RangeShift);
        return count <= 0 || count > Math.Min(ranges, _list.DocFreq) ? 0 : LeastOf(RangeKernels.KthLargest(_list.Ranges, ranges, count));
    }

    /// <summary>The least saturated frequency of which a code is the bound.</summary>
    private double LeastOf(int code) =>
        code <= 1 ? 0 : (code - 1) / (double)ScoreUnits.MaxCode * (_codes != null ? 1 : Norms.LeastScale(_list.AverageLength)) * (1 - 1e-6);

    /// <summary>The best code known for a document of the list.</summary>
    /// <param name="index">Its place in the list.</param>
    /// <param name="doc">The document.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CodeAt(int index, int doc) => Coarse != null && _codes != null ? _codes[index] : _list.Ranges[doc >> _list.RangeShift];

    /// <summary>The best code known for a document that has the term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CodeOf(int doc) => Coarse != null && _codes != null ? _codes[Reader.PlaceOf(doc)] : _list.Ranges[doc >> _list.RangeShift];

    /// <summary>Takes the documents of a block of the packed list, with the bounds of their codes in the index.</summary>
    /// <returns>How many there are.</returns>
    public int TakeBlock(int block, uint* docs, int* bounds, int weight)
    {
        int count = Reader.CopyBlock(block, docs);
        new Span<int>(bounds, count).Clear();
        AddNear(docs, count, bounds, weight, 0);
        return count;
    }

    /// <summary>Adds to sums the bounds of the codes of the ranges that documents are in, whose size is the term's own, and a number.</summary>
    public void AddNear(uint* docs, int count, int* sums, int weight, int number)
    {
        Near(out byte* codes, out int shift);
        BoundKernels.Add(docs, count, sums, codes, shift, weight, number, missing: 0);
    }

    /// <summary>As <see cref="AddNear"/>, the number alone for documents that do not have the term, whose list's <see cref="ListReader.Set"/> are made.</summary>
    public void AddNearWhereHas(uint* docs, int count, int* sums, int weight, int number)
    {
        Near(out byte* codes, out int shift);
        BoundKernels.AddWhereHas(docs, count, sums, Reader.Set, codes, shift, weight, number);
    }

    /// <summary>Adds the bounds of documents of a range that have the term to their sums.</summary>
    /// <param name="sums">One for each of the 64 documents.</param>
    /// <param name="window">The window.</param>
    /// <param name="range">Which of its 64 ranges.</param>
    /// <param name="docs">Which of its documents have the term.</param>
    /// <param name="weight">The weight.</param>
    public void AddDocuments(ushort* sums, int window, int range, ulong docs, int weight)
    {
        int shift = _list.RangeShift;
        if (_list.Ranges != null && shift <= PostingsRules.RangeShift64)
            DocumentKernels.AddWhere(sums, docs, _list.Ranges + ((window * (long)RangeKernels.Count + range) << (PostingsRules.RangeShift64 - shift)), shift, weight);
        else if (_list.Ranges != null)
            DocumentKernels.AddWhere(sums, docs, _list.Ranges + ((window * (long)RangeKernels.Count + range) >> (shift - PostingsRules.RangeShift64)), PostingsRules.RangeShift64, weight);
        else
            DocumentKernels.AddWhere(sums, docs, Window(window) + range, PostingsRules.RangeShift64, weight);
    }

    /// <summary>The term's saturated frequency in a document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Saturation(int doc, double freq) => freq / (freq + Norms.Of(doc));

    /// <summary>Its saturated frequency in a document that has it; known from the last time, which mostly asked about the same one.</summary>
    public double SaturationOf(int doc)
    {
        if (doc == _saturationDoc)
            return _saturation;
        _saturation = Saturation(doc, Reader.Freq(Reader.PlaceOf(doc)));
        _saturationDoc = doc;
        return _saturation;
    }

    private void Start(in PostingsList list, LengthNorms norms, ScratchArena arena)
    {
        _arena = arena;
        Norms = norms;
        Reader = ListReader.Open(list, arena);
        _list = Reader.List;
        Scale = list.Ranges != null ? norms.CodeScale(list.AverageLength) : 1;
        _codes = _coarse = _window = null;
        _largestCode = _windowNumber = _nearNumber = -1;
        _positions?.Start();
        _saturationDoc = -1;
    }

    private byte* LoadCodes()
    {
        _window = _arena.Take(RangeKernels.Count);
        if (_list.Ranges != null)
            return _coarse = _list.Coarse;
        int windows = PostingsRules.RangeCount(_list.MaxDoc, PostingsRules.CoarseShift);
        _coarse = _arena.TakeZeroed(PostingsRules.PaddedLength(windows) + BoundKernels.ReadAhead);
        // Room behind the last for what vectors write and read.
        _codes = _arena.Take(_list.DocFreq + RangeKernels.Count);
        ComputeCodes();
        return _coarse;
    }

    private int LargestOf()
    {
        int windows = PostingsRules.RangeCount(_list.MaxDoc, PostingsRules.CoarseShift);
        int largest = 0;
        for (int chunk = 0; chunk < windows; chunk += RangeKernels.Count)
            largest = Math.Max(largest, RangeKernels.LargestCode(Coarse + chunk));
        return largest;
    }

    private void FillWindow(int window)
    {
        int shift = _list.RangeShift;
        if (_list.Ranges != null && shift < SparseShift)
        {
            // Of two ranges of 64 documents each, because SparseShift is one more.
            byte* from = _list.Ranges + ((long)window << (PostingsRules.CoarseShift - shift));
            for (int i = 0; i < RangeKernels.Count; i += 2)
                _window[i] = _window[i + 1] = from[i >> 1];
            ClearBehindEnd(window);
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

    /// <summary>The last of larger ranges may reach beyond the segment, where lists have no memory that may be looked at.</summary>
    private void ClearBehindEnd(int window)
    {
        int left = PostingsRules.RangeCount(_list.MaxDoc, PostingsRules.RangeShift64) - window * RangeKernels.Count;
        if (left < RangeKernels.Count)
            new Span<byte>(_window + left, RangeKernels.Count - left).Clear();
    }

    private void ComputeCodes()
    {
        uint* freqs = stackalloc uint[PostingsRules.BlockSize];
        float* norms = stackalloc float[PostingsRules.BlockSize];
        for (int block = 0; block < _list.BlockCount; block++)
        {
            int count = PostingsRules.BlockLength(_list.DocFreq, block);
            uint* docs = Reader.Block(block);
            Reader.FreqsOfBlock(block, freqs);
            for (int i = 0; i < count; i++)
                norms[i] = (float)Norms.Of((int)docs[i]);
            byte* codes = _codes + block * PostingsRules.BlockSize;
            for (int i = 0; i < count; i += Vector128<float>.Count)
            {
                var freq = Vector128.ConvertToSingle(Vector128.Load(freqs + i).AsInt32());
                // Rounded down and one more is never less than rounded up; a little more makes up for the rounding of single precision.
                var code = Vector128.ConvertToInt32(freq / (freq + Vector128.Load(norms + i)) * (255 * (1 + 1e-6f))) + Vector128<int>.One;
                code = Vector128.Min(code, Vector128.Create(255));
                for (int lane = 0; lane < 4; lane++)
                    codes[i + lane] = (byte)code[lane];
            }
            for (int i = 0; i < count; i++)
            {
                byte* coarse = _coarse + (docs[i] >> PostingsRules.CoarseShift);
                *coarse = Math.Max(*coarse, codes[i]);
            }
        }
    }
}
