using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using CsCheck;
using Lucene.Net.Index;
using Search.Core.Postings;

namespace Search.Core.Tests.Postings;

/// <summary>Positions in chunks against the plain numbers: all of a block, and any part of it, whole and damaged.</summary>
public sealed unsafe class PositionBlocksTests
{
    [Fact]
    public void Any_part_of_a_block_is_read_as_it_was_written() => Gen.Int.Uniform.Sample(
        seed =>
        {
            var random = new Random(seed);
            uint[] values = Values(random);
            using var packed = new Packed(values, withCount: random.Next(2) == 0);
            uint[] room = [];
            Assert.Equal(values, PositionBlocks.ReadAll(packed.List, 0, values.Length, ref room).ToArray());
            for (int part = 0; part < 20; part++)
            {
                int before = random.Next(values.Length);
                int[] positions = new int[random.Next(1, Math.Min(values.Length - before, random.Next(2) == 0 ? 5 : 1_000) + 1)];
                PositionBlocks.Read(packed.List, 0, before, positions);
                uint position = 0;
                for (int i = 0; i < positions.Length; i++)
                    Assert.Equal((int)(position += values[before + i]), positions[i]);
                if (PositionGroups.TryRead(packed.List, 0, (uint)before, positions.Length, out var group))
                {
                    for (int i = 0; i < positions.Length; i++)
                        Assert.Equal(values[before + i], group[i]);
                }
            }
        },
        iter: 300, threads: 1);

    [Fact]
    public void Few_positions_are_mostly_read_as_a_group()
    {
        uint[] values = [.. Enumerable.Range(0, 1_000).Select(i => (uint)i % 60 * (i % 50 == 0 ? 90u : 1))];
        using var packed = new Packed(values, withCount: true);
        int read = 0;
        for (int before = 0; before < 1_000 - PositionGroups.Size; before++)
            read += PositionGroups.TryRead(packed.List, 0, (uint)before, 1 + before % PositionGroups.Size, out _) ? 1 : 0;
        Assert.Equal(Avx2.IsSupported, read > 900);
    }

    [Fact]
    public void What_is_damaged_is_refused_or_read_within_the_file() => Gen.Int.Uniform.Sample(
        seed =>
        {
            var random = new Random(seed);
            uint[] values = Values(random);
            using var packed = new Packed(values, withCount: random.Next(2) == 0);
            var list = packed.List;
            uint[] room = [];
            Refused(() => PositionBlocks.ReadAll(list with { PositionsLength = packed.Length - 1 }, 0, values.Length, ref room));
            Refused(() => PositionBlocks.ReadAll(list with { PositionsLength = 0 }, 0, values.Length, ref room));
            Refused(() => PositionBlocks.Read(list, 0, 1L << 40, new int[1]));
            // The memory ends behind the block and the sixteen bytes that loads may take, as a file does with its footer.
            packed.Flip(random);
            try
            {
                PositionBlocks.ReadAll(list, 0, values.Length, ref room);
                PositionGroups.TryRead(list, 0, (uint)random.Next(values.Length), 1, out _);
                PositionBlocks.Read(list, 0, values.Length - 1, new int[1]);
            }
            catch (CorruptIndexException)
            {
            }
        },
        iter: 300, threads: 1);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 4)]
    [InlineData(7, 4)]
    [InlineData(8, 12)]
    public void A_few_large_values_do_not_widen_all(int large, int width)
    {
        uint[] values = [.. Enumerable.Range(0, 128).Select(i => i < large ? 1u << 11 : large == 0 ? 0u : 7u)];
        // Of three bits would do, but an exception has no more than eight beyond the width.
        Assert.Equal(width, PositionPacking.ChooseWidth(values, PositionBlocks.MaxExceptions));
    }

    private static uint[] Values(Random random)
    {
        int width = random.Next(1, 32), large = random.Next(1, 32);
        return [.. Enumerable.Range(0, random.Next(1, 1_500)).Select(_ => (uint)random.NextInt64(1L << (random.Next(30) == 0 ? large : width)) / (uint)random.Next(1, 3) & int.MaxValue)];
    }

    private static void Refused(Action read) => Assert.Throws<CorruptIndexException>(read);

    private sealed class Packed : IDisposable
    {
        private const int Slack = 16;

        private readonly byte* _memory;

        public Packed(uint[] values, bool withCount)
        {
            using var bytes = new BlockBuffer<byte>();
            PositionPacking.Add(values, withCount, bytes);
            Length = bytes.Count;
            _memory = (byte*)NativeMemory.AllocZeroed((nuint)Length + Slack + sizeof(uint));
            bytes.Items.CopyTo(new Span<byte>(_memory, Length));
            uint* start = (uint*)(_memory + Length + Slack);
            List = new PostingsList
            {
                DocFreq = 2,
                TotalTermFreq = values.Length,
                SingletonPosition = -1,
                Positions = _memory,
                PositionsLength = Length,
                PosOffsets = withCount ? start : null,
                FileName = "test.psn",
            };
        }

        public int Length { get; }

        public PostingsList List { get; }

        public void Flip(Random random) => _memory[random.Next(Math.Min(Length, 20))] ^= (byte)(1 << random.Next(8));

        public void Dispose() => NativeMemory.Free(_memory);
    }
}
