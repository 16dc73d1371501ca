using System.Runtime.CompilerServices;
using Lucene.Net.Store;
using Search.Core.Storage;

namespace Search.Core.Tests.Storage;

/// <summary>Many readers of one file, and closing it under them: an exception, never a crash, never a wrong byte.</summary>
public sealed unsafe class MappedFileTests
{
    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public void Clones_read_at_once_without_disturbing_each_other(StorageAccess access)
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, access);
        Write(directory, longs: 40_000);
        using IndexInput input = directory.OpenInput("f", IOContext.READ);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, seed =>
        {
            IndexInput clone;
            lock (input)
            {
                clone = (IndexInput)input.Clone();
            }

            var random = new Random(seed);
            for (int i = 0; i < 5000; i++)
            {
                long place = random.Next(39_990);
                clone.Seek(8 * place);
                for (int run = random.Next(4); run >= 0; run--)
                {
                    Assert.Equal(place++, clone.ReadInt64());
                }
            }
        });
    }

    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public void Closing_while_others_read_gives_them_an_exception(StorageAccess access)
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, access);
        Write(directory, longs: 40_000);
        for (int round = 0; round < 20; round++)
        {
            IndexInput input = directory.OpenInput("f", IOContext.READ);
            IndexInput[] clones = [.. Enumerable.Range(0, 4).Select(_ => (IndexInput)input.Clone())];
            using var reading = new CountdownEvent(clones.Length);
            Thread[] threads = [.. clones.Select((clone, seed) => new Thread(() => ReadUntilClosed(clone, new Random(seed), reading)))];
            Array.ForEach(threads, thread => thread.Start());
            reading.Wait();
            input.Dispose();
            Array.ForEach(threads, thread => thread.Join());
        }

        Assert.Equal(0, directory.OpenFileCount);
    }

    [Fact]
    public void A_lease_holds_the_bytes_after_the_file_was_closed_and_deleted()
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        Write(directory, longs: 1000);
        IndexInput input = directory.OpenInput("f", IOContext.READ);
        using (MappedLease lease = MappedLease.TryTake(input)!)
        {
            Assert.NotNull(lease);
            Assert.Equal(8000, lease.Length);
            input.Dispose();
            Assert.Null(MappedLease.TryTake(input));
            if (!OperatingSystem.IsWindows())
            {
                directory.DeleteFile("f");
            }

            for (int i = 0; i < 1000; i++)
            {
                Assert.Equal((byte)i, lease.Address[(8 * i) + 7]);
            }
        }

        if (OperatingSystem.IsWindows())
        {
            directory.DeleteFile("f");
        }
    }

    [Fact]
    public void A_lease_covers_the_slice_that_it_was_taken_of()
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        Write(directory, longs: 100);
        using var slicer = directory.CreateSlicer("f", IOContext.READ);
        var clone = (IndexInput)slicer.OpenSlice("s", 80, 16).Clone();
        using MappedLease lease = MappedLease.TryTake(clone)!;
        Assert.Equal(16, lease.Length);
        Assert.Equal(10, lease.Address[7]);
        Assert.Equal(11, lease.Address[15]);
        lease.Dispose();
        lease.Dispose();
        Assert.Equal(10, clone.ReadInt64());
    }

    [Fact]
    public void There_is_no_lease_of_what_is_not_mapped()
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Buffered);
        Write(directory, longs: 10);
        using IndexInput buffered = directory.OpenInput("f", IOContext.READ);
        Assert.Null(MappedLease.TryTake(buffered));
        using var memory = new RAMDirectory(directory, IOContext.DEFAULT);
        using IndexInput inMemory = memory.OpenInput("f", IOContext.READ);
        Assert.Null(MappedLease.TryTake(inMemory));
    }

    [Fact]
    public void Leases_and_closing_race_without_harm()
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        Write(directory, longs: 1000);
        for (int round = 0; round < 60; round++)
        {
            IndexInput input = directory.OpenInput("f", IOContext.READ);
            IndexInput[] clones = [.. Enumerable.Range(0, 3).Select(_ => (IndexInput)input.Clone())];
            using var start = new Barrier(4);
            Thread[] threads = [.. clones.Select(clone => new Thread(() =>
            {
                start.SignalAndWait();
                while (MappedLease.TryTake(clone) is { } lease)
                {
                    Assert.Equal(5, lease.Address[47]);
                    lease.Dispose();
                }
            }))];
            Array.ForEach(threads, thread => thread.Start());
            start.SignalAndWait();
            input.Dispose();
            Array.ForEach(threads, thread => thread.Join());
        }
    }

    [Fact]
    public void A_mapping_that_was_forgotten_is_released_by_the_collector()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.In("f"), new byte[10]);
        WeakReference forgotten = Forget(folder.In("f"));
        for (int i = 0; i < 10 && forgotten.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(forgotten.IsAlive);
        File.Delete(folder.In("f"));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Forget(string path) => new(MappedFile.Open(path));
    }

    private static void ReadUntilClosed(IndexInput clone, Random random, CountdownEvent reading)
    {
        byte[] bytes = new byte[80_000];
        for (int i = 0; ; i++)
        {
            try
            {
                long place = random.Next(29_000);
                clone.Seek(8 * place);
                Assert.Equal(place, clone.ReadInt64());
                Assert.Equal(place + 1, clone.ReadInt64());
                clone.ReadBytes(bytes, 0, 8 * random.Next(10_000));
            }
            catch (ObjectDisposedException)
            {
                return;
            }

            if (i == 0)
            {
                reading.Signal();
            }
        }
    }

    private static void Write(ArticleDirectory directory, int longs)
    {
        using IndexOutput output = directory.CreateOutput("f", IOContext.DEFAULT);
        for (int i = 0; i < longs; i++)
        {
            output.WriteInt64(i);
        }
    }
}
