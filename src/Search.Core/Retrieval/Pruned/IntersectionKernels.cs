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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CommonVector(uint* first, uint* firstEnd, uint* second, uint* secondEnd, uint* common)
    {
        uint* next = common;
        byte* orders = LaneSets.Orders;
        while (first < firstEnd && second < secondEnd)
        {
            var x = Vector256.Load(first);
            var y = Vector256.Load(second);
            var swapped = Avx2.Permute2x128(y, y, 1);
            var equal = Avx2.CompareEqual(x, y) | Avx2.CompareEqual(x, swapped)
                | Avx2.CompareEqual(x, Avx2.Shuffle(y, 0b00_11_10_01)) | Avx2.CompareEqual(x, Avx2.Shuffle(swapped, 0b00_11_10_01))
                | Avx2.CompareEqual(x, Avx2.Shuffle(y, 0b01_00_11_10)) | Avx2.CompareEqual(x, Avx2.Shuffle(swapped, 0b01_00_11_10))
                | Avx2.CompareEqual(x, Avx2.Shuffle(y, 0b10_01_00_11)) | Avx2.CompareEqual(x, Avx2.Shuffle(swapped, 0b10_01_00_11));
            next = LaneSets.Append(x, (uint)Avx.MoveMask(equal.AsSingle()), orders, next);
            long ahead = (long)first[GroupSize - 1] - second[GroupSize - 1];
            first += (ahead - 1 >> 63) & GroupSize;
            second += (-ahead - 1 >> 63) & GroupSize;
        }
        return (int)(next - common);
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
