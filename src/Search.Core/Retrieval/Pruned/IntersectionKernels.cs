using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Search.Core.Retrieval;

/// <summary>Meets ascending document numbers by groups of eight. The vector forms and the scalar twins give the same.</summary>
/// <remarks>
/// All numbers of a group are compared with all of another, and the group that ends first makes way for the next: after Lemire, Boytsov and Kurz, "SIMD compression and
/// the intersection of sorted integers", 2016, doi:10.1002/spe.2326. No branch depends on the numbers.
/// </remarks>
internal static unsafe class IntersectionKernels
{
    /// <summary>Numbers in a group. What is read or written is a multiple of it.</summary>
    public const int GroupSize = LaneSets.Lanes;

    /// <summary>Series from here on are long.</summary>
    private const int Long = 256;

    /// <summary>The numbers that two ascending series have in common.</summary>
    /// <param name="first">The first series; its length is a multiple of <see cref="GroupSize"/> above 0.</param>
    /// <param name="firstEnd">Its end.</param>
    /// <param name="second">The second, likewise. Numbers are distinct, but for <see cref="uint.MaxValue"/> at an end, which may come out more often than it is in both.</param>
    /// <param name="secondEnd">Its end.</param>
    /// <param name="common">Gets them, ascending; has room for a group more.</param>
    /// <returns>How many there are.</returns>
    public static int Common(uint* first, uint* firstEnd, uint* second, uint* secondEnd, uint* common) => Avx2.IsSupported
        ? CommonVector(first, firstEnd, second, secondEnd, common)
        : CommonScalar(first, firstEnd, second, secondEnd, common);

    /// <summary>As <see cref="Common"/>; long series are met in two halves side by side, because where one goes on to waits for what was just read.</summary>
    /// <param name="first">The first series.</param>
    /// <param name="firstEnd">Its end.</param>
    /// <param name="second">The second.</param>
    /// <param name="secondEnd">Its end.</param>
    /// <param name="common">Has room for as many as the first series has, and two groups more.</param>
    public static int CommonOfLong(uint* first, uint* firstEnd, uint* second, uint* secondEnd, uint* common)
    {
        if (!Avx2.IsSupported || firstEnd - first < Long || secondEnd - second < Long)
            return Common(first, firstEnd, second, secondEnd, common);
        uint* middle = first + ((firstEnd - first) / 2 & -GroupSize);
        // The group that has the middle may have numbers of both halves.
        uint* secondMiddle = second + (FirstFrom(second, secondEnd, *middle) & -GroupSize);
        uint* upper = common + (middle - first) + GroupSize;
        uint* secondOfLower = secondMiddle < secondEnd ? secondMiddle + GroupSize : secondEnd;
        int count = CommonOfHalves(first, middle, second, secondOfLower, common, middle, firstEnd, secondMiddle, secondEnd, upper, out int upperCount);
        new Span<uint>(upper, upperCount).CopyTo(new Span<uint>(common + count, upperCount));
        return count + upperCount;
    }

    /// <summary>How many numbers of a series are below one.</summary>
    private static long FirstFrom(uint* series, uint* end, uint number)
    {
        long low = 0, high = end - series;
        while (low < high)
        {
            long middle = (low + high) >> 1;
            if (series[middle] < number)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CommonOfHalves(
        uint* first, uint* firstEnd, uint* second, uint* secondEnd, uint* common, uint* third, uint* thirdEnd, uint* fourth, uint* fourthEnd, uint* upper, out int upperCount)
    {
        byte* orders = LaneSets.Orders;
        uint* next = common, upperNext = upper;
        while (first < firstEnd && second < secondEnd && third < thirdEnd && fourth < fourthEnd)
        {
            next = Meet(ref first, ref second, orders, next);
            upperNext = Meet(ref third, ref fourth, orders, upperNext);
        }
        while (first < firstEnd && second < secondEnd)
            next = Meet(ref first, ref second, orders, next);
        while (third < thirdEnd && fourth < fourthEnd)
            upperNext = Meet(ref third, ref fourth, orders, upperNext);
        upperCount = (int)(upperNext - upper);
        return (int)(next - common);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CommonVector(uint* first, uint* firstEnd, uint* second, uint* secondEnd, uint* common)
    {
        uint* next = common;
        byte* orders = LaneSets.Orders;
        while (first < firstEnd && second < secondEnd)
            next = Meet(ref first, ref second, orders, next);
        return (int)(next - common);
    }

    /// <summary>Appends what a group of each series has in common, and goes on to the next of the one that ends first, or of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint* Meet(ref uint* first, ref uint* second, byte* orders, uint* next)
    {
        var x = Vector256.Load(first);
        var y = Vector256.Load(second);
        var swapped = Avx2.Permute2x128(y, y, 1);
        var equal = Avx2.CompareEqual(x, y) | Avx2.CompareEqual(x, swapped)
            | Avx2.CompareEqual(x, Avx2.Shuffle(y, 0b00_11_10_01)) | Avx2.CompareEqual(x, Avx2.Shuffle(swapped, 0b00_11_10_01))
            | Avx2.CompareEqual(x, Avx2.Shuffle(y, 0b01_00_11_10)) | Avx2.CompareEqual(x, Avx2.Shuffle(swapped, 0b01_00_11_10))
            | Avx2.CompareEqual(x, Avx2.Shuffle(y, 0b10_01_00_11)) | Avx2.CompareEqual(x, Avx2.Shuffle(swapped, 0b10_01_00_11));
        long ahead = (long)first[GroupSize - 1] - second[GroupSize - 1];
        first += (ahead - 1 >> 63) & GroupSize;
        second += (-ahead - 1 >> 63) & GroupSize;
        return LaneSets.Append(x, (uint)Avx.MoveMask(equal.AsSingle()), orders, next);
    }

    /// <summary>The twin of <see cref="CommonVector"/>.</summary>
    public static int CommonScalar(uint* first, uint* firstEnd, uint* second, uint* secondEnd, uint* common)
    {
        int count = 0;
        while (first < firstEnd && second < secondEnd)
        {
            uint x = *first, y = *second;
            common[count] = x;
            count += x == y ? 1 : 0;
            first += x <= y ? 1 : 0;
            second += y <= x ? 1 : 0;
        }
        return count;
    }

    /// <summary>Those of some documents that are in ranges of a window.</summary>
    /// <param name="docs">The documents; in front of and behind those of the window there may be others.</param>
    /// <param name="count">How many; a multiple of <see cref="GroupSize"/>.</param>
    /// <param name="window">The window of 64 ranges of 64 documents.</param>
    /// <param name="ranges">Which of them, the first in the lowest bit.</param>
    /// <param name="kept">Gets them in their order; has room for a group more, and may be where the documents are.</param>
    /// <returns>How many there are.</returns>
    public static int InRanges(uint* docs, int count, int window, ulong ranges, uint* kept) =>
        Avx2.IsSupported ? InRangesVector(docs, count, window, ranges, kept) : InRangesScalar(docs, count, window, ranges, kept);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int InRangesVector(uint* docs, int count, int window, ulong ranges, uint* kept)
    {
        uint* next = kept;
        byte* orders = LaneSets.Orders;
        var start = Vector256.Create((uint)window << 6);
        var low = Vector256.Create((uint)ranges);
        var high = Vector256.Create((uint)(ranges >> 32));
        var half = Vector256.Create(32u);
        for (int i = 0; i < count; i += GroupSize)
        {
            var group = Vector256.Load(docs + i);
            // Bits that are shifted out of the word leave 0, and so do ranges of other windows.
            var range = (group >>> 6) - start;
            var bits = Avx2.ShiftRightLogicalVariable(low, range) | Avx2.ShiftRightLogicalVariable(high, range - half);
            next = LaneSets.Append(group, (uint)Avx.MoveMask((bits << 31).AsSingle()), orders, next);
        }
        return (int)(next - kept);
    }

    /// <summary>The twin of <see cref="InRangesVector"/>.</summary>
    public static int InRangesScalar(uint* docs, int count, int window, ulong ranges, uint* kept)
    {
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            uint doc = docs[i];
            uint range = (doc >> 6) - ((uint)window << 6);
            kept[found] = doc;
            found += range < 64 ? (int)(ranges >> (int)range & 1) : 0;
        }
        return found;
    }
}
