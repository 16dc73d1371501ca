using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Search.Core.Retrieval;

/// <summary>
/// Bounds of any documents, by the codes of the ranges that they are in. All is whole numbers, so that the vector forms and the scalar twins give the same.
/// </summary>
internal static unsafe class BoundKernels
{
    /// <summary>How far behind the last code may be read.</summary>
    public const int ReadAhead = 3;

    private const int Lanes = LaneSets.Lanes;

    /// <summary>Adds to the sum of each document the bound of its code (<see cref="ScoreUnits.Bound"/>).</summary>
    /// <param name="docs">The documents.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="sums">One for each.</param>
    /// <param name="codes">A code for each range.</param>
    /// <param name="shift">log2 of the documents in a range.</param>
    /// <param name="weight">The weight, of 16 bits.</param>
    /// <param name="number">What is added besides.</param>
    /// <param name="missing">What is taken away besides where the code is 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(uint* docs, int count, int* sums, byte* codes, int shift, int weight, int number, int missing)
    {
        int i = 0;
        if (Avx2.IsSupported)
        {
            var weights = Vector256.Create(weight);
            var always = Vector256.Create(number + 1);
            var less = Vector256.Create(-1 - missing);
            for (; i <= count - Lanes; i += Lanes)
            {
                (Vector256.Load(sums + i) + Bounds(Codes(docs + i, codes, shift), weights, always, less)).Store(sums + i);
            }
        }
        AddScalar(docs, i, count, sums, codes, shift, weight, number, missing);
    }

    /// <summary>The twin of <see cref="Add"/>, from a document on.</summary>
    public static void AddScalar(uint* docs, int first, int count, int* sums, byte* codes, int shift, int weight, int number, int missing)
    {
        for (int i = first; i < count; i++)
        {
            int code = codes[docs[i] >> shift];
            sums[i] += ScoreUnits.Bound(code, weight) + number - (missing & (code - 1 >> 31));
        }
    }

    /// <summary>Adds a number to the sum of each document, and to those of a set the bound of its code as well.</summary>
    /// <param name="docs">The documents.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="sums">One for each.</param>
    /// <param name="set">The set, the first document in the lowest bit of the first word.</param>
    /// <param name="codes">A code for each range.</param>
    /// <param name="shift">log2 of the documents in a range.</param>
    /// <param name="weight">The weight, of 16 bits.</param>
    /// <param name="number">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWhereHas(uint* docs, int count, int* sums, ulong* set, byte* codes, int shift, int weight, int number)
    {
        int i = 0;
        if (Avx2.IsSupported)
        {
            var weights = Vector256.Create(weight);
            var numbers = Vector256.Create(number);
            for (; i <= count - Lanes; i += Lanes)
            {
                var doc = Vector256.Load(docs + i);
                var words = Avx2.GatherVector256((int*)set, (doc >>> 5).AsInt32(), sizeof(int));
                // The document's bit goes to the top, from where it fills its lane.
                var has = Avx2.ShiftLeftLogicalVariable(words, ~doc & Vector256.Create(31u)) >> 31;
                var bound = Bounds(Codes(docs + i, codes, shift), weights, Vector256<int>.One, Vector256<int>.AllBitsSet) & has;
                (Vector256.Load(sums + i) + bound + numbers).Store(sums + i);
            }
        }
        AddWhereHasScalar(docs, i, count, sums, set, codes, shift, weight, number);
    }

    /// <summary>The twin of <see cref="AddWhereHas"/>, from a document on.</summary>
    public static void AddWhereHasScalar(uint* docs, int first, int count, int* sums, ulong* set, byte* codes, int shift, int weight, int number)
    {
        for (int i = first; i < count; i++)
            sums[i] += number + ((set[docs[i] >> 6] >> (int)docs[i] & 1) != 0 ? ScoreUnits.Bound(codes[docs[i] >> shift], weight) : 0);
    }

    /// <summary>Takes for each document its code in place of a larger one.</summary>
    /// <param name="docs">The documents.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="least">A code for each.</param>
    /// <param name="codes">A code for each range.</param>
    /// <param name="shift">log2 of the documents in a range.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TakeLess(uint* docs, int count, int* least, byte* codes, int shift)
    {
        int i = 0;
        if (Avx2.IsSupported)
        {
            for (; i <= count - Lanes; i += Lanes)
                Avx2.Min(Codes(docs + i, codes, shift), Vector256.Load(least + i)).Store(least + i);
        }
        for (; i < count; i++)
            least[i] = Math.Min(least[i], codes[docs[i] >> shift]);
    }

    /// <summary>Adds to sums the bounds of codes (<see cref="ScoreUnits.Bound"/>).</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="sums">One for each.</param>
    /// <param name="weight">The weight, of 16 bits.</param>
    /// <param name="missing">What is taken away besides where the code is 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddOf(int* codes, int count, int* sums, int weight, int missing)
    {
        int i = 0;
        if (Avx2.IsSupported)
        {
            for (; i <= count - Lanes; i += Lanes)
            {
                var bound = Bounds(Vector256.Load(codes + i), Vector256.Create(weight), Vector256<int>.One, Vector256.Create(-1 - missing));
                (Vector256.Load(sums + i) + bound).Store(sums + i);
            }
        }
        for (; i < count; i++)
            sums[i] += ScoreUnits.Bound(codes[i], weight) - (missing & (codes[i] - 1 >> 31));
    }

    /// <summary>Leaves the documents whose sums reach a number, in their order.</summary>
    /// <param name="docs">The documents.</param>
    /// <param name="sums">Their sums.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="least">The number.</param>
    /// <returns>How many are left.</returns>
    public static int KeepReaching(uint* docs, int* sums, int count, int least) => Avx2.IsSupported
        ? KeepReachingVector(docs, sums, count, least)
        : KeepReachingScalar(docs, sums, 0, 0, count, least);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int KeepReachingVector(uint* docs, int* sums, int count, int least)
    {
        byte* orders = LaneSets.Orders;
        var wanted = Vector256.Create(least);
        int kept = 0, i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            var sum = Vector256.Load(sums + i);
            uint below = (uint)Avx.MoveMask(Avx2.CompareGreaterThan(wanted, sum).AsSingle());
            if (below == byte.MaxValue)
                continue;
            var order = LaneSets.Order(below ^ byte.MaxValue, orders);
            // What is written was read before: no more are kept than were looked at.
            Avx2.PermuteVar8x32(Vector256.Load(docs + i), order).Store(docs + kept);
            Avx2.PermuteVar8x32(sum.AsUInt32(), order).AsInt32().Store(sums + kept);
            kept += Lanes - BitOperations.PopCount(below);
        }
        return KeepReachingScalar(docs, sums, kept, i, count, least);
    }

    /// <summary>The twin of <see cref="KeepReachingVector"/>, from a document on.</summary>
    public static int KeepReachingScalar(uint* docs, int* sums, int kept, int first, int count, int least)
    {
        for (int i = first; i < count; i++)
        {
            int sum = sums[i];
            docs[kept] = docs[i];
            sums[kept] = sum;
            kept += sum >= least ? 1 : 0;
        }
        return kept;
    }

    /// <summary>The bounds of eight codes: what is always added, and what is besides where a code is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Bounds(Vector256<int> codes, Vector256<int> weights, Vector256<int> always, Vector256<int> less) =>
        (Avx2.MultiplyLow(codes, weights) >>> 8) + always + (Avx2.CompareEqual(codes, Vector256<int>.Zero) & less);

    /// <summary>The codes of eight documents. Four bytes are loaded for each, the code and what follows it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Codes(uint* docs, byte* codes, int shift) =>
        Avx2.GatherVector256((int*)codes, (Vector256.Load(docs) >>> shift).AsInt32(), 1) & Vector256.Create(0xFF);
}
