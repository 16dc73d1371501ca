using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>The part of a field's length in BM25 by document of a segment. Immutable; valid while the segment is open.</summary>
internal sealed unsafe class LengthNorms(byte* lengths, int width, Bm25 bm25)
{
    /// <summary>BM25's constants that the codes in the index were computed with.</summary>
    private const double CodesK1 = 1.2, CodesB = 0.75;

    public Bm25 Bm25 => bm25;

    /// <summary>The norm of a document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Of(int doc) => bm25.LengthNorm(Length(doc));

    /// <summary>Has the length of a document read ahead of its use.</summary>
    public void Prefetch(uint doc)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(lengths + (long)doc * width);
    }

    /// <summary>As the other form, for some documents.</summary>
    public void Prefetch(uint* docs, int count)
    {
        for (int i = 0; i < count; i++)
            Prefetch(docs[i]);
    }

    /// <summary>The norms of some documents.</summary>
    public void Of(uint* docs, int count, double* norms)
    {
        var table = bm25;
        if (width == sizeof(ushort))
        {
            for (int i = 0; i < count; i++)
                norms[i] = table.LengthNorm(((ushort*)lengths)[docs[i]]);
            return;
        }
        for (int i = 0; i < count; i++)
            norms[i] = Of((int)docs[i]);
    }

    /// <summary>The norm of a document without the saturation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Relative(int doc) => bm25.RelativeNorm(Length(doc));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Length(int doc) => width switch
    {
        2 => ((ushort*)lengths)[doc],
        4 => ((uint*)lengths)[doc],
        _ => 0,
    };

    /// <summary>
    /// By how much at most <c>freq / (freq + norm)</c> grew since codes were computed: as a norm is <c>k1 (1 - b) + k1 b length / average</c>, by the
    /// larger of the ratios of its two parts, and by nothing where both have grown.
    /// </summary>
    /// <param name="average">The average length that the codes were computed with.</param>
    public double CodeScale(double average)
    {
        // A code stands for at most 1 in any case, so that more says nothing.
        var (constant, growing) = Ratios(average);
        return Math.Min(Math.Max(1, Math.Max(constant, growing)), 255) * (1 + 1e-9);
    }

    /// <summary>By how much at least it shrank: by the smaller of the ratios, and by nothing where both have grown.</summary>
    /// <param name="average">The average length that the codes were computed with.</param>
    public double LeastScale(double average)
    {
        var (constant, growing) = Ratios(average);
        return Math.Min(1, Math.Min(constant, growing)) * (1 - 1e-9);
    }

    private (double Constant, double Growing) Ratios(double average)
    {
        double constant = CodesK1 * (1 - CodesB) / (bm25.K1 * (1 - bm25.B));
        double growing = CodesK1 * CodesB / average / (bm25.K1 * bm25.B / bm25.AverageLength);
        return (Finite(constant), Finite(growing));

        // 0 / 0 where the part is missing on both sides; divided by 0 where it is missing now.
        static double Finite(double ratio) => double.IsNaN(ratio) ? 1 : ratio;
    }
}
