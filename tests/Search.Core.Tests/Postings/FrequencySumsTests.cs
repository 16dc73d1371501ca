using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Search.Core.Postings;

namespace Search.Core.Tests.Postings;

/// <summary>Frequencies and what those before add up to, read one by one, against the plain numbers that a block was packed from.</summary>
public sealed unsafe class FrequencySumsTests
{
    private const int Slack = 48;

    /// <summary>Wider ones add up to more than a block can have.</summary>
    public static TheoryData<int> Widths => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Any_document_of_a_block_is_told(int width)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            // Of some the number of exceptions, and whether a bitmap has the documents, and whether memory that ends soon follows.
            int exceptions = random.Next(2) * random.Next(PositionBlocks.MaxExceptions + 1);
            uint[] values = [.. Enumerable.Range(0, 128).Select(_ => (uint)random.NextInt64(1L << width))];
            foreach (int place in Enumerable.Range(0, 128).OrderBy(_ => random.Next()).Take(exceptions))
                values[place] |= (uint)random.Next(1, 256) << width;
            bool isBitmap = random.Next(2) == 0;
            int docWidth = isBitmap ? 0 : random.Next(12);
            byte[] block = Block(values, width, docWidth, isBitmap);
            byte* memory = (byte*)NativeMemory.AllocZeroed((nuint)(block.Length + Slack));
            try
            {
                block.CopyTo(new Span<byte>(memory, block.Length));
                new Span<byte>(memory + block.Length, Slack).Fill(byte.MaxValue);
                var list = new PostingsList
                {
                    DocFreq = 128,
                    TotalTermFreq = values.Sum(value => value + 1L),
                    HasFreqs = true,
                    SingletonDoc = -1,
                    BlockCount = 1,
                    Bitmap = isBitmap ? (ulong*)memory : null,
                    Data = memory,
                    DataLength = block.Length + random.Next(2) * (Slack - 16),
                    FileName = "test.pst",
                };
                Check(list, values, random);
            }
            finally
            {
                NativeMemory.Free(memory);
            }
        }
    }

    /// <summary>Damaged ranks of a bitmap lead anywhere.</summary>
    [Fact]
    public void A_place_in_the_last_block_which_is_not_full_is_an_error()
    {
        byte[] data = new byte[256];
        fixed (byte* memory = data)
        {
            var list = new PostingsList { DocFreq = 200, TotalTermFreq = 200, HasFreqs = true, SingletonDoc = -1, BlockCount = 2, Data = memory, DataLength = data.Length, FileName = "test.pst" };
            int place = 150, freq;
            uint before;
            string? message = null;
            try
            {
                FrequencySums.Read(list, &place, 1, &freq, &before);
            }
            catch (CorruptIndexException exception)
            {
                message = exception.Message;
            }
            Assert.Contains("test.pst", message, StringComparison.Ordinal);
        }
    }

    private static void Check(in PostingsList list, uint[] values, Random random)
    {
        int[] places = [.. Enumerable.Range(0, 128).Where(_ => random.Next(3) > 0)], freqs = new int[places.Length];
        uint[] before = new uint[places.Length];
        fixed (int* p = places, f = freqs)
        fixed (uint* b = before)
            FrequencySums.Read(list, p, places.Length, f, b);
        for (int i = 0; i < places.Length; i++)
        {
            Assert.Equal((int)values[places[i]] + 1, freqs[i]);
            Assert.Equal(values.Take(places[i]).Sum(value => value + 1L), before[i]);
            Assert.Equal(freqs[i], BlockDecoder.Freq(list, places[i]));
        }
    }

    private static byte[] Block(uint[] values, int width, int docWidth, bool isBitmap)
    {
        uint mask = (1u << width) - 1;
        byte[] packed = new byte[BitPacking.VerticalBytes(width)];
        BitPacking.Pack128([.. values.Select(value => value & mask)], width, packed);
        byte[] exceptions = [.. Enumerable.Range(0, 128).Where(i => values[i] > mask).SelectMany(i => new[] { (byte)i, (byte)(values[i] >> width) })];
        byte[] widths = isBitmap ? [] : [(byte)docWidth];
        return [.. widths, (byte)(width | exceptions.Length / 2 << PositionBlocks.WidthBits), .. new byte[BitPacking.VerticalBytes(docWidth)], .. packed, .. exceptions];
    }
}
