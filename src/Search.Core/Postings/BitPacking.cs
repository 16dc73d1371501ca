using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Search.Core.Postings;

/// <summary>
/// Numbers in as many bits as the largest needs. Full blocks of 128 are vertical: number i is the (i / 4)-th of lane i % 4, each lane a stream of
/// 32-bit words, lowest bits first, and word k of the four lanes stands in the 16 bytes from 16k on; so one vector operation treats four
/// neighbours. Anything else is horizontal: one stream of bits, lowest first.
/// </summary>
/// <remarks>
/// The vertical layout is that of Lemire and Boytsov, "Decoding billions of integers per second through vectorization", 2015,
/// doi:10.1002/spe.2203. Vector and scalar forms give the same values.
/// </remarks>
internal static unsafe class BitPacking
{
    /// <summary>Numbers in a vertical block.</summary>
    public const int BlockSize = 128;

    /// <summary>The widest number; documents, frequencies and positions are never negative as 32-bit integers.</summary>
    public const int MaxWidth = 31;

    /// <summary>The widest number that is in four bytes wherever it begins.</summary>
    private const int MaxShuffledWidth = 25;

    /// <summary>Bits of the largest number; 0 when all are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Width(ReadOnlySpan<uint> values)
    {
        uint all = 0;
        foreach (uint value in values)
            all |= value;
        return 32 - BitOperations.LeadingZeroCount(all);
    }

    /// <summary>Bytes of a vertical block.</summary>
    public static int VerticalBytes(int width) => 16 * width;

    /// <summary>Bytes of a horizontal stream.</summary>
    public static long HorizontalBytes(long count, int width) => (count * width + 7) / 8;

    /// <summary>Writes 128 numbers vertically.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack128(ReadOnlySpan<uint> values, int width, Span<byte> destination)
    {
        destination = destination[..VerticalBytes(width)];
        destination.Clear();
        if (width == 0)
            return;
        for (int i = 0; i < BlockSize; i++)
        {
            int bit = (i >> 2) * width;
            int word = 4 * (bit >> 5) + (i & 3);
            ulong shifted = (ulong)values[i] << (bit & 31);
            Or(destination, word, (uint)shifted);
            if (shifted >> 32 != 0)
                Or(destination, word + 4, (uint)(shifted >> 32));
        }

        static void Or(Span<byte> bytes, int word, uint bits)
        {
            var place = bytes.Slice(4 * word, 4);
            BinaryPrimitives.WriteUInt32LittleEndian(place, BinaryPrimitives.ReadUInt32LittleEndian(place) | bits);
        }
    }

    /// <summary>Reads 128 numbers from <see cref="VerticalBytes"/> bytes.</summary>
    public static void Unpack128(byte* source, int width, uint* values)
    {
        if (width == 0)
            new Span<uint>(values, BlockSize).Clear();
        else if (Vector128.IsHardwareAccelerated)
            Unpack128Vector(source, width, values);
        else
            Unpack128Scalar(source, width, values);
    }

    /// <summary>The twin of <see cref="Unpack128Vector"/>.</summary>
    public static void Unpack128Scalar(byte* source, int width, uint* values)
    {
        for (int i = 0; i < BlockSize; i++)
            values[i] = ReadVertical(source, i, width);
    }

    /// <summary>
    /// Four lanes at a time, one of each row. A number that goes over the end of its word takes its upper bits from the next word,
    /// so that every word is loaded once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpack128Vector(byte* source, int width, uint* values)
    {
        var mask = Vector128.Create((1u << width) - 1);
        byte* end = source + VerticalBytes(width);
        var word = Vector128.Load((uint*)source);
        int shift = 0;
        for (int i = 0; i < BlockSize; i += 4)
        {
            var value = word >>> shift;
            shift += width;
            if (shift >= 32)
            {
                source += 16;
                shift -= 32;
                if (source < end)
                {
                    word = Vector128.Load((uint*)source);
                    if (shift > 0)
                        value |= word << (width - shift);
                }
            }
            (value & mask).Store(values + i);
        }
    }

    /// <summary>Reads one number of a vertical block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadVertical(byte* source, int index, int width)
    {
        int bit = (index >> 2) * width;
        uint* word = (uint*)source + 4 * (bit >> 5) + (index & 3);
        int shift = bit & 31;
        uint value = *word >> shift;
        if (shift + width > 32)
            value |= word[4] << (32 - shift);
        return value & ((1u << width) - 1);
    }

    /// <summary>Writes numbers horizontally.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackHorizontal(ReadOnlySpan<uint> values, int width, Span<byte> destination)
    {
        ulong pending = 0;
        int bits = 0;
        int at = 0;
        foreach (uint value in values)
        {
            pending |= (ulong)value << bits;
            bits += width;
            if (bits < 64)
                continue;
            BinaryPrimitives.WriteUInt64LittleEndian(destination[at..], pending);
            at += sizeof(ulong);
            bits -= 64;
            // What of the value went over the end; a shift by the whole width would be one by zero.
            pending = bits == 0 ? 0 : (ulong)value >> (width - bits);
        }

        for (; bits > 0; bits -= 8)
        {
            destination[at++] = (byte)pending;
            pending >>= 8;
        }
    }

    /// <summary>Reads one number of a horizontal stream. Loads 8 bytes from the one in which the number begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadHorizontal(byte* source, long index, int width)
    {
        long bit = index * width;
        ulong word = Unsafe.ReadUnaligned<ulong>(source + (bit >> 3));
        return (uint)(word >> (int)(bit & 7)) & ((1u << width) - 1);
    }

    /// <summary>Reads a whole horizontal stream from its start. Loads up to 16 bytes beyond its last.</summary>
    public static void UnpackHorizontal(byte* source, int width, uint* values, int count)
    {
        if (width == 0)
        {
            new Span<uint>(values, count).Clear();
            return;
        }

        int done = Avx2.IsSupported && width <= MaxShuffledWidth ? UnpackHorizontalVector(source, width, values, count) : 0;
        UnpackHorizontalScalar(source, width, values, done, count);
    }

    /// <summary>The twin of <see cref="UnpackHorizontalVector"/>, from a number on.</summary>
    public static void UnpackHorizontalScalar(byte* source, int width, uint* values, int first, int count)
    {
        ulong mask = (1ul << width) - 1;
        long bit = (long)first * width;
        for (int i = first; i < count; i++, bit += width)
            values[i] = (uint)((Unsafe.ReadUnaligned<ulong>(source + (bit >> 3)) >> (int)(bit & 7)) & mask);
    }

    /// <summary>
    /// Eight numbers at once: they take as many bytes as a number has bits, so that all eights begin with a byte and are alike. The four bytes in which each number is are moved to
    /// its lane, and shifted.
    /// </summary>
    /// <returns>How many were read: whole eights.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int UnpackHorizontalVector(byte* source, int width, uint* values, int count)
    {
        // The upper half's numbers begin where the lower half's four end; an odd width begins it within a byte.
        int upper = width >> 1;
        var first = Vector128.Create(0, width, 2 * width, 3 * width);
        var bits = Vector256.Create(first, first + Vector128.Create(4 * width - 8 * upper));
        var bytes = bits >>> 3;
        // The number of the first byte in all four bytes of a lane, and 0 to 3 added.
        var moves = (Avx2.MultiplyLow(bytes, Vector256.Create(0x01010101)) + Vector256.Create(0x03020100)).AsByte();
        var shifts = (bits & Vector256.Create(7)).AsUInt32();
        var mask = Vector256.Create((1u << width) - 1);
        int whole = count & ~7;
        for (int i = 0; i < whole; i += 8, source += width)
        {
            var eight = Avx2.Shuffle(Vector256.Create(Vector128.Load(source), Vector128.Load(source + upper)), moves).AsUInt32();
            (Avx2.ShiftRightLogicalVariable(eight, shifts) & mask).Store(values + i);
        }
        return whole;
    }

    /// <summary>Adds numbers up, each with all before it.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="first">What they are added to.</param>
    /// <param name="sums">Gets a sum for each number.</param>
    public static void AddUp(uint* values, int count, uint first, uint* sums)
    {
        int i = 0;
        if (Avx2.IsSupported)
        {
            var carry = Vector256.Create(first);
            var last = Vector256.Create(7u);
            for (; i <= count - 8; i += 8)
            {
                // What eights add up to does not wait for those before them.
                var sum = AddUp(Vector256.Load(values + i));
                (sum + carry).Store(sums + i);
                carry += Avx2.PermuteVar8x32(sum, last);
            }

            first = carry[0];
        }

        for (; i < count; i++)
            sums[i] = first += values[i];
    }

    /// <summary>Adds eight numbers up, with AVX2: each half by itself, then the upper half and what the lower one ends with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> AddUp(Vector256<uint> values)
    {
        values += Avx2.ShiftLeftLogical128BitLane(values, sizeof(uint));
        values += Avx2.ShiftLeftLogical128BitLane(values, 2 * sizeof(uint));
        var lower = Avx2.PermuteVar8x32(values, Vector256.Create(3u));
        return values + (lower & Vector256.Create(0, 0, 0, 0, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue));
    }
}
