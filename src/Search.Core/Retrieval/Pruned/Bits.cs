using System.Runtime.Intrinsics;

namespace Search.Core.Retrieval;

/// <summary>Sets of the 4,096 documents of a window, a word for 64.</summary>
internal static unsafe class Bits
{
    private const int Words = RangeKernels.Count;

    private static readonly Vector256<ulong> s_lanes = Vector256.Create(1UL, 2, 4, 8);

    /// <summary>Zero when the set is empty.</summary>
    public static ulong Any(ulong* words)
    {
        var all = Vector256<ulong>.Zero;
        for (int i = 0; i < Words; i += Vector256<ulong>.Count)
            all |= Vector256.Load(words + i);
        return all == Vector256<ulong>.Zero ? 0UL : 1;
    }

    /// <summary>Keeps what another set has too.</summary>
    /// <returns>Zero when nothing is left.</returns>
    public static ulong And(ulong* words, ulong* other)
    {
        var all = Vector256<ulong>.Zero;
        for (int i = 0; i < Words; i += Vector256<ulong>.Count)
        {
            var kept = Vector256.Load(words + i) & Vector256.Load(other + i);
            kept.Store(words + i);
            all |= kept;
        }
        return all == Vector256<ulong>.Zero ? 0UL : 1;
    }

    /// <summary>What two sets have both.</summary>
    public static void And(ulong* words, ulong* other, ulong* common)
    {
        for (int i = 0; i < Words; i += Vector256<ulong>.Count)
            (Vector256.Load(words + i) & Vector256.Load(other + i)).Store(common + i);
    }

    /// <summary>Takes in another set, of some words alone.</summary>
    /// <param name="words">The set.</param>
    /// <param name="other">The other one.</param>
    /// <param name="taken">Of which words, the first in the lowest bit.</param>
    public static void OrWhere(ulong* words, ulong* other, ulong taken)
    {
        for (int i = 0; i < Words; i += Vector256<ulong>.Count, taken >>= Vector256<ulong>.Count)
        {
            var isTaken = Vector256.Equals(Vector256.Create(taken) & s_lanes, s_lanes);
            (Vector256.Load(words + i) | (Vector256.Load(other + i) & isTaken)).Store(words + i);
        }
    }

    /// <summary>Takes in another set.</summary>
    public static void Or(ulong* words, ulong* other)
    {
        for (int i = 0; i < Words; i += Vector256<ulong>.Count)
            (Vector256.Load(words + i) | Vector256.Load(other + i)).Store(words + i);
    }

    /// <summary>Takes out another set.</summary>
    public static void AndNot(ulong* words, ulong* other)
    {
        for (int i = 0; i < Words; i += Vector256<ulong>.Count)
            (Vector256.Load(words + i) & ~Vector256.Load(other + i)).Store(words + i);
    }

    /// <summary>Which words have a bit, the first in the lowest bit.</summary>
    public static ulong NonZero(ulong* words)
    {
        ulong zero = 0;
        for (int i = 0; i < Words; i += Vector256<ulong>.Count)
            zero |= (ulong)Vector256.Equals(Vector256.Load(words + i), Vector256<ulong>.Zero).ExtractMostSignificantBits() << i;
        return ~zero;
    }

    public static void Copy(ulong* from, ulong* to) => new Span<ulong>(from, Words).CopyTo(new Span<ulong>(to, Words));

    public static void Fill(ulong* words, ulong value) => new Span<ulong>(words, Words).Fill(value);
}
