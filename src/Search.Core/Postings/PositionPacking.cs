using System.Runtime.CompilerServices;

namespace Search.Core.Postings;

/// <summary>Packs the positions of a block of documents into the chunks that <see cref="PositionBlocks"/> reads.</summary>
/// <remarks>
/// A chunk's few largest values keep their upper bits beside it (patched frame of reference: Zukowski and others, "Super-scalar RAM-CPU cache
/// compression", 2006, doi:10.1109/ICDE.2006.150), so that one large gap does not widen all of them.
/// </remarks>
internal static class PositionPacking
{
    /// <summary>Bits that an exception may have beyond the width.</summary>
    public const int ExceptionBits = 8;

    /// <summary>Adds the bytes of a block's values.</summary>
    /// <param name="values">Of each document in turn its first position, then the differences; below 2^31.</param>
    /// <param name="withCount">Whether the number of chunks is written: where the reader cannot know it.</param>
    /// <param name="output">Gets the bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<uint> values, bool withCount, BlockBuffer<byte> output)
    {
        int chunks = (int)(((long)values.Length + PositionBlocks.ChunkSize - 1) / PositionBlocks.ChunkSize);
        if (withCount)
        {
            uint rest = (uint)chunks;
            for (; rest >= 0x80; rest >>= 7)
                output.Add((byte)(rest | 0x80));
            output.Add((byte)rest);
        }

        int front = output.Count;
        output.Reserve(chunks);
        Span<uint> low = stackalloc uint[PositionBlocks.ChunkSize];
        for (; values.Length > 0; front++)
        {
            var chunk = values[..Math.Min(PositionBlocks.ChunkSize, values.Length)];
            values = values[chunk.Length..];
            int width = ChooseWidth(chunk, PositionBlocks.MaxExceptions);
            uint mask = (uint)((1ul << width) - 1);
            int exceptions = 0;
            for (int i = 0; i < chunk.Length; i++)
            {
                low[i] = chunk[i] & mask;
                if (chunk[i] == low[i])
                    continue;
                exceptions++;
                output.Add((byte)i);
                output.Add((byte)(chunk[i] >> width));
            }

            output.Writable[front] = (byte)(width | exceptions << PositionBlocks.WidthBits);
            var room = output.Reserve((int)BitPacking.HorizontalBytes(chunk.Length, width));
            BitPacking.PackHorizontal(low[..chunk.Length], width, room);
        }
    }

    /// <summary>The width that takes the fewest bytes, exceptions included.</summary>
    /// <param name="values">At most 128.</param>
    /// <param name="maxExceptions">How many of them may be wider.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int ChooseWidth(ReadOnlySpan<uint> values, int maxExceptions)
    {
        Span<int> byWidth = stackalloc int[33];
        byWidth.Clear();
        foreach (uint value in values)
            byWidth[32 - System.Numerics.BitOperations.LeadingZeroCount(value)]++;
        int largest = 32;
        while (largest > 0 && byWidth[largest] == 0)
            largest--;
        int best = largest, exceptions = 0;
        long bestBytes = long.MaxValue;
        for (int width = largest; width >= Math.Max(0, largest - ExceptionBits) && exceptions <= maxExceptions; exceptions += byWidth[width--])
        {
            long bytes = BitPacking.HorizontalBytes(values.Length, width) + PositionBlocks.ExceptionSize * exceptions;
            if (bytes >= bestBytes)
                continue;
            bestBytes = bytes;
            best = width;
        }

        return best;
    }
}
