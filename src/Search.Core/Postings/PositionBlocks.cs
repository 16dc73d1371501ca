using System.Runtime.CompilerServices;

namespace Search.Core.Postings;

/// <summary>
/// Reads the positions of a block of documents: of all of them, or of one. They stand in chunks of 128 values with a width each; a byte a chunk
/// in front tells where a chunk begins, so that one document's are found by a short sum. Every place is checked against the file.
/// </summary>
internal static unsafe class PositionBlocks
{
    /// <summary>Values in a chunk.</summary>
    public const int ChunkSize = 128;

    /// <summary>The most values of a chunk that have bits beyond its width.</summary>
    public const int MaxExceptions = 7;

    /// <summary>A chunk's byte in front: the width in the lower bits, the number of exceptions in the upper ones.</summary>
    public const int WidthBits = 5;

    /// <summary>The place of an exception in its chunk, and its bits beyond the width.</summary>
    public const int ExceptionSize = 2;

    /// <summary>The bits of such a byte that are the width.</summary>
    public const int WidthMask = (1 << WidthBits) - 1;

    /// <summary>The positions of one document.</summary>
    /// <param name="list">A list with positions.</param>
    /// <param name="block">The document's block.</param>
    /// <param name="before">The occurrences in the block's documents before it.</param>
    /// <param name="positions">Gets as many as the document's frequency, ascending.</param>
    public static void Read(in PostingsList list, int block, long before, Span<int> positions)
    {
        ReadDifferences(list, block, before, positions);
        int position = 0;
        for (int i = 0; i < positions.Length; i++)
            positions[i] = position = unchecked(position + positions[i]);
    }

    /// <summary>As <see cref="Read"/>, the first position and the differences of the others from the one before.</summary>
    public static void ReadDifferences(in PostingsList list, int block, long before, Span<int> positions)
    {
        if (list.SingletonPosition >= 0)
        {
            if (before != 0 || positions.Length != 1)
                throw list.Damaged("a document has more positions than its term");
            positions[0] = list.SingletonPosition;
            return;
        }

        byte* data = Start(list, block, out long length);
        if (list.HasWholePositions)
            ReadWhole(list, data, length, before, positions);
        else
            ReadChunks(list, data, length, before, positions);
    }

    /// <summary>All values of a block: of each document in turn its first position, then the differences.</summary>
    /// <param name="list">A list with positions.</param>
    /// <param name="block">The block.</param>
    /// <param name="count">The occurrences in all of the block's documents.</param>
    /// <param name="room">Where they are put; replaced where it is too small.</param>
    public static Span<uint> ReadAll(in PostingsList list, int block, long count, ref uint[] room)
    {
        if (count > list.TotalTermFreq || count > int.MaxValue)
            throw Overrun(list);
        if (room.Length < count)
            room = new uint[Math.Max(count, (int)Math.Min(2L * room.Length, Array.MaxLength))];
        fixed (uint* values = room)
            ReadAll(list, block, count, values);
        return room.AsSpan(0, (int)count);
    }

    /// <summary>As the other form.</summary>
    /// <param name="list">A list with positions.</param>
    /// <param name="block">The block.</param>
    /// <param name="count">The occurrences in all of the block's documents.</param>
    /// <param name="values">Has room for them.</param>
    public static void ReadAll(in PostingsList list, int block, long count, uint* values)
    {
        if (count > list.TotalTermFreq || count > int.MaxValue)
            throw Overrun(list);
        if (list.SingletonPosition >= 0)
        {
            if (count != 1)
                throw list.Damaged("a document has more positions than its term");
            *values = (uint)list.SingletonPosition;
            return;
        }

        byte* data = Start(list, block, out long length);
        if (list.HasWholePositions)
        {
            if (*data > BitPacking.MaxWidth || 1 + BitPacking.HorizontalBytes(count, *data) > length)
                throw Overrun(list);
            BitPacking.UnpackHorizontal(data + 1, *data, values, (int)count);
            return;
        }

        Chunks(list, count, ref data, ref length, out long chunks);
        byte* at = data + chunks;
        byte* end = data + length;
        for (int i = 0; i < count; i += ChunkSize)
        {
            int width = *data & WidthMask;
            int exceptions = *data++ >> WidthBits;
            int taken = (int)Math.Min(ChunkSize, count - i);
            byte* packed = at + ExceptionSize * exceptions;
            if (packed > end || packed + BitPacking.HorizontalBytes(taken, width) > end)
                throw Overrun(list);
            BitPacking.UnpackHorizontal(packed, width, values + i, taken);
            for (; exceptions > 0; exceptions--, at += ExceptionSize)
            {
                if (at[0] < taken)
                    values[i + at[0]] |= (uint)at[1] << width;
            }

            at = packed + BitPacking.HorizontalBytes(taken, width);
        }
    }

    /// <summary>Where the bytes in front of a block's chunks are; there are as many chunks as so many values need.</summary>
    /// <param name="list">A list with positions in chunks.</param>
    /// <param name="block">The block.</param>
    /// <param name="values">How many of its values are asked for.</param>
    /// <param name="first">The first chunk.</param>
    /// <param name="end">The end of all positions.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* StartOfChunks(in PostingsList list, int block, long values, out byte* first, out byte* end)
    {
        byte* data = Start(list, block, out long length);
        Chunks(list, values, ref data, ref length, out long chunks);
        first = data + chunks;
        end = data + length;
        return data;
    }

    private static void ReadChunks(in PostingsList list, byte* data, long length, long before, Span<int> positions)
    {
        Chunks(list, before + positions.Length, ref data, ref length, out long chunks);
        byte* end = data + length;
        byte* at = data + chunks;
        byte* chunk = data + before / ChunkSize;
        for (; data < chunk; data++)
            at += SizeOf(*data);
        int first = (int)(before % ChunkSize);
        while (positions.Length > 0)
        {
            int width = *chunk & WidthMask;
            int exceptions = *chunk >> WidthBits;
            int taken = Math.Min(ChunkSize - first, positions.Length);
            byte* packed = at + ExceptionSize * exceptions;
            if (packed > end || packed + BitPacking.HorizontalBytes(first + taken, width) > end)
                throw Overrun(list);
            for (int i = 0; i < taken; i++)
                positions[i] = (int)BitPacking.ReadHorizontal(packed, first + i, width);
            for (; exceptions > 0; exceptions--, at += ExceptionSize)
            {
                if ((uint)(at[0] - first) < (uint)taken)
                    positions[at[0] - first] |= at[1] << width;
            }

            positions = positions[taken..];
            first = 0;
            at = packed + BitPacking.HorizontalBytes(ChunkSize, width);
            chunk++;
        }
    }

    /// <summary>As version 1 has them: one width for all values of a block.</summary>
    private static void ReadWhole(in PostingsList list, byte* data, long length, long before, Span<int> positions)
    {
        int width = *data++;
        if (width > BitPacking.MaxWidth || 1 + BitPacking.HorizontalBytes(before + positions.Length, width) > length)
            throw Overrun(list);
        for (int i = 0; i < positions.Length; i++)
            positions[i] = (int)BitPacking.ReadHorizontal(data, before + i, width);
    }

    /// <summary>Bytes of a full chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SizeOf(int chunk) => (chunk & WidthMask) * (ChunkSize / 8) + (chunk >> WidthBits) * ExceptionSize;

    private static byte* Start(in PostingsList list, int block, out long length)
    {
        long start = list.PosOffsets == null ? 0 : list.PosOffsets[block];
        length = list.PositionsLength - start;
        return length > 0 ? list.Positions + start : throw list.Damaged("positions lie behind the end of their file");
    }

    /// <summary>How many chunks there are, which must be enough for so many values, and all their bytes in front within the file.</summary>
    private static void Chunks(in PostingsList list, long values, ref byte* data, ref long length, out long chunks)
    {
        // A list of one block has as many values as its term has occurrences.
        if (list.PosOffsets == null)
        {
            chunks = CountOf(list.TotalTermFreq);
        }
        else
        {
            chunks = 0;
            for (int shift = 0; ; shift += 7)
            {
                if (length-- <= 0 || shift > 28)
                    throw Overrun(list);
                byte part = *data++;
                chunks |= (long)(part & 0x7F) << shift;
                if (part < 0x80)
                    break;
            }
        }

        if (chunks > length || CountOf(values) > chunks)
            throw Overrun(list);
    }

    /// <summary>The chunks of so many values; never too few where the sum runs over.</summary>
    private static long CountOf(long values) => values / ChunkSize + (values % ChunkSize > 0 ? 1 : 0);

    private static Exception Overrun(in PostingsList list) => list.Damaged("positions go over the end of their file");
}
