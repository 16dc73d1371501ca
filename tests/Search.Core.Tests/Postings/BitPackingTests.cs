using Search.Core.Postings;

namespace Search.Core.Tests.Postings;

/// <summary>Packed numbers of every width: what is written is read, alike by the vector form, the scalar twin and number by number.</summary>
public sealed unsafe class BitPackingTests
{
    /// <summary>Bytes that a number is loaded with behind the end of a stream.</summary>
    private const int Slack = 16;

    public static TheoryData<int> Widths => [.. Enumerable.Range(0, BitPacking.MaxWidth + 1)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Vertical_blocks_give_back_what_was_packed(int width)
    {
        foreach (uint[] values in Values(width, BitPacking.BlockSize))
        {
            byte[] packed = new byte[BitPacking.VerticalBytes(width) + Slack];
            BitPacking.Pack128(values, width, packed);
            Assert.All(packed[BitPacking.VerticalBytes(width)..], value => Assert.Equal(0, value));
            uint[] chosen = new uint[BitPacking.BlockSize], scalar = new uint[BitPacking.BlockSize], vector = new uint[BitPacking.BlockSize];
            fixed (byte* source = packed)
            fixed (uint* a = chosen, b = scalar, c = vector)
            {
                BitPacking.Unpack128(source, width, a);
                // The others need a number's bits, which a width of 0 does not have.
                if (width > 0)
                {
                    BitPacking.Unpack128Scalar(source, width, b);
                    BitPacking.Unpack128Vector(source, width, c);
                    for (int i = 0; i < values.Length; i++)
                        Assert.Equal(values[i], BitPacking.ReadVertical(source, i, width));
                    Assert.Equal(values, scalar);
                    Assert.Equal(values, vector);
                }
            }
            Assert.Equal(values, chosen);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Horizontal_streams_give_back_what_was_packed(int width)
    {
        foreach (int count in (int[])[0, 1, 2, 7, 8, 9, 127, 300])
        {
            foreach (uint[] values in Values(width, count))
            {
                int bytes = (int)BitPacking.HorizontalBytes(count, width);
                byte[] packed = new byte[bytes + Slack];
                BitPacking.PackHorizontal(values, width, packed.AsSpan(0, bytes));
                fixed (byte* source = packed)
                {
                    for (int i = 0; i < count; i++)
                        Assert.Equal(values[i], BitPacking.ReadHorizontal(source, i, width));
                    uint[] all = new uint[count + 1], scalar = new uint[count + 1];
                    // What is behind the last must stay.
                    all[count] = scalar[count] = 77;
                    fixed (uint* a = all, b = scalar)
                    {
                        BitPacking.UnpackHorizontal(source, width, a, count);
                        BitPacking.UnpackHorizontalScalar(source, width, b, 0, count);
                    }
                    Assert.Equal([.. values, 77], all);
                    Assert.Equal([.. values, 77], scalar);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_width_is_that_of_the_largest_number(int width)
    {
        uint[] values = Values(width, 5).First();
        values[3] = width == 0 ? 0 : 1u << (width - 1);
        Assert.Equal(width, BitPacking.Width(values));
    }

    [Fact]
    public void Bytes_are_counted_beyond_32_bits() => Assert.Equal(31L * (1L << 32) / 8, BitPacking.HorizontalBytes(1L << 32, 31));

    /// <summary>Random numbers, the largest ones alone, and largest and smallest by turns.</summary>
    private static IEnumerable<uint[]> Values(int width, int count)
    {
        var random = new Random(width * 1_000 + count);
        uint largest = (1u << width) - 1;
        for (int round = 0; round < 5; round++)
            yield return [.. Enumerable.Range(0, count).Select(_ => (uint)random.NextInt64(largest + 1L))];
        yield return [.. Enumerable.Repeat(largest, count)];
        yield return [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? largest : 0)];
    }
}
