using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>The arithmetic on ranges and sets against loops over one number at a time.</summary>
public sealed unsafe class RangeKernelsTests
{
    private const int Count = RangeKernels.Count;
    private const int Rounds = 300;

    [Fact]
    public void Weighted_codes_are_added_as_by_the_scalar_twin() => ForEach((random, codes, _) =>
    {
        ushort weight = (ushort)random.Next(random.Next(2) == 0 ? 300 : 65_534);
        ushort[] sums = Sums(random, ushort.MaxValue - ScoreUnits.Bound(255, weight)), twin = [.. sums];
        ushort[] expected = [.. sums.Select((sum, i) => (ushort)(sum + (codes[i] == 0 ? 0 : 1 + (codes[i] * weight) / 256)))];
        fixed (ushort* a = sums, b = twin)
        fixed (byte* c = codes)
        {
            RangeKernels.AddWeighted(a, c, weight);
            RangeKernels.AddWeightedScalar(b, c, weight);
        }
        Assert.Equal(expected, sums);
        Assert.Equal(expected, twin);
    });

    [Fact]
    public void Sums_are_cleared_where_codes_are_zero() => ForEach((random, codes, _) =>
    {
        ushort[] sums = Sums(random, ushort.MaxValue);
        ushort[] expected = [.. sums.Select((sum, i) => codes[i] == 0 ? (ushort)0 : sum)];
        fixed (ushort* a = sums)
        fixed (byte* c = codes)
            RangeKernels.ClearWhereZero(a, c);
        Assert.Equal(expected, sums);
    });

    [Fact]
    public void Codes_are_combined_one_by_one() => ForEach((_, codes, others) =>
    {
        byte[] least = [.. codes], most = [.. codes];
        fixed (byte* a = least, b = most, d = others)
        {
            RangeKernels.Min(a, d);
            RangeKernels.Max(b, d);
            Assert.Equal(codes.Zip(others, (x, y) => Math.Min(x, y)), least);
            Assert.Equal(codes.Zip(others, (x, y) => Math.Max(x, y)), most);
            Assert.Equal(least.Max(), RangeKernels.LargestCode(a));
        }
    });

    [Fact]
    public void The_next_code_is_the_first_that_is_large_enough() => ForEach((random, codes, others) =>
    {
        // 15 bytes behind the last may be read and must not be found.
        byte[] all = [.. codes, .. others, .. Enumerable.Repeat(byte.MaxValue, 15)];
        int count = random.Next(2 * Count + 1);
        int from = random.Next(count + 1);
        byte least = (byte)random.Next(256);
        int expected = Array.FindIndex(all, from, count - from, code => code >= least);
        fixed (byte* a = all)
            Assert.Equal(expected < 0 ? count : expected, RangeKernels.NextFrom(a, from, count, least));
    });

    [Fact]
    public void The_kth_largest_code_is_that_of_the_sorted_ones() => ForEach((random, codes, _) =>
    {
        int k = random.Next(1, Count + 1);
        fixed (byte* a = codes)
            Assert.Equal(codes.OrderDescending().ElementAt(k - 1), RangeKernels.KthLargest(a, Count, k));
    });

    [Fact]
    public void The_kth_largest_of_many_codes_is_that_of_the_sorted_ones() => ForEach((random, codes, others) =>
    {
        byte[] many = [.. Enumerable.Range(0, random.Next(500, 2_000)).Select(i => i % 2 == 0 ? codes[random.Next(Count)] : others[random.Next(Count)])];
        int k = random.Next(1, many.Length + 1);
        fixed (byte* a = many)
            Assert.Equal(many.OrderDescending().ElementAt(k - 1), RangeKernels.KthLargest(a, many.Length, k));
    });

    [Fact]
    public void Large_sums_are_told() => ForEach((random, _, _) =>
    {
        ushort[] sums = Sums(random, ushort.MaxValue);
        foreach (int least in (int[])[int.MinValue, 0, 1, sums[random.Next(Count)], sums[random.Next(Count)] + 1, 0x8000, 65_535, 65_536, int.MaxValue])
        {
            fixed (ushort* a = sums)
                Assert.Equal(MaskOf(sums, sum => sum >= Math.Max(1, least)), RangeKernels.MaskFrom(a, least));
        }
    });

    [Fact]
    public void Codes_that_are_not_zero_are_told() => ForEach((random, codes, _) =>
    {
        fixed (byte* a = codes)
            Assert.Equal(MaskOf(codes, code => code != 0), RangeKernels.NonZero(a));
    });

    [Fact]
    public void Words_that_are_not_zero_are_told() => ForEach((random, _, _) =>
    {
        ulong[] words = Words(random);
        fixed (ulong* a = words)
            Assert.Equal(MaskOf(words, word => word != 0), Bits.NonZero(a));
    });

    [Fact]
    public void Sums_of_a_set_are_kept() => ForEach((random, _, _) =>
    {
        ushort[] sums = Sums(random, ushort.MaxValue);
        ulong kept = Words(random)[0];
        ushort[] expected = [.. sums.Select((sum, i) => (kept >> i & 1) != 0 ? sum : (ushort)0)];
        fixed (ushort* a = sums)
            RangeKernels.Keep(a, kept);
        Assert.Equal(expected, sums);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    public void Codes_of_larger_ranges_are_repeated(int count) => ForEach((random, codes, result) =>
    {
        fixed (byte* a = codes, b = result)
            RangeKernels.Repeat(a, count, b);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => codes[i * count / Count]), result);
    });

    [Fact]
    public void The_largest_sum_is_the_first_of_them() => ForEach((random, _, _) =>
    {
        ushort[] sums = [.. Enumerable.Range(0, random.Next(1, 5)).SelectMany(_ => Sums(random, random.Next(3) == 0 ? 3 : ushort.MaxValue))];
        fixed (ushort* a = sums)
        {
            int at = RangeKernels.IndexOfLargest(a, sums.Length, out ushort value);
            Assert.Equal(sums.Max(), value);
            Assert.Equal(Array.IndexOf(sums, value), at);
        }
    });

    [Fact]
    public void Sets_are_combined_word_by_word()
    {
        var random = new Random(5);
        for (int round = 0; round < Rounds; round++)
        {
            ulong[] first = Words(random), second = Words(random);
            ulong[] and = [.. first], or = [.. first], andNot = [.. first], copy = new ulong[Count], filled = new ulong[Count];
            fixed (ulong* a = and, b = or, c = andNot, d = second, e = copy, f = filled)
            {
                Assert.Equal(first.Any(word => word != 0), Bits.Any(a) != 0);
                Assert.Equal(first.Zip(second).Any(pair => (pair.First & pair.Second) != 0), Bits.And(a, d) != 0);
                Bits.Or(b, d);
                Bits.AndNot(c, d);
                Bits.Copy(d, e);
                Bits.Fill(f, first[0]);
            }
            Assert.Equal(first.Zip(second, (x, y) => x & y), and);
            Assert.Equal(first.Zip(second, (x, y) => x | y), or);
            Assert.Equal(first.Zip(second, (x, y) => x & ~y), andNot);
            Assert.Equal(second, copy);
            Assert.All(filled, word => Assert.Equal(first[0], word));
        }
    }

    private static void ForEach(Action<Random, byte[], byte[]> check)
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            check(random, Codes(random), Codes(random));
        }
    }

    /// <summary>Codes of all sizes; in some draws mostly zero, all zero or all the largest.</summary>
    private static byte[] Codes(Random random)
    {
        byte[] codes = new byte[Count];
        random.NextBytes(codes);
        int kind = random.Next(8);
        for (int i = 0; i < Count; i++)
            codes[i] = kind switch { 0 => 0, 1 => byte.MaxValue, 2 or 3 => random.Next(6) == 0 ? codes[i] : (byte)0, _ => codes[i] };
        return codes;
    }

    private static ulong MaskOf<T>(T[] values, Func<T, bool> isIn)
    {
        ulong mask = 0;
        for (int i = 0; i < Count; i++)
            mask |= isIn(values[i]) ? 1UL << i : 0;
        return mask;
    }

    private static ushort[] Sums(Random random, int largest) =>
        [.. Enumerable.Range(0, Count).Select(_ => random.Next(6) switch { 0 => (ushort)0, 1 => (ushort)largest, _ => (ushort)random.Next(largest + 1) })];

    /// <summary>Words of which few or many have bits; in some draws none or one.</summary>
    private static ulong[] Words(Random random)
    {
        ulong[] words = new ulong[Count];
        int part = random.Next(4);
        for (int i = 0; i < Count; i++)
            words[i] = part switch { 0 => 0, 1 => (ulong)random.NextInt64(), _ => random.Next(10) == 0 ? 1UL << random.Next(64) : 0 };
        if (random.Next(4) == 0)
            words[random.Next(Count)] |= 1UL << random.Next(64);
        return words;
    }
}
