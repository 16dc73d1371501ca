using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Search.Core.Retrieval;

/// <summary>
/// Arithmetic on the bounds of 64 neighbouring ranges (or of 64 windows): maxima are bytes, sums of weighted maxima are 16-bit numbers. All
/// operations are on whole numbers, so that the vector forms and the scalar twin give the same.
/// </summary>
internal static unsafe class RangeKernels
{
    /// <summary>How many ranges one call treats.</summary>
    public const int Count = 64;

    /// <summary>Of more codes than this the k-th largest is found by eight passes of vectors, of fewer by counting each.</summary>
    private const int ManyCodes = 512;

    /// <summary>Adds the <see cref="ScoreUnits.Bound"/> of each code to each sum; the caller sees to it that no sum runs over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWeighted(ushort* sums, byte* codes, ushort weight)
    {
        if (Avx2.IsSupported)
        {
            // Codes in the upper bytes, so that the upper half of the product is the product by 256.
            var weights = Vector256.Create(weight);
            var one = Vector256<ushort>.One;
            for (int i = 0; i < Count; i += Vector256<ushort>.Count)
            {
                var code = Avx2.ConvertToVector256Int16(codes + i).AsUInt16();
                var bound = Avx2.MultiplyHigh(code << 8, weights) + Avx2.Min(code, one);
                (Vector256.Load(sums + i) + bound).Store(sums + i);
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            var weights = Vector128.Create((uint)weight);
            for (int i = 0; i < Count; i += Vector128<ushort>.Count)
            {
                var code = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(codes + i)).AsByte());
                var (low, high) = Vector128.Widen(code);
                var product = Vector128.Narrow((low * weights) >>> 8, (high * weights) >>> 8);
                (Vector128.Load(sums + i) + product + Vector128.Min(code, Vector128<ushort>.One)).Store(sums + i);
            }
        }
        else
        {
            AddWeightedScalar(sums, codes, weight);
        }
    }

    /// <summary>The twin of <see cref="AddWeighted"/>.</summary>
    public static void AddWeightedScalar(ushort* sums, byte* codes, ushort weight)
    {
        for (int i = 0; i < Count; i++)
            sums[i] += (ushort)ScoreUnits.Bound(codes[i], weight);
    }

    /// <summary>Sets sums to 0 where a code is 0.</summary>
    public static void ClearWhereZero(ushort* sums, byte* codes)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            for (int i = 0; i < Count; i += Vector128<byte>.Count)
            {
                var (low, high) = Vector128.Widen(Vector128.Load(codes + i));
                (Vector128.Load(sums + i) & ~Vector128.Equals(low, Vector128<ushort>.Zero)).Store(sums + i);
                (Vector128.Load(sums + i + 8) & ~Vector128.Equals(high, Vector128<ushort>.Zero)).Store(sums + i + 8);
            }
        }
        else
        {
            for (int i = 0; i < Count; i++)
                sums[i] = codes[i] == 0 ? (ushort)0 : sums[i];
        }
    }

    /// <summary>Adds to each of 64 sums another; the caller sees to it that none runs over.</summary>
    public static void Add(ushort* sums, ushort* others)
    {
        for (int i = 0; i < Count; i += Vector256<ushort>.Count)
            (Vector256.Load(sums + i) + Vector256.Load(others + i)).Store(sums + i);
    }

    /// <summary>Takes from each of 64 sums a part of it.</summary>
    public static void Subtract(ushort* sums, ushort* parts)
    {
        for (int i = 0; i < Count; i += Vector256<ushort>.Count)
            (Vector256.Load(sums + i) - Vector256.Load(parts + i)).Store(sums + i);
    }

    /// <summary>Takes over larger sums, but where a sum is 0.</summary>
    public static void TakeWhereNotZero(ushort* sums, ushort* larger)
    {
        for (int i = 0; i < Count; i += Vector128<ushort>.Count)
        {
            var sum = Vector128.Load(sums + i);
            (Vector128.Load(larger + i) & ~Vector128.Equals(sum, Vector128<ushort>.Zero)).Store(sums + i);
        }
    }

    /// <summary>The smaller of each two codes.</summary>
    public static void Min(byte* result, byte* codes)
    {
        for (int i = 0; i < Count; i += Vector128<byte>.Count)
            Vector128.Min(Vector128.Load(result + i), Vector128.Load(codes + i)).Store(result + i);
    }

    /// <summary>The larger of each two codes.</summary>
    public static void Max(byte* result, byte* codes)
    {
        for (int i = 0; i < Count; i += Vector128<byte>.Count)
            Vector128.Max(Vector128.Load(result + i), Vector128.Load(codes + i)).Store(result + i);
    }

    /// <summary>Which of 64 codes are not 0, the first in the lowest bit.</summary>
    public static ulong NonZero(byte* codes)
    {
        ulong zero = 0;
        for (int i = 0; i < Count; i += Vector128<byte>.Count)
            zero |= (ulong)Vector128.Equals(Vector128.Load(codes + i), Vector128<byte>.Zero).ExtractMostSignificantBits() << i;
        return ~zero;
    }

    /// <summary>Sets sums to 0 but those of a set, the first in the lowest bit.</summary>
    public static void Keep(ushort* sums, ulong kept)
    {
        for (ulong dropped = ~kept; dropped != 0; dropped &= dropped - 1)
            sums[BitOperations.TrailingZeroCount(dropped)] = 0;
    }

    /// <summary>Fills 64 codes with each of fewer, as often as it takes.</summary>
    /// <param name="from">The codes.</param>
    /// <param name="count">How many: a power of two, at most 32.</param>
    /// <param name="codes">Gets 64.</param>
    public static void Repeat(byte* from, int count, byte* codes)
    {
        if (count == Count / 2)
        {
            for (int i = 0; i < count; i += 8)
            {
                // Each byte of 8 twice: as a 16-bit number, times 257.
                var twice = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(from + i)).AsByte()) * 257;
                twice.AsByte().Store(codes + 2 * i);
            }
            return;
        }
        int repeat = Count / count;
        for (int i = 0; i < count; i++)
            new Span<byte>(codes + i * repeat, repeat).Fill(from[i]);
    }

    /// <summary>The largest of 64 codes.</summary>
    public static int LargestCode(byte* codes)
    {
        var largest = Vector128.Max(
            Vector128.Max(Vector128.Load(codes), Vector128.Load(codes + 16)), Vector128.Max(Vector128.Load(codes + 32), Vector128.Load(codes + 48)));
        var (low, high) = Vector128.Widen(largest);
        return Reduce(Vector128.Max(low, high));
    }

    /// <summary>The place of the first code, from a place on, that is at least a given one; <paramref name="count"/> when there is none. Reads up to 15 bytes further.</summary>
    public static int NextFrom(byte* codes, int index, int count, byte least)
    {
        var wanted = Vector128.Create(least);
        for (; index < count; index += Vector128<byte>.Count)
        {
            uint found = Vector128.GreaterThanOrEqual(Vector128.Load(codes + index), wanted).ExtractMostSignificantBits();
            if (found != 0)
                return Math.Min(count, index + BitOperations.TrailingZeroCount(found));
        }
        return count;
    }

    /// <summary>The k-th largest of some codes; 0 when there are not so many. Of many, the largest code that k of them reach, by halving.</summary>
    public static int KthLargest(byte* codes, int count, int k)
    {
        if (count > ManyCodes)
        {
            int reached = 0;
            for (int step = 128; step > 0; step >>= 1)
                reached += CountFrom(codes, count, (byte)(reached + step)) >= k ? step : 0;
            return reached;
        }
        int* counts = stackalloc int[256];
        new Span<int>(counts, 256).Clear();
        for (int i = 0; i < count; i++)
            counts[codes[i]]++;
        int code = 255;
        for (int seen = counts[255]; seen < k && code > 0; seen += counts[code])
            code--;
        return code;
    }

    /// <summary>
    /// The k-th largest of the codes of ranges, of which most need not be looked at: as many windows as are wanted have a code of their own at least as large as
    /// the k-th largest of the windows, and no range of the other windows has a larger one.
    /// </summary>
    /// <param name="codes">The codes of the ranges.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="windows">The largest code of each window of ranges.</param>
    /// <param name="windowShift">log2 of the ranges in a window.</param>
    /// <param name="k">Which is wanted; at most as many as there are windows.</param>
    public static int KthLargest(byte* codes, int count, byte* windows, int windowShift, int k)
    {
        int windowCount = (int)(((long)count + (1L << windowShift) - 1) >> windowShift);
        int ofWindows = KthLargest(windows, windowCount, k);
        int least = Math.Max(1, ofWindows);
        int* counts = stackalloc int[256];
        new Span<int>(counts, 256).Clear();
        for (int window = NextFrom(windows, 0, windowCount, (byte)least); window < windowCount; window = NextFrom(windows, window + 1, windowCount, (byte)least))
        {
            int end = Math.Min(count, (window + 1) << windowShift);
            for (int i = NextFrom(codes, window << windowShift, end, (byte)least); i < end; i = NextFrom(codes, i + 1, end, (byte)least))
                counts[codes[i]]++;
        }
        int seen = 0;
        for (int code = 255; code >= least; code--)
        {
            seen += counts[code];
            if (seen >= k)
                return code;
        }
        return ofWindows;
    }

    /// <summary>How many codes are at least a given one.</summary>
    public static int CountFrom(byte* codes, int count, byte least)
    {
        int found = 0;
        int i = 0;
        var wanted = Vector256.Create(least);
        for (; i <= count - Vector256<byte>.Count; i += Vector256<byte>.Count)
            found += BitOperations.PopCount(Vector256.GreaterThanOrEqual(Vector256.Load(codes + i), wanted).ExtractMostSignificantBits());
        for (; i < count; i++)
            found += codes[i] >= least ? 1 : 0;
        return found;
    }

    /// <summary>How many sums are at least a given one.</summary>
    public static int CountFrom(ushort* sums, int count, int least)
    {
        int found = 0;
        for (int i = 0; i < count; i++)
            found += sums[i] >= least ? 1 : 0;
        return found;
    }

    /// <summary>Which of 64 sums are at least a number, of which 0 counts as 1; the first in the lowest bit.</summary>
    public static ulong MaskFrom(ushort* sums, int least)
    {
        if (least > ushort.MaxValue)
            return 0;
        var wanted = Vector128.Create((ushort)Math.Max(1, least));
        ulong mask = 0;
        for (int i = 0; i < Count; i += 16)
        {
            var found = Vector128.Narrow(
                Vector128.GreaterThanOrEqual(Vector128.Load(sums + i), wanted), Vector128.GreaterThanOrEqual(Vector128.Load(sums + i + 8), wanted));
            mask |= (ulong)found.ExtractMostSignificantBits() << i;
        }
        return mask;
    }

    /// <summary>The place of the first of a number of sums that is the largest, and that sum.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="count">How many; a multiple of 64.</param>
    /// <param name="value">The largest.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int IndexOfLargest(ushort* sums, int count, out ushort value)
    {
        var largest = Vector128.Load(sums);
        var second = Vector128.Load(sums + 8);
        for (int i = 16; i < count; i += 16)
        {
            largest = Vector128.Max(largest, Vector128.Load(sums + i));
            second = Vector128.Max(second, Vector128.Load(sums + i + 8));
        }
        value = Reduce(Vector128.Max(largest, second));
        var wanted = Vector128.Create(value);
        for (int i = 0; i < count; i += 16)
        {
            var found = Vector128.Narrow(
                Vector128.Equals(Vector128.Load(sums + i), wanted), Vector128.Equals(Vector128.Load(sums + i + 8), wanted));
            uint bits = found.ExtractMostSignificantBits();
            if (bits != 0)
                return i + BitOperations.TrailingZeroCount(bits);
        }
        return 0;
    }

    private static ushort Reduce(Vector128<ushort> values)
    {
        var folded = Vector128.Max(values, Vector128.Shuffle(values, Vector128.Create((ushort)4, 5, 6, 7, 0, 1, 2, 3)));
        folded = Vector128.Max(folded, Vector128.Shuffle(folded, Vector128.Create((ushort)2, 3, 0, 1, 6, 7, 4, 5)));
        return Math.Max(folded[0], folded[1]);
    }
}
