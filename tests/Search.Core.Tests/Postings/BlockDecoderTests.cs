using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Lucene.Net.Index;
using Search.Core.Postings;

namespace Search.Core.Tests.Postings;

/// <summary>Blocks of documents, frequencies and positions against the plain numbers that they were packed from, whole and damaged.</summary>
public sealed unsafe class BlockDecoderTests
{
    private const uint Before = uint.MaxValue;

    public static TheoryData<int> Widths => [.. Enumerable.Range(0, BitPacking.MaxWidth + 1)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Full_blocks_are_the_same_by_vector_and_scalar(int width)
    {
        var random = new Random(width);
        foreach (uint previous in (uint[])[Before, 0, 77, int.MaxValue])
        {
            // Sums run over 32 bits where the widest numbers are added up, alike in both.
            uint[] deltas = [.. Enumerable.Range(0, 128).Select(_ => (uint)random.NextInt64(1L << width))];
            byte[] packed = new byte[BitPacking.VerticalBytes(width) + 16];
            BitPacking.Pack128(deltas, width, packed);
            uint[] expected = new uint[128], scalar = new uint[128], vector = new uint[128];
            uint at = previous;
            for (int i = 0; i < 128; i++)
                expected[i] = at = unchecked(at + deltas[i] + 1);
            fixed (byte* source = packed)
            fixed (uint* a = scalar, b = vector)
            {
                Assert.Equal(expected.Max(), BlockDecoder.FullBlockScalar(source, width, previous, a));
                if (Sse2.IsSupported || AdvSimd.IsSupported)
                {
                    Assert.Equal(expected.Max(), BlockDecoder.FullBlockVector(source, width, previous, b));
                    Assert.Equal(expected, vector);
                }
            }
            Assert.Equal(expected, scalar);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(127)]
    [InlineData(128)]
    public void Blocks_give_back_documents_frequencies_and_positions(int count)
    {
        uint* docs = stackalloc uint[128];
        uint* freqs = stackalloc uint[128];
        for (int seed = 0; seed < 40; seed++)
        {
            using var packed = new PackedBlock(new Random(seed), count);
            BlockDecoder.Docs(packed.List, 0, docs);
            Assert.Equal(packed.Docs, new Span<uint>(docs, count).ToArray());
            for (int i = count; i < 128; i++)
                Assert.Equal(uint.MaxValue, docs[i]);
            Assert.Equal(count, BlockDecoder.Freqs(packed.List, 0, freqs));
            long before = 0;
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(packed.Positions[i].Length, (int)freqs[i]);
                Assert.Equal(packed.Positions[i].Length, BlockDecoder.Freq(packed.List, i));
                int[] positions = new int[freqs[i]];
                BlockDecoder.Positions(packed.List, 0, before, positions);
                Assert.Equal(packed.Positions[i], positions);
                before += freqs[i];
            }
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(128)]
    public void Damaged_blocks_are_refused(int count)
    {
        using var packed = new PackedBlock(new Random(count), count);
        var list = packed.List;
        Refused(list with { DataLength = 0 });
        Refused(list with { DataLength = 1 });
        Refused(list with { DataLength = packed.DataLength - 1 });
        Refused(list with { MaxDoc = (int)packed.Docs[^1] });
        uint wrongLast = packed.Docs[^1] + 1;
        Refused(list with { LastDocs = &wrongLast });
        list.Data[0] = 32;
        Refused(list);
        list.Data[0] = 255;
        Refused(list);
    }

    [Fact]
    public void Sums_that_run_over_are_refused()
    {
        using var packed = new PackedBlock(new Random(1), 128);
        // The widest differences, whose sum runs over several times and ends below the segment's number of documents or not.
        new Span<byte>(packed.List.Data + 2, BitPacking.VerticalBytes(31)).Fill(byte.MaxValue);
        packed.List.Data[0] = 31;
        packed.List.Data[1] = 0;
        Refused(packed.List with { MaxDoc = int.MaxValue });
    }

    [Fact]
    public void Places_and_positions_behind_the_end_are_refused()
    {
        using var packed = new PackedBlock(new Random(2), 128);
        var list = packed.List;
        Assert.Throws<CorruptIndexException>(() => BlockDecoder.Freq(list, 128));
        Assert.Throws<CorruptIndexException>(() => BlockDecoder.Freq(list, -1));
        Assert.Throws<CorruptIndexException>(() => BlockDecoder.Positions(list with { PositionsLength = 0 }, 0, 0, new int[1]));
        Assert.Throws<CorruptIndexException>(() => BlockDecoder.Positions(list with { PositionsLength = 1 }, 0, 0, new int[8]));
        Assert.Throws<CorruptIndexException>(() => BlockDecoder.Positions(list, 0, 1L << 40, new int[1]));
        // The widest values, which the file has not.
        new Span<byte>(list.Positions, (int)list.PositionsLength).Fill(31);
        Assert.Throws<CorruptIndexException>(() => BlockDecoder.Positions(list, 0, list.TotalTermFreq - 1, new int[1]));
    }

    private static void Refused(PostingsList list)
    {
        uint[] docs = new uint[128];
        var exception = Assert.Throws<CorruptIndexException>(() =>
        {
            fixed (uint* place = docs)
                BlockDecoder.Docs(list, 0, place);
        });
        Assert.Contains("'test.pst'", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>One block of random documents with positions, packed as the format says.</summary>
    private sealed class PackedBlock : IDisposable
    {
        private readonly byte* _memory = (byte*)NativeMemory.AllocZeroed(1 << 20);

        public PackedBlock(Random random, int count)
        {
            int gap = 1 << random.Next(12);
            Docs = new uint[count];
            uint doc = uint.MaxValue;
            uint[] deltas = [.. Enumerable.Range(0, count).Select(_ => (uint)random.Next(gap))];
            for (int i = 0; i < count; i++)
                Docs[i] = doc = unchecked(doc + deltas[i] + 1);
            int most = random.Next(1, 30);
            Positions = [.. Docs.Select(_ => Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => random.Next(5_000)).Order().ToArray())];
            uint[] freqs = [.. Positions.Select(positions => (uint)positions.Length - 1)];
            uint[] steps = [.. Positions.SelectMany(positions => positions.Select((position, i) => (uint)(position - (i == 0 ? 0 : positions[i - 1]))))];

            _memory[0] = (byte)BitPacking.Width(deltas);
            _memory[1] = (byte)BitPacking.Width(freqs);
            DataLength = 2 + Pack(deltas, _memory[0], 2);
            DataLength += Pack(freqs, _memory[1], DataLength);
            byte* place = _memory + (1 << 19);
            using var chunks = new BlockBuffer<byte>();
            PositionPacking.Add(steps, withCount: false, chunks);
            chunks.Items.CopyTo(new Span<byte>(place, chunks.Count));
            List = new PostingsList
            {
                DocFreq = count,
                TotalTermFreq = steps.Length,
                MaxDoc = (int)doc + 1,
                HasFreqs = true,
                HasPositions = true,
                SingletonDoc = -1,
                BlockCount = 1,
                Data = _memory,
                DataLength = DataLength,
                Positions = place,
                PositionsLength = chunks.Count,
                SingletonPosition = -1,
                FileName = "test.pst",
            };
        }

        public uint[] Docs { get; }

        public int[][] Positions { get; }

        public int DataLength { get; }

        public PostingsList List { get; }

        public void Dispose() => NativeMemory.Free(_memory);

        private int Pack(uint[] values, int width, int at)
        {
            bool isFull = values.Length == BitPacking.BlockSize;
            int bytes = isFull ? BitPacking.VerticalBytes(width) : (int)BitPacking.HorizontalBytes(values.Length, width);
            if (isFull)
                BitPacking.Pack128(values, width, new Span<byte>(_memory + at, bytes));
            else
                BitPacking.PackHorizontal(values, width, new Span<byte>(_memory + at, bytes));
            return bytes;
        }
    }
}
