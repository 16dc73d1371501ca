using System.Runtime.Intrinsics;

namespace Search.Core.Retrieval;

/// <summary>Arithmetic on the scores of some documents at once.</summary>
internal static unsafe class ScoreKernels
{
    /// <summary>How often <see cref="LeastOfBest"/> halves at most: more would tell apart what hardly differs.</summary>
    private const int Halvings = 16;

    /// <summary>Bounds are told apart by so many steps where the highest are looked for,</summary>
    private const int Steps = 256;

    /// <summary>each of which is 2 to this power.</summary>
    private const int StepShift = 8;

    /// <summary>A number that at least some of the largest of given ones reach, and few others do, by halving.</summary>
    /// <param name="values">The numbers, 0 or more.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="k">How many are to reach it; at most <paramref name="count"/>.</param>
    public static double LeastOfBest(double* values, int count, int k)
    {
        double low = 0, high = 0;
        for (int i = 0; i < count; i++)
            high = Math.Max(high, values[i]);
        for (int step = 0; step < Halvings; step++)
        {
            double middle = (low + high) / 2;
            int reached = CountFrom(values, count, middle);
            if (reached < k)
            {
                high = middle;
                continue;
            }
            low = middle;
            if (reached - k <= k / 8)
                break;
        }
        return low;
    }

    /// <summary>A bound that the highest of some have, at least as many as are wanted; 0 where there are not many more.</summary>
    /// <param name="bounds">Whole numbers of 16 bits (<see cref="ScoreUnits"/>).</param>
    /// <param name="count">How many there are.</param>
    /// <param name="wanted">How many are wanted.</param>
    public static int LeastOfHighest(int* bounds, int count, int wanted)
    {
        wanted = Math.Max(wanted, CommonCandidates.FewAtOnce);
        if (count <= 2 * wanted)
            return 0;
        int* reached = stackalloc int[Steps];
        new Span<int>(reached, Steps).Clear();
        for (int i = 0; i < count; i++)
            reached[Math.Min(bounds[i] >> StepShift, Steps - 1)]++;
        int step = Steps - 1;
        for (int found = reached[step]; found < wanted && step > 0;)
            found += reached[--step];
        return step << StepShift;
    }

    /// <summary>The place of the largest of some numbers, none of which is less than 0; of equals the first.</summary>
    /// <param name="values">The numbers, at least one.</param>
    public static int IndexOfLargest(ReadOnlySpan<double> values)
    {
        double largest = 0;
        int i = 0;
        if (Vector256.IsHardwareAccelerated && values.Length >= Vector256<double>.Count)
        {
            var most = Vector256<double>.Zero;
            for (; i <= values.Length - Vector256<double>.Count; i += Vector256<double>.Count)
                most = Vector256.Max(most, Vector256.Create(values[i..]));
            for (int lane = 0; lane < Vector256<double>.Count; lane++)
                largest = Math.Max(largest, most[lane]);
        }
        for (; i < values.Length; i++)
            largest = Math.Max(largest, values[i]);
        return Math.Max(0, values.IndexOf(largest));
    }

    private static int CountFrom(double* values, int count, double least)
    {
        int i = 0;
        var wanted = Vector256.Create(least);
        var reached = Vector256<long>.Zero;
        for (; i <= count - Vector256<double>.Count; i += Vector256<double>.Count)
            reached -= Vector256.GreaterThanOrEqual(Vector256.Load(values + i), wanted).AsInt64();
        int found = (int)Vector256.Sum(reached);
        for (; i < count; i++)
            found += values[i] >= least ? 1 : 0;
        return found;
    }
}
