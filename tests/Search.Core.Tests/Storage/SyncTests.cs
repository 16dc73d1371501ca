using Lucene.Net.Store;
using Search.Core.Storage;

namespace Search.Core.Tests.Storage;

/// <summary>What is on the disk when a commit is acknowledged.</summary>
public sealed class SyncTests
{
    [Fact]
    public void Files_are_flushed_with_all_their_bytes_and_then_the_folder()
    {
        using var folder = new TemporaryFolder();
        var flush = new RecordingFlush();
        using var directory = new ArticleDirectory(folder.In("i"), StorageAccess.Mapped, flush: flush);
        Write(directory, "a", 10);
        Write(directory, "b", 100_000);
        directory.Sync(["a", "b"]);
        Assert.Equal(["a:10", "b:100000", "i/"], flush.Events);

        // What is on the disk is not flushed again.
        directory.Sync(["a", "b"]);
        Assert.Equal(3, flush.Events.Count);

        flush.Clear();
        Write(directory, "a", 20);
        directory.Sync(["a", "b"]);
        Assert.Equal(["a:20", "i/"], flush.Events);
    }

    [Fact]
    public void A_file_that_could_not_be_opened_is_flushed_later()
    {
        using var folder = new TemporaryFolder();
        var flush = new RecordingFlush();
        using var directory = new ArticleDirectory(folder.In("i"), StorageAccess.Mapped, flush: flush);
        Write(directory, "a", 10);
        using (new FileStream(folder.In("i", "a"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.ThrowsAny<IOException>(() => directory.Sync(["a"]));
        directory.Sync(["a"]);
        Assert.Equal(["a:10", "i/"], flush.Events);
    }

    [Fact]
    public void A_file_that_is_still_open_is_flushed_as_far_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        var flush = new RecordingFlush();
        using var directory = new ArticleDirectory(folder.In("i"), StorageAccess.Mapped, flush: flush);
        using (IndexOutput output = directory.CreateOutput("a", IOContext.DEFAULT))
        {
            output.WriteBytes(new byte[70_000], 70_000);
            output.WriteInt64(0x0102030405060708);
            directory.Sync(["a"]);
            Assert.Equal("a:70008", flush.Events[0]);
            output.WriteByte(9);
            Assert.Equal(70_009, output.Position);
        }

        directory.Sync(["a"]);
        Assert.Equal(["a:70008", "i/", "a:70009"], flush.Events);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], File.ReadAllBytes(folder.In("i", "a"))[^9..]);
    }

    [Fact]
    public void A_file_that_is_closed_meanwhile_is_flushed_whole()
    {
        using var folder = new TemporaryFolder();
        for (int round = 0; round < 100; round++)
        {
            var flush = new RecordingFlush();
            using var directory = new ArticleDirectory(folder.In("i"), StorageAccess.Mapped, flush: flush);
            IndexOutput output = directory.CreateOutput("a", IOContext.DEFAULT);
            output.WriteBytes(new byte[round * 10], round * 10);
            using var start = new Barrier(2);
            var closing = new Thread(() =>
            {
                start.SignalAndWait();
                output.Dispose();
            });
            closing.Start();
            start.SignalAndWait();
            directory.Sync(["a"]);
            closing.Join();
            Assert.Equal($"a:{round * 10}", flush.Events[0]);
        }
    }

    [Fact]
    public void A_missing_file_is_not_acknowledged()
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        Assert.Throws<FileNotFoundException>(() => directory.Sync(["a"]));
    }

    [Fact]
    public void A_failed_flush_is_not_forgotten_until_the_file_is_written_again()
    {
        using var folder = new TemporaryFolder();
        var flush = new RecordingFlush { Fails = name => name == "a" };
        using var directory = new ArticleDirectory(folder.In("i"), StorageAccess.Mapped, flush: flush);
        Write(directory, "a", 10);
        Assert.Throws<IOException>(() => directory.Sync(["a"]));
        flush.Fails = _ => false;
        Assert.Throws<IOException>(() => directory.Sync(["a"]));
        Write(directory, "a", 10);
        directory.Sync(["a"]);
        Assert.Equal(["a:10", "i/"], flush.Events);
    }

    [Fact]
    public void A_folder_that_could_not_be_flushed_is_flushed_again()
    {
        using var folder = new TemporaryFolder();
        var flush = new RecordingFlush { Fails = name => name == "i" };
        using var directory = new ArticleDirectory(folder.In("i"), StorageAccess.Mapped, flush: flush);
        Write(directory, "a", 10);
        Assert.Throws<IOException>(() => directory.Sync(["a"]));
        flush.Fails = _ => false;
        directory.Sync(["a"]);
        Assert.Equal(["a:10", "i/"], flush.Events);
    }

    [Fact]
    public void The_hint_file_that_Lucene_rewrites_in_place_is_never_written()
    {
        using var folder = new TemporaryFolder();
        var flush = new RecordingFlush();
        using var directory = new ArticleDirectory(folder.In("i"), StorageAccess.Mapped, flush: flush);
        directory.Sync([]);
        flush.Clear();
        using (IndexOutput output = directory.CreateOutput("segments.gen", IOContext.DEFAULT))
        {
            output.WriteInt64(1);
            Assert.Equal(8, output.Position);
        }

        directory.Sync(["segments.gen"]);
        Assert.Empty(flush.Events);
        Assert.Empty(directory.ListAll());
    }

    private static void Write(ArticleDirectory directory, string name, int length)
    {
        using IndexOutput output = directory.CreateOutput(name, IOContext.DEFAULT);
        output.WriteBytes(new byte[length], length);
    }
}
