using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>The arithmetic on the documents of a range and on postings against loops over one number at a time.</summary>
public sealed unsafe class DocumentKernelsTests
{
    private const int Rounds = 300;

    [Fact]
    public void Bounds_are_added_to_the_documents_that_have_the_term()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            int shift = random.Next(4, 7);
            int weight = random.Next(random.Next(2) == 0 ? 300 : 65_534);
            ulong docs = (ulong)random.NextInt64() & (random.Next(2) == 0 ? ulong.MaxValue : (ulong)random.NextInt64());
            byte[] codes = new byte[64 >> shift];
            random.NextBytes(codes);
            ushort[] sums = [.. Enumerable.Range(0, 64).Select(_ => (ushort)random.Next(ushort.MaxValue - ScoreUnits.Bound(255, weight)))], twin = [.. sums];
            ushort[] expected = [.. sums.Select((sum, i) => (ushort)(sum + ((docs >> i & 1) == 0 || codes[i >> shift] == 0 ? 0 : 1 + codes[i >> shift] * weight / 256)))];
            fixed (ushort* a = sums, b = twin)
            fixed (byte* c = codes)
            {
                DocumentKernels.AddWhere(a, docs, c, shift, weight);
                DocumentKernels.AddWhereScalar(b, docs, c, shift, weight);
            }
            Assert.True(expected.AsSpan().SequenceEqual(sums), $"Seed {seed}");
            Assert.True(expected.AsSpan().SequenceEqual(twin), $"Seed {seed}, scalar");
        }
    }

    [Fact]
    public void At_least_so_many_as_are_wanted_reach_the_least_of_the_best_and_few_others()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            double[] scores = [.. Enumerable.Range(0, random.Next(1, 700)).Select(_ => random.Next(3) == 0 ? random.Next(4) : random.NextDouble() * 9)];
            int k = random.Next(1, scores.Length + 1);
            double least;
            fixed (double* s = scores)
                least = ScoreKernels.LeastOfBest(s, scores.Length, k);
            double[] best = [.. scores.OrderDescending()];
            Assert.InRange(least, 0, best[k - 1]);
            // Halved so often that only scores which hardly differ are not told apart.
            Assert.True(k + k / 8 >= scores.Length || least >= best[k + k / 8] - 1e-3, $"Seed {seed}: {least} of {best[k - 1]}, {best[Math.Min(best.Length - 1, k + k / 8)]} behind");
        }
    }

    [Fact]
    public void The_kth_largest_code_of_ranges_is_found_by_their_windows()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            int shift = random.Next(0, 9);
            int count = random.Next(1, 3_000);
            int windows = (count + (1 << shift) - 1) >> shift;
            int most = random.Next(1, 256);
            byte[] codes = [.. Enumerable.Range(0, count).Select(_ => (byte)(random.Next(3) == 0 ? 0 : random.Next(most))), .. Enumerable.Repeat(byte.MaxValue, 16)];
            byte[] coarse = [.. Enumerable.Range(0, windows).Select(window => codes[(window << shift)..Math.Min(count, (window + 1) << shift)].Max()), .. Enumerable.Repeat(byte.MaxValue, 16)];
            int k = random.Next(1, windows + 1);
            fixed (byte* c = codes, w = coarse)
                Assert.Equal(codes[..count].OrderDescending().ElementAt(k - 1), RangeKernels.KthLargest(c, count, w, shift, k));
        }
    }
}
