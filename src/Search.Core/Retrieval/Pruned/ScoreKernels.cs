using System.Runtime.Intrinsics;

namespace Search.Core.Retrieval;

/// <summary>Arithmetic on the scores of some documents at once.</summary>
internal static unsafe class ScoreKernels
{
    /// <summary>How often <see cref="LeastOfBest"/> halves at most: more would tell apart what hardly differs.</summary>
    private const int Halvings = 16;

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
