using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>The bounds of documents against sums that are added up one by one.</summary>
public sealed unsafe class BoundKernelsTests
{
    private const int Rounds = 400;

    [Fact]
    public void Bounds_of_codes_are_added()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            int count = random.Next(200), shift = random.Next(4, 13);
            int weight = random.Next(1, ushort.MaxValue + 1), number = random.Next(-70_000, 70_000), missing = random.Next(2) << 17;
            byte[] codes = Codes(random, random.Next(1, 500));
            uint[] docs = Documents(random, count, codes.Length - BoundKernels.ReadAhead, shift);
            int[] sums = Numbers(random, count), twins = [.. sums];
            int[] expected = [.. sums.Select((sum, i) => sum + ScoreUnits.Bound(codes[docs[i] >> shift], weight) + number - (codes[docs[i] >> shift] == 0 ? missing : 0))];
            fixed (uint* d = docs)
            fixed (int* s = sums, t = twins)
            fixed (byte* c = codes)
            {
                BoundKernels.Add(d, count, s, c, shift, weight, number, missing);
                BoundKernels.AddScalar(d, 0, count, t, c, shift, weight, number, missing);
            }
            Assert.True(expected.AsSpan().SequenceEqual(sums), $"Seed {seed}");
            Assert.True(expected.AsSpan().SequenceEqual(twins), $"Seed {seed}, scalar");
        }
    }

    [Fact]
    public void Bounds_are_added_for_documents_of_a_set()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            int count = random.Next(200), shift = random.Next(4, 9);
            int weight = random.Next(1, ushort.MaxValue + 1), number = random.Next(-70_000, 70_000);
            byte[] codes = Codes(random, random.Next(1, 500));
            uint[] docs = Documents(random, count, codes.Length - BoundKernels.ReadAhead, shift);
            ulong[] set = new ulong[((codes.Length << shift) >> 6) + 1];
            foreach (uint doc in docs.Where(_ => random.Next(3) == 0))
                set[doc >> 6] |= 1UL << (int)doc;
            int[] sums = Numbers(random, count), twins = [.. sums];
            int[] expected = [.. sums.Select((sum, i) =>
                sum + number + ((set[docs[i] >> 6] >> (int)docs[i] & 1) != 0 ? ScoreUnits.Bound(codes[docs[i] >> shift], weight) : 0))];
            fixed (uint* d = docs)
            fixed (int* s = sums, t = twins)
            fixed (byte* c = codes)
            fixed (ulong* b = set)
            {
                BoundKernels.AddWhereHas(d, count, s, b, c, shift, weight, number);
                BoundKernels.AddWhereHasScalar(d, 0, count, t, b, c, shift, weight, number);
            }
            Assert.True(expected.AsSpan().SequenceEqual(sums), $"Seed {seed}");
            Assert.True(expected.AsSpan().SequenceEqual(twins), $"Seed {seed}, scalar");
        }
    }

    [Fact]
    public void The_least_of_codes_is_taken()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            int count = random.Next(200), shift = random.Next(4, 13);
            byte[] codes = Codes(random, random.Next(1, 500));
            int[] least = [.. Codes(random, count).Take(count).Select(code => (int)code)];
            uint[] docs = Documents(random, count, codes.Length - BoundKernels.ReadAhead, shift);
            int[] expected = [.. docs.Select((doc, i) => Math.Min(least[i], codes[doc >> shift]))];
            fixed (uint* d = docs)
            fixed (int* l = least)
            fixed (byte* c = codes)
                BoundKernels.TakeLess(d, count, l, c, shift);
            Assert.True(expected.AsSpan().SequenceEqual(least), $"Seed {seed}");
        }
    }

    [Fact]
    public void Bounds_of_known_codes_are_added()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            int count = random.Next(200), weight = random.Next(1, ushort.MaxValue + 1), missing = random.Next(2) << 17;
            int[] codes = [.. Codes(random, count).Take(count).Select(code => (int)code)], sums = Numbers(random, count);
            int[] expected = [.. sums.Select((sum, i) => sum + ScoreUnits.Bound(codes[i], weight) - (codes[i] == 0 ? missing : 0))];
            fixed (int* c = codes, s = sums)
                BoundKernels.AddOf(c, count, s, weight, missing);
            Assert.True(expected.AsSpan().SequenceEqual(sums), $"Seed {seed}");
        }
    }

    [Fact]
    public void Documents_that_reach_a_number_are_kept()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            int count = random.Next(200);
            int least = random.Next(10) == 0 ? int.MinValue : random.Next(-70_000, 70_000);
            uint[] docs = Documents(random, count, 100, 8), twins = [.. docs];
            int[] sums = Numbers(random, count), twinSums = [.. sums];
            uint[] expected = [.. docs.Where((_, i) => sums[i] >= least)];
            int[] expectedSums = [.. sums.Where(sum => sum >= least)];
            int kept, twinKept;
            fixed (uint* d = docs, t = twins)
            fixed (int* s = sums, u = twinSums)
            {
                kept = BoundKernels.KeepReaching(d, s, count, least);
                twinKept = BoundKernels.KeepReachingScalar(t, u, 0, 0, count, least);
            }
            Assert.True(expected.AsSpan().SequenceEqual(docs.AsSpan(0, kept)), $"Seed {seed}");
            Assert.True(expectedSums.AsSpan().SequenceEqual(sums.AsSpan(0, kept)), $"Seed {seed}");
            Assert.True(expected.AsSpan().SequenceEqual(twins.AsSpan(0, twinKept)), $"Seed {seed}, scalar");
            Assert.True(expectedSums.AsSpan().SequenceEqual(twinSums.AsSpan(0, twinKept)), $"Seed {seed}, scalar");
        }
    }

    /// <summary>With what may be read behind the last.</summary>
    private static byte[] Codes(Random random, int count)
    {
        byte[] codes = new byte[count + BoundKernels.ReadAhead];
        random.NextBytes(codes);
        for (int i = 0; i < codes.Length; i++)
            codes[i] = random.Next(3) == 0 ? byte.MinValue : random.Next(5) == 0 ? byte.MaxValue : codes[i];
        return codes;
    }

    private static uint[] Documents(Random random, int count, int ranges, int shift)
    {
        uint[] docs = new uint[count];
        for (int i = 0; i < count; i++)
            docs[i] = (uint)random.NextInt64((long)ranges << shift);
        Array.Sort(docs);
        return docs;
    }

    private static int[] Numbers(Random random, int count)
    {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++)
            numbers[i] = random.Next(8) == 0 ? random.Next(int.MinValue / 2, int.MaxValue / 2) : random.Next(-70_000, 70_000);
        return numbers;
    }
}
