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
    public void No_posting_that_reaches_a_share_is_left_out_and_few_others_are_let_through()
    {
        uint* freqs = stackalloc uint[ShareKernels.Count];
        float* norms = stackalloc float[ShareKernels.Count];
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            double[] shares = new double[ShareKernels.Count];
            for (int i = 0; i < shares.Length; i++)
            {
                freqs[i] = (uint)(random.Next(3) == 0 ? random.Next(1, int.MaxValue) : random.Next(1, 9));
                double norm = random.NextDouble() * (random.Next(4) == 0 ? 1e4 : 3);
                norms[i] = (float)norm;
                shares[i] = freqs[i] / (freqs[i] + norm);
            }

            // A share that one of them has exactly.
            double least = random.Next(3) == 0 ? random.NextDouble() : shares[random.Next(shares.Length)];
            uint mask = ShareKernels.MaskFrom(freqs, norms, ShareKernels.Below(least));
            Assert.Equal(ShareKernels.MaskFromScalar(freqs, norms, ShareKernels.Below(least)), mask);
            for (int i = 0; i < shares.Length; i++)
            {
                if (shares[i] >= least)
                    Assert.True((mask >> i & 1) != 0, $"Seed {seed}: {shares[i]} reaches {least}.");
                else if (shares[i] < least * (1 - 1e-4))
                    Assert.True((mask >> i & 1) == 0, $"Seed {seed}: {shares[i]} does not reach {least}.");
            }

            Assert.Equal(0xffu, ShareKernels.MaskFrom(freqs, norms, ShareKernels.Below(double.NegativeInfinity)));
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
