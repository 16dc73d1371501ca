using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>The positions of documents out of a block that is decoded as a whole.</summary>
public sealed unsafe class BlockPositionsTests
{
    /// <summary>Frequencies whose sum runs over: what stands before the last document would otherwise lead far behind the block.</summary>
    [Fact]
    public void Frequencies_that_add_up_beyond_all_numbers_are_damage()
    {
        const int slack = 16, freqWidth = 31;
        uint[] freqs = [int.MaxValue, int.MaxValue, 5];
        using var positions = new BlockBuffer<byte>();
        PositionPacking.Add([1, 2, 3], withCount: true, positions);
        byte[] freqBytes = new byte[BitPacking.HorizontalBytes(freqs.Length, freqWidth)];
        BitPacking.PackHorizontal([.. freqs.Select(freq => freq - 1)], freqWidth, freqBytes);
        // Three documents in a row, a width of 0.
        byte[] block = [0, freqWidth, .. freqBytes];
        byte* memory = (byte*)NativeMemory.AllocZeroed((nuint)(block.Length + positions.Count + 2 * slack + sizeof(uint)));
        try
        {
            block.CopyTo(new Span<byte>(memory, block.Length));
            byte* packed = memory + block.Length + slack;
            positions.Items.CopyTo(new Span<byte>(packed, positions.Count));
            var list = new PostingsList
            {
                DocFreq = freqs.Length,
                TotalTermFreq = 1L << 33,
                MaxDoc = 10,
                HasFreqs = true,
                HasPositions = true,
                SingletonDoc = -1,
                SingletonPosition = -1,
                BlockCount = 1,
                Data = memory,
                DataLength = block.Length,
                Positions = packed,
                PositionsLength = positions.Count,
                PosOffsets = (uint*)(packed + positions.Count + slack),
                FileName = "test.pst",
            };
            using var arena = ScratchArena.Rent();
            var reader = ListReader.Open(list, arena);
            const int place = 2;
            int* places = stackalloc int[] { place };
            int* found = stackalloc int[1];
            uint* before = stackalloc uint[1];
            reader.FreqsAndBefore(places, 1, found, before, isDense: true);

            Assert.Equal((5, (uint)(2L * int.MaxValue)), (*found, *before));
            var read = new BlockPositions(reader, arena);
            Assert.True(read.OfBlock(0, *before + (long)*found) == null);
            (long start, int count) = (*before, *found);
            Assert.Throws<CorruptIndexException>(() => { read.OfDocument(place, start, count); });
        }
        finally
        {
            NativeMemory.Free(memory);
        }
    }
}
