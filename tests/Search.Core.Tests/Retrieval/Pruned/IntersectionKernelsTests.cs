using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>The meeting of series of documents against sets.</summary>
public sealed unsafe class IntersectionKernelsTests
{
    private const int Rounds = 400;
    private const int Group = IntersectionKernels.GroupSize;

    [Fact]
    public void What_two_series_have_in_common_is_found()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            int most = random.Next(1, 5_000);
            uint[] first = Series(random, most, padded: true), second = Series(random, most, padded: random.Next(2) == 0);
            uint[] expected = [.. first.Intersect(second).Where(doc => doc != uint.MaxValue)];
            Assert.True(expected.AsSpan().SequenceEqual(Common(first, second, IntersectionKernels.Common)), $"Seed {seed}");
            Assert.True(expected.AsSpan().SequenceEqual(Common(first, second, IntersectionKernels.CommonScalar)), $"Seed {seed}, scalar");
            Assert.True(expected.AsSpan().SequenceEqual(Common(first, second, IntersectionKernels.CommonOfLong)), $"Seed {seed}, in halves");
        }
    }

    [Fact]
    public void Documents_of_ranges_are_kept()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            int window = random.Next(3) == 0 ? (int)(uint.MaxValue >> 13) : random.Next(4);
            uint start = (uint)window << 12;
            uint[] docs = [.. Series(random, 3 * 4_096, padded: false).Select(doc => doc == uint.MaxValue ? doc : start + doc - (uint)Math.Min(4_096, start))];
            ulong ranges = (ulong)random.NextInt64() & (random.Next(2) == 0 ? ulong.MaxValue : (ulong)random.NextInt64()) | (ulong)random.Next(2) << 63;
            uint[] expected = [.. docs.Where(doc => doc >= start && doc - start < 4_096 && (ranges >> (int)(doc >> 6 & 63) & 1) != 0)];
            uint[] kept = new uint[docs.Length + Group], twin = [.. docs];
            int count, twins;
            fixed (uint* d = docs, k = kept, t = twin)
            {
                count = IntersectionKernels.InRanges(d, docs.Length, window, ranges, k);
                twins = IntersectionKernels.InRangesScalar(t, twin.Length, window, ranges, t);
            }
            Assert.True(expected.AsSpan().SequenceEqual(kept.AsSpan(0, count)), $"Seed {seed}");
            Assert.True(expected.AsSpan().SequenceEqual(twin.AsSpan(0, twins)), $"Seed {seed}, scalar, in place");
        }
    }

    private delegate int Kernel(uint* first, uint* firstEnd, uint* second, uint* secondEnd, uint* common);

    private static uint[] Common(uint[] first, uint[] second, Kernel kernel)
    {
        uint[] common = new uint[Math.Max(first.Length, second.Length) + 2 * Group];
        int count;
        fixed (uint* a = first, b = second, c = common)
            count = kernel(a, a + first.Length, b, b + second.Length, c);
        return [.. common.Take(count).Where(doc => doc != uint.MaxValue)];
    }

    /// <summary>Distinct ascending numbers below a most, as groups; the last is filled with the largest number, or with further ones.</summary>
    private static uint[] Series(Random random, int most, bool padded)
    {
        double density = Math.Pow(random.NextDouble(), 3);
        var numbers = new List<uint>();
        for (uint number = 0; number < most; number++)
        {
            if (random.NextDouble() < density)
                numbers.Add(number);
        }
        for (uint further = (uint)most; numbers.Count == 0 || numbers.Count % Group != 0; further++)
            numbers.Add(padded ? uint.MaxValue : further);
        return [.. numbers];
    }
}
