using System.Numerics;
using System.Runtime.Intrinsics;

namespace Search.Core.Retrieval;

/// <summary>Arithmetic on the scores of some documents at once.</summary>
internal static unsafe class ScoreKernels
{
    /// <summary>How often <see cref="LeastOfBest"/> halves at most: more would tell apart what hardly differs.</summary>
    private const int Halvings = 16;

    /// <summary>The largest numbers are taken out by the largest of so many.</summary>
    public const int Group = 8;

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

    /// <summary>Finds the largest number of each <see cref="Group"/> of some.</summary>
    /// <param name="values">The numbers, none of which is less than 0; whole groups.</param>
    /// <param name="largest">Gets a number for each group.</param>
    public static void LargestOfGroups(ReadOnlySpan<double> values, Span<double> largest)
    {
        for (int group = 0; group < largest.Length; group++)
            largest[group] = LargestOf(values.Slice(group * Group, Group));
    }

    /// <summary>Takes the largest of some numbers out, of equals the first; 0 takes its place.</summary>
    /// <param name="values">The numbers, none of which is less than 0; whole groups, at least one.</param>
    /// <param name="largest">The largest of each group, as <see cref="LargestOfGroups"/> found them; kept up here.</param>
    /// <param name="value">The largest.</param>
    /// <returns>Its place.</returns>
    public static int TakeLargest(Span<double> values, Span<double> largest, out double value)
    {
        int group = 0;
        value = largest[0];
        for (int i = 1; i < largest.Length; i++)
        {
            group = largest[i] > value ? i : group;
            value = Math.Max(value, largest[i]);
        }
        var own = values.Slice(group * Group, Group);
        var wanted = Vector256.Create(value);
        uint lanes = Vector256.Equals(Vector256.Create<double>(own), wanted).ExtractMostSignificantBits()
            | Vector256.Equals(Vector256.Create<double>(own[Vector256<double>.Count..]), wanted).ExtractMostSignificantBits() << Vector256<double>.Count;
        int at = BitOperations.TrailingZeroCount(lanes);
        own[at] = 0;
        largest[group] = LargestOf(own);
        return group * Group + at;
    }

    private static double LargestOf(ReadOnlySpan<double> group)
    {
        var four = Vector256.Max(Vector256.Create(group), Vector256.Create(group[Vector256<double>.Count..]));
        var two = Vector128.Max(four.GetLower(), four.GetUpper());
        return Math.Max(two[0], two[1]);
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
