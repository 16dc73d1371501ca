using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>The comparisons of codes against their twins, and the codes against the values.</summary>
public sealed unsafe class ValueKernelsTests
{
    private static readonly uint[] s_edges = [0, 1, 2, 3, int.MaxValue - 1, int.MaxValue, int.MaxValue + 1u, uint.MaxValue - 1, uint.MaxValue];

    [Fact]
    public void Masks_are_those_of_the_scalar_twin()
    {
        var random = new Random(1);
        uint* starts = stackalloc uint[64];
        uint* ends = stackalloc uint[64];
        for (int round = 0; round < 5_000; round++)
        {
            uint spread = random.Next(2) == 0 ? 20u : uint.MaxValue;
            for (int i = 0; i < 64; i++)
                (starts[i], ends[i]) = (Draw(), Draw());
            uint high = Math.Max(1, Draw()), low = Math.Max(1, Draw());
            Assert.Equal(ValueKernels.MaskScalar(starts, high, ends, low), ValueKernels.Mask(starts, high, ends, low));
            Assert.Equal(ValueKernels.MaskScalar(starts, high, starts, low), ValueKernels.Mask(starts, high, starts, low));
            Assert.Equal(ValueKernels.AbsentScalar(starts), ValueKernels.Absent(starts));

            uint Draw() => random.Next(4) == 0 ? s_edges[random.Next(s_edges.Length)] : (uint)random.NextInt64(spread);
        }
    }

    [Theory]
    [InlineData(1L, false)]
    [InlineData(10_000_000L, false)]
    [InlineData(TimeSpan.TicksPerDay, false)]
    [InlineData(1L, true)]
    public void Codes_have_the_order_of_the_values(long step, bool isWide)
    {
        var random = new Random(2);
        for (int round = 0; round < 200; round++)
        {
            long[] values = new long[random.Next(1, 60)];
            long first = random.Next(3) == 0 ? long.MinValue : random.NextInt64(long.MinValue / 2, long.MaxValue / 2);
            for (int i = 0; i < values.Length; i++)
                values[i] = isWide ? random.NextInt64(long.MinValue, long.MaxValue) : first + step * random.Next(random.Next(1, 1_000));
            if (random.Next(4) == 0)
                values[0] = isWide ? long.MaxValue : first;
            var coding = ValueCoding.Of((long[])values.Clone());
            foreach (long value in values)
                Assert.Equal(value, coding.Value(coding.Code(value)));
            Assert.Equal(values.Max(), coding.Value(coding.Last));
            Assert.Equal(values.Min(), coding.Value(1));
            foreach (long bound in (long[])[.. values, .. values.Select(value => unchecked(value + 1)), .. values.Select(value => unchecked(value - 1)),
                long.MinValue, long.MaxValue, 0])
            {
                uint from = coding.CodeFrom(bound), upTo = coding.CodeUpTo(bound);
                foreach (long value in values)
                {
                    Assert.Equal(value >= bound, coding.Code(value) >= from);
                    Assert.Equal(value <= bound, coding.Code(value) <= upTo);
                }
            }
        }
    }
}
