using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Search.Core.Postings;

/// <summary>
/// Decodes blocks of a term's list, and single frequencies and positions out of them. Every width and place is checked against the
/// list, and every document against the segment: a damaged file gives a <see cref="Lucene.Net.Index.CorruptIndexException"/>.
/// </summary>
internal static unsafe class BlockDecoder
{
    /// <summary>The sums of 128 ones.</summary>
    private static readonly uint[] s_ones = [.. Enumerable.Range(1, PostingsRules.BlockSize).Select(i => (uint)i)];

    /// <summary>Bytes that the processor fetches together.</summary>
    private const int CacheLine = 64;

    /// <summary>Decodes the documents of a block, ascending.</summary>
    /// <param name="list">A list with packed documents.</param>
    /// <param name="block">Which block.</param>
    /// <param name="docs">Gets 128 numbers; those behind the last document are <see cref="uint.MaxValue"/>.</param>
    public static void Docs(in PostingsList list, int block, uint* docs)
    {
        byte* data = Block(list, block, out int docWidth, out _);
        int count = PostingsRules.BlockLength(list.DocFreq, block);
        uint previous = block == 0 ? uint.MaxValue : list.LastDocs[block - 1];
        uint largest;
        if (count == PostingsRules.BlockSize)
        {
            largest = FullBlock(data, docWidth, previous, docs);
        }
        else
        {
            largest = TailScalar(data, docWidth, count, previous, docs);
            new Span<uint>(docs + count, PostingsRules.BlockSize - count).Fill(uint.MaxValue);
        }
        // The largest and not the last alone: a sum that runs over would otherwise hide documents out of range.
        if (largest != docs[count - 1] || largest >= (uint)list.MaxDoc || (list.LastDocs != null && largest != list.LastDocs[block]))
            throw list.Damaged("a block's documents are not those that its index tells");
    }

    /// <summary>Decodes the frequencies of a block.</summary>
    /// <param name="list">The list.</param>
    /// <param name="block">Which block.</param>
    /// <param name="freqs">Has room for 128; what stands behind the last is of no meaning.</param>
    /// <returns>How many there are.</returns>
    public static int Freqs(in PostingsList list, int block, uint* freqs)
    {
        int count = PostingsRules.BlockLength(list.DocFreq, block);
        if (list.SingletonDoc >= 0)
        {
            freqs[0] = list.HasFreqs ? (uint)list.TotalTermFreq : 1;
            return 1;
        }
        byte* data = FreqBlock(list, block, out int width, out int exceptions);
        if (width == 0)
            new Span<uint>(freqs, count).Clear();
        else if (count == PostingsRules.BlockSize)
            BitPacking.Unpack128(data, width, freqs);
        else
            ReadTail(data, width, count, freqs);
        data += PackedBytes(count, width);
        for (; exceptions > 0; exceptions--, data += PositionBlocks.ExceptionSize)
            freqs[data[0] & (PostingsRules.BlockSize - 1)] |= (uint)data[1] << width;
        AddOne(freqs);
        return count;
    }

    /// <summary>Adds up the frequencies of a block while they are decoded, where none is kept apart.</summary>
    /// <param name="list">A list with frequencies, not a singleton's.</param>
    /// <param name="block">A full block.</param>
    /// <param name="sums">Gets 129 numbers: the occurrences in the block's documents before each, and in all of them. Those of a damaged file may run over.</param>
    /// <returns>False where some are, so that they have to be decoded first.</returns>
    public static bool TryAddUpFreqs(in PostingsList list, int block, uint* sums)
    {
        byte* data = FreqBlock(list, block, out int width, out int exceptions);
        if (exceptions > 0)
            return false;
        *sums++ = 0;
        // Documents are kept by the number between each two, which is one less than their difference, as what is kept of a frequency is.
        if (width == 0)
            s_ones.CopyTo(new Span<uint>(sums, PostingsRules.BlockSize));
        else
            FullBlock(data, width, 0, sums);
        return true;
    }

    /// <summary>One document's frequency.</summary>
    /// <param name="list">A list with frequencies, not a singleton's.</param>
    /// <param name="index">The document's place in the list.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Freq(in PostingsList list, int index)
    {
        if ((uint)index >= (uint)list.DocFreq)
            throw list.Damaged("a document's place lies behind the end of its list");
        int block = index >> 7;
        int at = index & 127;
        byte* data = FreqBlock(list, block, out int width, out int exceptions);
        if ((width | exceptions) == 0)
            return 1;
        int count = PostingsRules.BlockLength(list.DocFreq, block);
        uint freq = width == 0 ? 0 : count == PostingsRules.BlockSize ? BitPacking.ReadVertical(data, at, width) : BitPacking.ReadHorizontal(data, at, width);
        return 1 + (int)(freq + FrequencySums.ExceptionOf(data + PackedBytes(count, width), exceptions, width, at));
    }

    /// <summary>The positions of one document.</summary>
    /// <param name="list">A list with positions.</param>
    /// <param name="block">The document's block.</param>
    /// <param name="before">The occurrences in the block's documents before it.</param>
    /// <param name="positions">Gets as many as the document's frequency, ascending.</param>
    public static void Positions(in PostingsList list, int block, long before, Span<int> positions) => PositionBlocks.Read(list, block, before, positions);

    /// <summary>Asks for the memory in which a block begins, so that it is there when it is read. Any address may be asked for, also one that a damaged file leads to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(in PostingsList list, int block)
    {
        if (Sse.IsSupported && list.Offsets != null)
        {
            byte* start = list.Data + list.Offsets[block];
            Sse.Prefetch0(start);
            Sse.Prefetch0(start + CacheLine);
        }
    }

    /// <summary>Asks for the memory in which the frequencies of a block are, whose documents were read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchFreqs(in PostingsList list, int block)
    {
        if (Sse.IsSupported && list.Offsets != null && list.Offsets[block] < list.DataLength)
        {
            byte* start = list.Data + list.Offsets[block];
            // Behind the documents, which a bitmap has elsewhere.
            byte* freqs = list.Bitmap != null ? start : start + BitPacking.VerticalBytes(*start & BitPacking.MaxWidth);
            Sse.Prefetch0(freqs);
            Sse.Prefetch0(freqs + CacheLine / 2);
        }
    }

    /// <summary>Asks for the memory in which a document's positions are about: most take about a byte.</summary>
    /// <param name="list">A list with positions.</param>
    /// <param name="block">The document's block.</param>
    /// <param name="before">The occurrences in the block's documents before it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchPositions(in PostingsList list, int block, long before)
    {
        if (Sse.IsSupported)
        {
            byte* start = list.Positions + (list.PosOffsets == null ? 0 : list.PosOffsets[block]);
            Sse.Prefetch0(start);
            Sse.Prefetch0(start + before);
        }
    }

    /// <summary>Where the packed frequencies of a block start; all of them, and their exceptions behind them, lie within the file.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* FreqBlock(in PostingsList list, int block, out int width, out int exceptions)
    {
        byte* data = Block(list, block, out int docWidth, out int freqs);
        width = freqs & BitPacking.MaxWidth;
        exceptions = freqs >> PositionBlocks.WidthBits;
        return data + PackedBytes(PostingsRules.BlockLength(list.DocFreq, block), docWidth);
    }

    /// <summary>Bytes of packed numbers of a block without their exceptions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long PackedBytes(int count, int width) =>
        count == PostingsRules.BlockSize ? BitPacking.VerticalBytes(width) : BitPacking.HorizontalBytes(count, width);

    /// <summary>Where a block's packed numbers start; all of them lie within the file. The byte of the frequencies is their width and, above it, their exceptions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Block(in PostingsList list, int block, out int docWidth, out int freqs)
    {
        if ((uint)block >= (uint)list.BlockCount)
            throw list.Damaged("a list ends before its last document");
        long start = list.Offsets == null ? 0 : list.Offsets[block];
        int header = (list.Bitmap == null ? 1 : 0) + (list.HasFreqs ? 1 : 0);
        if (start + header > list.DataLength)
            throw list.Damaged("a block lies behind the end of its list");
        byte* data = list.Data + start;
        docWidth = list.Bitmap == null ? *data++ : 0;
        freqs = list.HasFreqs ? *data++ : 0;
        if (docWidth > BitPacking.MaxWidth || start + header + BlockBytes(PostingsRules.BlockLength(list.DocFreq, block), docWidth, freqs) > list.DataLength)
            throw list.Damaged("a block goes over the end of its list");
        return data;
    }

    /// <summary>Bytes of a list that is one tail: its widths, documents and frequencies.</summary>
    public static long TailBytes(in PostingsList list)
    {
        byte* data = Block(list, 0, out int docWidth, out int freqs);
        return data - list.Data + BlockBytes(list.DocFreq, docWidth, freqs);
    }

    /// <summary>Bytes of a block's documents and frequencies, behind the bytes that tell their widths.</summary>
    /// <param name="count">The block's documents.</param>
    /// <param name="docWidth">The width of the documents.</param>
    /// <param name="freqs">The width of the frequencies and, above it, their exceptions.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long BlockBytes(int count, int docWidth, int freqs)
    {
        int freqWidth = freqs & BitPacking.MaxWidth;
        long packed = count == PostingsRules.BlockSize
            ? BitPacking.VerticalBytes(docWidth + freqWidth)
            : BitPacking.HorizontalBytes(count, docWidth) + BitPacking.HorizontalBytes(count, freqWidth);
        return packed + PositionBlocks.ExceptionSize * (freqs >> PositionBlocks.WidthBits);
    }

    private static void ReadTail(byte* data, int width, int count, uint* values)
    {
        for (int i = 0; i < count; i++)
            values[i] = BitPacking.ReadHorizontal(data, i, width);
    }

    private static uint TailScalar(byte* data, int width, int count, uint previous, uint* docs)
    {
        uint largest = 0;
        for (int i = 0; i < count; i++)
        {
            previous += (width == 0 ? 0 : BitPacking.ReadHorizontal(data, i, width)) + 1;
            docs[i] = previous;
            largest = Math.Max(largest, previous);
        }
        return largest;
    }

    /// <summary>Decodes 128 documents from their packed differences.</summary>
    /// <param name="data">The differences, vertical.</param>
    /// <param name="width">Their width.</param>
    /// <param name="previous">The document before the first; <see cref="uint.MaxValue"/> for none.</param>
    /// <param name="docs">Gets the documents.</param>
    /// <returns>The largest, which is not the last where a sum ran over.</returns>
    public static uint FullBlock(byte* data, int width, uint previous, uint* docs) => Vector128.IsHardwareAccelerated && (Sse2.IsSupported || AdvSimd.IsSupported)
        ? FullBlockVector(data, width, previous, docs) : FullBlockScalar(data, width, previous, docs);

    /// <summary>Makes frequencies of 128 numbers that are one less.</summary>
    public static void AddOne(uint* freqs)
    {
        for (int i = 0; i < PostingsRules.BlockSize; i += Vector128<uint>.Count)
            (Vector128.Load(freqs + i) + Vector128<uint>.One).Store(freqs + i);
    }

    /// <summary>The twin of <see cref="FullBlockVector"/>.</summary>
    public static uint FullBlockScalar(byte* data, int width, uint previous, uint* docs)
    {
        uint largest = 0;
        for (int i = 0; i < PostingsRules.BlockSize; i++)
        {
            previous += (width == 0 ? 0 : BitPacking.ReadVertical(data, i, width)) + 1;
            docs[i] = previous;
            largest = Math.Max(largest, previous);
        }
        return largest;
    }

    /// <summary>
    /// Unpacks four differences at a time and adds them up within the vector: each lane takes the one before it, then the two before it, and all
    /// take the last document of the vector before.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint FullBlockVector(byte* data, int width, uint previous, uint* docs)
    {
        var mask = Vector128.Create((1u << width) - 1);
        var carry = Vector128.Create(previous);
        var steps = Vector128.Create(1u, 2, 3, 4);
        var largest = Vector128<uint>.Zero;
        byte* end = data + BitPacking.VerticalBytes(width);
        var word = width == 0 ? Vector128<uint>.Zero : Vector128.Load((uint*)data);
        int shift = 0;
        for (int i = 0; i < PostingsRules.BlockSize; i += 4)
        {
            var value = word >>> shift;
            shift += width;
            if (shift >= 32)
            {
                data += 16;
                shift -= 32;
                if (data < end)
                {
                    word = Vector128.Load((uint*)data);
                    if (shift > 0)
                        value |= word << (width - shift);
                }
            }
            value &= mask;
            value += Up(value, 1);
            value += Up(value, 2);
            value += carry + steps;
            value.Store(docs + i);
            largest = Vector128.Max(largest, value);
            carry = Vector128.Shuffle(value, Vector128.Create(3u, 3, 3, 3));
        }
        uint a = Math.Max(largest[0], largest[1]), b = Math.Max(largest[2], largest[3]);
        return Math.Max(a, b);
    }

    /// <summary>Moves the lanes up; zeros follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Up(Vector128<uint> value, byte lanes)
    {
        if (Sse2.IsSupported)
            return lanes == 1 ? Sse2.ShiftLeftLogical128BitLane(value, 4) : Sse2.ShiftLeftLogical128BitLane(value, 8);
        return lanes == 1 ? AdvSimd.ExtractVector128(Vector128<uint>.Zero, value, 3) : AdvSimd.ExtractVector128(Vector128<uint>.Zero, value, 2);
    }
}
