using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Lucene.Net.Store;
using Search.Core.Scoring;

namespace Search.Core.Postings;

/// <summary>
/// The postings of a frequent term with the largest shares (<see cref="ImpactCodes.Share"/>), kept a second time beside its maxima, so that its best documents are known
/// without a look at its list. Gathers those of one term after the other; not thread-safe.
/// </summary>
/// <remarks>Persin, Zobel and Sacks-Davis, "Filtered document retrieval with frequency-sorted indexes", 1996, keep whole lists so; the best alone answer most requests.</remarks>
internal sealed unsafe class BestPostings
{
    /// <summary>How many are kept.</summary>
    public const int Count = PostingsRules.BlockSize;

    /// <summary>The least share (32 bits) and two widths (a byte each).</summary>
    private const int HeadSize = sizeof(float) + 2;

    private readonly byte[] _bytes = new byte[HeadSize + BitPacking.VerticalBytes(2 * BitPacking.MaxWidth)];
    private TopQueue<(double Share, uint Doc, uint Freq), BestFirst> _best = new(Count, default);
    private double _least;

    /// <summary>Forgets the term before.</summary>
    public void Start()
    {
        _best = new TopQueue<(double Share, uint Doc, uint Freq), BestFirst>(Count, default);
        _least = double.NegativeInfinity;
    }

    /// <summary>Adds a posting; documents ascend.</summary>
    /// <param name="doc">Its document.</param>
    /// <param name="freq">Its frequency.</param>
    /// <param name="length">The document's length.</param>
    /// <param name="code">The code of its share.</param>
    /// <param name="codes">Compute shares.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(uint doc, uint freq, uint length, byte code, ImpactCodes codes)
    {
        // A code is not below its share, so that most shares need not be computed. Of equal shares the first document stays.
        if (code < _least * ImpactCodes.MaxCode)
            return;
        double share = codes.Share(freq, length);
        if (share > _least && _best.Add((share, doc, freq)) && _best.IsFull)
            _least = _best.Worst.Share;
    }

    /// <summary>Writes them.</summary>
    /// <exception cref="InvalidOperationException">There are fewer.</exception>
    public void Write(IndexOutput output)
    {
        if (!_best.IsFull)
            throw new InvalidOperationException("A term has fewer postings than are to be kept of it.");
        // Of all others no share is above this, when it is rounded up.
        float least = (float)_least;
        if (least < _least)
            least = MathF.BitIncrement(least);
        Span<ulong> byDoc = stackalloc ulong[Count];
        for (int i = 0; i < Count; i++)
            byDoc[i] = ((ulong)_best.Items[i].Doc << 32) | _best.Items[i].Freq;
        byDoc.Sort();
        Span<uint> docs = stackalloc uint[Count], freqs = stackalloc uint[Count];
        uint before = uint.MaxValue;
        for (int i = 0; i < Count; i++)
        {
            uint doc = (uint)(byDoc[i] >> 32);
            docs[i] = doc - before - 1;
            freqs[i] = (uint)byDoc[i] - 1;
            before = doc;
        }
        int docWidth = BitPacking.Width(docs), freqWidth = BitPacking.Width(freqs);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes, least);
        _bytes[sizeof(float)] = (byte)docWidth;
        _bytes[sizeof(float) + 1] = (byte)freqWidth;
        BitPacking.Pack128(docs, docWidth, _bytes.AsSpan(HeadSize));
        BitPacking.Pack128(freqs, freqWidth, _bytes.AsSpan(HeadSize + BitPacking.VerticalBytes(docWidth)));
        output.WriteBytes(_bytes, 0, HeadSize + BitPacking.VerticalBytes(docWidth + freqWidth));
    }

    /// <summary>What the shares of all other postings of a list that has best ones do not exceed, with the average length that the maxima were computed with.</summary>
    /// <exception cref="Lucene.Net.Index.CorruptIndexException">They are none.</exception>
    public static float LeastOf(in PostingsList list)
    {
        float least = *(float*)list.Best;
        return least is >= 0 and <= 1 ? least : throw NotThere(list);
    }

    /// <summary>Reads those of a list that has them.</summary>
    /// <param name="list">The list.</param>
    /// <param name="docs">Gets <see cref="Count"/> documents, ascending.</param>
    /// <param name="freqs">Gets their frequencies.</param>
    /// <returns>What the shares of all others do not exceed, with the average length that the maxima were computed with.</returns>
    /// <exception cref="Lucene.Net.Index.CorruptIndexException">They are none.</exception>
    public static float Read(in PostingsList list, uint* docs, uint* freqs)
    {
        byte* data = list.Best;
        float least = LeastOf(list);
        int docWidth = data[sizeof(float)], freqWidth = data[sizeof(float) + 1];
        if (docWidth > BitPacking.MaxWidth || freqWidth > BitPacking.MaxWidth
            || HeadSize + BitPacking.VerticalBytes(docWidth + freqWidth) > list.BestLength)
            throw NotThere(list);
        data += HeadSize;
        uint largest = BlockDecoder.FullBlock(data, docWidth, uint.MaxValue, docs);
        if (largest != docs[Count - 1] || largest >= (uint)list.MaxDoc)
            throw list.Damaged("the best documents of a term are not in the segment");
        BitPacking.Unpack128(data + BitPacking.VerticalBytes(docWidth), freqWidth, freqs);
        BlockDecoder.AddOne(freqs);
        return least;
    }

    private static Exception NotThere(in PostingsList list) => list.Damaged("the best documents of a term do not lie in the maxima");

    /// <summary>The larger share first; of equal ones the lower document.</summary>
    public readonly struct BestFirst : IComparer<(double Share, uint Doc, uint Freq)>
    {
        /// <inheritdoc/>
        public int Compare((double Share, uint Doc, uint Freq) x, (double Share, uint Doc, uint Freq) y) =>
            x.Share != y.Share ? y.Share.CompareTo(x.Share) : x.Doc.CompareTo(y.Doc);
    }
}
