using CsCheck;
using Lucene.Net.Store;
using Search.Core.Storage;

namespace Search.Core.Tests.Storage;

/// <summary>Every way of reading against a byte array, in random order.</summary>
public sealed class FileInputTests
{
    // Around the edges of the windows, and beyond several of them.
    private static readonly int[] s_sizes =
    [
        0, 1, 2, 3, 7, 8, 9, FileInput.MappedWindow - 1, FileInput.MappedWindow, FileInput.MappedWindow + 1, 3 * FileInput.MappedWindow,
        FileInput.FirstWindow - 1, FileInput.FirstWindow, FileInput.FirstWindow + 1,
        FileInput.BufferedWindow - 1, FileInput.BufferedWindow, FileInput.BufferedWindow + 1, 2 * FileInput.BufferedWindow + 5,
        FileInput.BufferedMergeWindow + 3,
    ];

    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public void Reads_what_a_byte_array_gives(StorageAccess access) =>
        Gen.Select(Gen.Int[0, s_sizes.Length - 1].Select(i => s_sizes[i]), Gen.Int, Gen.Bool).Sample(
            (size, seed, merging) =>
            {
                using var folder = new TemporaryFolder();
                byte[] content = Content(size, seed);
                File.WriteAllBytes(folder.In("f"), content);
                using var directory = new ArticleDirectory(folder.Path, access);
                using IndexInput input = directory.OpenInput("f", merging ? new IOContext(new MergeInfo(1, 1, false, 1)) : IOContext.READ);
                Compare(input, content, new Random(seed), operations: 300);
            },
            iter: 60);

    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public void Slices_read_what_their_part_of_a_byte_array_gives(StorageAccess access) =>
        Gen.Select(Gen.Int[0, s_sizes.Length - 1].Select(i => s_sizes[i]), Gen.Int).Sample(
            (size, seed) =>
            {
                using var folder = new TemporaryFolder();
                byte[] content = Content(size, seed);
                File.WriteAllBytes(folder.In("f"), content);
                using var directory = new ArticleDirectory(folder.Path, access);
                using var slicer = directory.CreateSlicer("f", IOContext.READ);
                var random = new Random(seed);
                for (int i = 0; i < 5; i++)
                {
                    int from = random.Next(size + 1);
                    int length = random.Next(size - from + 1);
                    using IndexInput slice = slicer.OpenSlice("slice", from, length);
                    Assert.Equal(length, slice.Length);
                    Compare(slice, content[from..(from + length)], random, operations: 60);
                }

                Assert.Throws<EndOfStreamException>(() => { slicer.OpenSlice("beyond", 1, size); });
                Assert.Throws<ArgumentOutOfRangeException>(() => { slicer.OpenSlice("before", -1, 1); });
            },
            iter: 40);

    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public void Numbers_beyond_two_and_four_gigabytes_are_read(StorageAccess access)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Sparse files need no preparation elsewhere; here the test would write 5 GB.");
        using var folder = new TemporaryFolder();
        long[] places = [int.MaxValue - 3L, uint.MaxValue - 3L, (5L << 30) - 8];
        using (var stream = new FileStream(folder.In("f"), FileMode.Create))
        {
            stream.SetLength(5L << 30);
            foreach (long place in places)
            {
                stream.Position = place;
                stream.Write([1, 2, 3, 4, 5, 6, 7, 8]);
            }
        }

        using var directory = new ArticleDirectory(folder.Path, access);
        using IndexInput input = directory.OpenInput("f", IOContext.READ);
        using var slicer = directory.CreateSlicer("f", IOContext.READ);
        foreach (long place in places)
        {
            input.Seek(place);
            Assert.Equal(0x0102030405060708, input.ReadInt64());
            Assert.Equal(place + 8, input.Position);
            input.Seek(place - 16);
            input.SkipBytes(17);
            Assert.Equal(0x02030405, input.ReadInt32());
            using IndexInput slice = slicer.OpenSlice("s", place, 8);
            Assert.Equal(0x0102030405060708, slice.ReadInt64());
            Assert.Throws<EndOfStreamException>(() => slice.ReadByte());
        }
    }

    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public void Reading_allocates_nothing_a_call(StorageAccess access)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.In("f"), [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i % 127))]);
        using var directory = new ArticleDirectory(folder.Path, access);
        using IndexInput input = directory.OpenInput("f", IOContext.READ);
        byte[] bytes = new byte[20_000];
        ReadALot();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadALot();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void ReadALot()
        {
            for (int i = 0; i < 200; i++)
            {
                input.Seek(i * 1000);
                input.ReadInt64();
                input.ReadByte();
                input.ReadInt32();
                input.ReadInt16();
                input.ReadVInt32();
                input.ReadVInt64();
                input.ReadBytes(bytes, 0, 10);
                input.ReadBytes(bytes, 0, bytes.Length);
                input.SkipBytes(50);
            }
        }
    }

    [Theory]
    [InlineData(StorageAccess.Mapped, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x1F, 0, 0, 0, 0 })]
    [InlineData(StorageAccess.Mapped, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x1F })]
    [InlineData(StorageAccess.Buffered, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x1F, 0, 0, 0, 0 })]
    public void A_damaged_number_gives_an_error(StorageAccess access, byte[] content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.In("f"), content);
        using var directory = new ArticleDirectory(folder.Path, access);
        using IndexInput input = directory.OpenInput("f", IOContext.READ);
        Assert.ThrowsAny<IOException>(() => input.ReadVInt32());
    }

    // Many bytes below 128, so that variable-length numbers are mostly valid; some runs above, so that some are not.
    private static byte[] Content(int size, int seed)
    {
        byte[] content = new byte[size];
        var random = new Random(seed);
        for (int i = 0; i < size; i++)
        {
            content[i] = (byte)random.Next(random.Next(3) == 0 ? 256 : 160);
        }

        return content;
    }

    private static void Compare(IndexInput input, byte[] content, Random random, int operations)
    {
        var twin = new TwinInput(content);
        Assert.Equal(content.Length, input.Length);
        for (int i = 0; i < operations; i++)
        {
            Assert.Equal(twin.Position, input.Position);
            int count = random.Next(random.Next(4) == 0 ? content.Length + 2 : 40);
            switch (random.Next(11))
            {
                case 0:
                    Same(input.ReadByte, twin.ReadByte);
                    break;
                case 1:
                    Same(input.ReadInt16, twin.ReadInt16);
                    break;
                case 2:
                    Same(input.ReadInt32, twin.ReadInt32);
                    break;
                case 3:
                    Same(input.ReadInt64, twin.ReadInt64);
                    break;
                case 4:
                    Same(input.ReadVInt32, twin.ReadVInt32);
                    break;
                case 5:
                    Same(input.ReadVInt64, twin.ReadVInt64);
                    break;
                case 6:
                    Same(() => Bytes(useBuffer: true), () => twin.ReadBytes(count));
                    break;
                case 7:
                    Same(() => Bytes(useBuffer: false), () => twin.ReadBytes(count));
                    break;
                case 8:
                    Same(() => Skip(), () => twin.ReadBytes(count).Length);
                    break;
                case 9:
                    SeekBoth(random.Next(content.Length + 1));
                    break;
                default:
                    // Goes on with the clone, after the original has moved elsewhere.
                    IndexInput original = input;
                    input = (IndexInput)input.Clone();
                    original.Seek(random.Next(content.Length + 1));
                    break;
            }

            byte[] Bytes(bool useBuffer)
            {
                byte[] bytes = new byte[count + 4];
                input.ReadBytes(bytes, 2, count, useBuffer);
                Assert.Equal(0, bytes[0] | bytes[1] | bytes[^1] | bytes[^2]);
                return bytes[2..^2];
            }

            int Skip()
            {
                input.SkipBytes(count);
                return count;
            }
        }

        Assert.Throws<EndOfStreamException>(() => input.Seek(content.Length + 1L));
        Assert.Throws<EndOfStreamException>(() => input.Seek(-1));

        void Same<T>(Func<T> real, Func<T> expected)
        {
            T value;
            try
            {
                value = expected();
            }
            catch (IOException exception)
            {
                // Where a read fails the position is nobody's business.
                Exception thrown = Assert.ThrowsAny<IOException>(() => real());
                Assert.Equal(exception is EndOfStreamException, thrown is EndOfStreamException);
                SeekBoth(random.Next(content.Length + 1));
                return;
            }

            Assert.Equal(value, real());
        }

        void SeekBoth(int position)
        {
            input.Seek(position);
            twin.Position = position;
        }
    }

    /// <summary>The naive twin: byte by byte, as the format's description says.</summary>
    private sealed class TwinInput(byte[] content)
    {
        public long Position { get; set; }

        public byte ReadByte() => Position < content.Length ? content[Position++] : throw new EndOfStreamException();

        public short ReadInt16() => (short)ReadBigEndian(2);

        public int ReadInt32() => (int)ReadBigEndian(4);

        public long ReadInt64() => ReadBigEndian(8);

        public int ReadVInt32()
        {
            ulong value = ReadVariable(5);
            return value <= uint.MaxValue ? (int)value : throw new IOException();
        }

        public long ReadVInt64() => (long)ReadVariable(9);

        public byte[] ReadBytes(int count)
        {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++)
            {
                bytes[i] = ReadByte();
            }

            return bytes;
        }

        private long ReadBigEndian(int count)
        {
            long value = 0;
            for (int i = 0; i < count; i++)
            {
                value = (value << 8) | ReadByte();
            }

            return value;
        }

        private ulong ReadVariable(int most)
        {
            ulong value = 0;
            for (int i = 0; i < most; i++)
            {
                byte b = ReadByte();
                value |= (ulong)(b & 0x7F) << (7 * i);
                if (b < 0x80)
                {
                    return value;
                }
            }

            throw new IOException();
        }
    }
}
