using CsCheck;
using Lucene.Net.Store;
using Search.Core.Storage;

namespace Search.Core.Tests.Storage;

public sealed class FileOutputTests
{
    [Fact]
    public void Writes_what_a_byte_array_gets_and_sums_it_up() =>
        Gen.Int.Sample(
            seed =>
            {
                using var folder = new TemporaryFolder();
                using var directory = new ArticleDirectory(folder.Path, StorageAccess.Buffered);
                var random = new Random(seed);
                var twin = new List<byte>();
                using (IndexOutput output = directory.CreateOutput("f", IOContext.DEFAULT))
                {
                    WriteBoth(output, twin, random, operations: 300);
                    Assert.Equal(twin.Count, output.Position);
                    Assert.Equal(twin.Count, output.Length);
                    Assert.Equal(NaiveCrc32(twin), output.Checksum);
                }

                Assert.Equal(twin, File.ReadAllBytes(folder.In("f")));
                Assert.Equal(0, directory.OpenFileCount);
            },
            iter: 10);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(FileOutput.BufferSize - 1)]
    [InlineData(FileOutput.BufferSize)]
    [InlineData(FileOutput.BufferSize + 1)]
    [InlineData(3 * FileOutput.BufferSize)]
    public void Sizes_around_the_buffer_are_right_in_one_piece_and_byte_by_byte(int size)
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        byte[] content = new byte[size];
        new Random(size).NextBytes(content);
        using (IndexOutput whole = directory.CreateOutput("whole", IOContext.DEFAULT))
        using (IndexOutput single = directory.CreateOutput("single", IOContext.DEFAULT))
        {
            whole.WriteBytes(content, content.Length);
            foreach (byte b in content)
            {
                single.WriteByte(b);
            }

            Assert.Equal(NaiveCrc32(content), whole.Checksum);
            Assert.Equal(whole.Checksum, single.Checksum);
        }

        Assert.Equal(content, File.ReadAllBytes(folder.In("whole")));
        Assert.Equal(content, File.ReadAllBytes(folder.In("single")));
    }

    [Fact]
    public void Copies_from_inputs_of_any_kind()
    {
        using var folder = new TemporaryFolder();
        byte[] content = new byte[200_000];
        new Random(3).NextBytes(content);
        File.WriteAllBytes(folder.In("f"), content);
        using var mapped = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        using var buffered = new ArticleDirectory(folder.Path, StorageAccess.Buffered);
        mapped.Copy(buffered, "f", "g", IOContext.DEFAULT);
        buffered.Copy(mapped, "g", "h", IOContext.DEFAULT);
        Assert.Equal(content, File.ReadAllBytes(folder.In("h")));
        using var memory = new RAMDirectory(mapped, IOContext.DEFAULT);
        memory.Copy(mapped, "g", "i", IOContext.DEFAULT);
        Assert.Equal(content, File.ReadAllBytes(folder.In("i")));
    }

    [Fact]
    public void A_closed_output_refuses_writes_and_closes_once()
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        IndexOutput output = directory.CreateOutput("f", IOContext.DEFAULT);
        output.WriteInt32(7);
        output.Dispose();
        output.Dispose();
        Assert.Throws<ObjectDisposedException>(() => output.WriteByte(1));
        Assert.Throws<ObjectDisposedException>(() => output.WriteInt64(1));
        Assert.Throws<ObjectDisposedException>(() => output.WriteBytes(new byte[3], 3));
        Assert.Throws<ObjectDisposedException>(() => output.Flush());
        Assert.Equal(4, directory.FileLength("f"));
    }

    [Fact]
    public void Flush_hands_everything_to_the_file()
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        using IndexOutput output = directory.CreateOutput("f", IOContext.DEFAULT);
        output.WriteInt32(7);
        Assert.Equal(0, directory.FileLength("f"));
        output.Flush();
        Assert.Equal(4, directory.FileLength("f"));
        output.WriteInt16(9);
        Assert.Equal(NaiveCrc32([0, 0, 0, 7, 0, 9]), output.Checksum);
    }

    // The reflected polynomial of java.util.zip.CRC32, a bit at a time.
    internal static long NaiveCrc32(IEnumerable<byte> bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return crc ^ 0xFFFFFFFF;
    }

    private static void WriteBoth(IndexOutput output, List<byte> twin, Random random, int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            long number = random.NextInt64() >> random.Next(64);
            switch (random.Next(8))
            {
                case 0:
                    output.WriteByte((byte)number);
                    twin.Add((byte)number);
                    break;
                case 1:
                    output.WriteInt16((short)number);
                    BigEndian(number, 2);
                    break;
                case 2:
                    output.WriteInt32((int)number);
                    BigEndian(number, 4);
                    break;
                case 3:
                    output.WriteInt64(number);
                    BigEndian(number, 8);
                    break;
                case 4:
                    output.WriteVInt32((int)number);
                    Variable((uint)number);
                    break;
                case 5:
                    output.WriteVInt64(number);
                    Variable((ulong)number);
                    break;
                case 6:
                    byte[] bytes = new byte[random.Next(random.Next(25) == 0 ? 150_000 : 1000) + 2];
                    random.NextBytes(bytes);
                    output.WriteBytes(bytes, 1, bytes.Length - 2);
                    twin.AddRange(bytes[1..^1]);
                    break;
                default:
                    if (random.Next(4) == 0)
                    {
                        output.Flush();
                    }
                    else if (random.Next(40) == 0)
                    {
                        Assert.Equal(NaiveCrc32(twin), output.Checksum);
                    }

                    break;
            }
        }

        void BigEndian(long value, int count)
        {
            for (int shift = 8 * (count - 1); shift >= 0; shift -= 8)
            {
                twin.Add((byte)(value >> shift));
            }
        }

        void Variable(ulong value)
        {
            for (; value >= 0x80; value >>= 7)
            {
                twin.Add((byte)(value | 0x80));
            }

            twin.Add((byte)value);
        }
    }
}
