using Lucene.Net.Store;
using Search.Core.Storage;

namespace Search.Core.Tests.Storage;

/// <summary>Asking for parts ahead changes nothing of what is read, wherever in a file it is.</summary>
public sealed unsafe class FirstReadsTests
{
    private const int Length = 3 * FirstReads.PartBytes + 17;

    [Fact]
    public void Random_reads_give_the_bytes_of_the_file()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = Write(folder.Path);
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        using var input = directory.OpenInput("f", IOContext.READ);
        using var lease = MappedLease.TryTake(input)!;
        var random = new Random(1);
        for (int round = 0; round < 2_000; round++)
        {
            int start = random.Next(Length), count = Math.Min(Length - start, random.Next(1 << random.Next(1, 20)));
            lease.Expect(start, count);
            byte[] read = new byte[count];
            input.Seek(start);
            input.ReadBytes(read, 0, count);
            Assert.True(bytes.AsSpan(start, count).SequenceEqual(read));
            Assert.True(bytes.AsSpan(start, count).SequenceEqual(new ReadOnlySpan<byte>(lease.Address + start, count)));
        }
    }

    [Fact]
    public void Slices_expect_from_their_own_start()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = Write(folder.Path);
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        using var slicer = directory.CreateSlicer("f", IOContext.READ);
        using var slice = slicer.OpenSlice("end", Length - 10, 10);
        using var lease = MappedLease.TryTake(slice)!;
        lease.Expect(0, 10);
        lease.Expect(9, 1);
        lease.Expect(10, 0);
        Assert.True(bytes.AsSpan(Length - 10).SequenceEqual(new ReadOnlySpan<byte>(lease.Address, 10)));
    }

    private static byte[] Write(string folder)
    {
        byte[] bytes = new byte[Length];
        new Random(7).NextBytes(bytes);
        File.WriteAllBytes(Path.Combine(folder, "f"), bytes);
        return bytes;
    }
}
