using System.Runtime.Intrinsics;

namespace Search.Core.Retrieval;

/// <summary>Arithmetic on the bounds of the 64 documents of a range.</summary>
internal static unsafe class DocumentKernels
{
    /// <summary>Documents that one vector treats.</summary>
    public const int GroupSize = 16;

    private const int Groups = RangeKernels.Count / GroupSize;

    private static readonly Vector256<ushort> s_lanes = Vector256.Create((ushort)1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);

    /// <summary>Adds to the sums of documents that have a term the bound of the code of their part of the range.</summary>
    /// <param name="sums">64, the first document's first; the caller sees to it that none runs over.</param>
    /// <param name="docs">Which documents have the term, the first in the lowest bit.</param>
    /// <param name="codes">The codes of the range's parts of one size.</param>
    /// <param name="shift">log2 of the documents in a part, 4 to 6.</param>
    /// <param name="weight">The term's weight.</param>
    public static void AddWhere(ushort* sums, ulong docs, byte* codes, int shift, int weight)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            AddWhereScalar(sums, docs, codes, shift, weight);
            return;
        }
        for (int group = 0; group < Groups; group++)
        {
            uint bits = (uint)(docs >> (group * GroupSize)) & ushort.MaxValue;
            if (bits == 0)
                continue;
            // A bit of the word for each lane, of which those that are set let the bound through.
            var has = Vector256.Equals(Vector256.Create((ushort)bits) & s_lanes, s_lanes);
            var bound = Vector256.Create((ushort)ScoreUnits.Bound(codes[group * GroupSize >> shift], weight));
            ushort* sum = sums + group * GroupSize;
            (Vector256.Load(sum) + (bound & has)).Store(sum);
        }
    }

    /// <summary>The twin of <see cref="AddWhere"/>.</summary>
    public static void AddWhereScalar(ushort* sums, ulong docs, byte* codes, int shift, int weight)
    {
        for (int i = 0; i < RangeKernels.Count; i++)
        {
            if ((docs >> i & 1) != 0)
                sums[i] += (ushort)ScoreUnits.Bound(codes[i >> shift], weight);
        }
    }
}
