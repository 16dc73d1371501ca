using Search.Core.Storage;

namespace Search.Core.Tests.Storage;

public sealed class AtomicFileTests
{
    [Fact]
    public void Writes_replaces_and_reads()
    {
        using var folder = new TemporaryFolder();
        string path = folder.In("current");
        Assert.Null(AtomicFile.Read(path));
        Assert.Null(AtomicFile.Read(folder.In("nowhere", "current")));
        AtomicFile.Write(path, "first, and longer"u8, DiskFlush.Instance);
        AtomicFile.Write(path, "second"u8, DiskFlush.Instance);
        Assert.Equal("second"u8, AtomicFile.Read(path)!);
        Assert.Equal(["current"], folder.Files());
    }

    [Fact]
    public void The_new_content_is_on_the_disk_before_it_takes_the_name_and_the_name_before_it_returns()
    {
        using var folder = new TemporaryFolder();
        var flush = new RecordingFlush();
        AtomicFile.Write(folder.In("current"), "12\n"u8, flush);
        Assert.Equal(["current.tmp:3", Path.GetFileName(folder.Path) + "/"], flush.Events);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_content()
    {
        using var folder = new TemporaryFolder();
        string path = folder.In("current");
        AtomicFile.Write(path, "old"u8, DiskFlush.Instance);
        Assert.Throws<IOException>(() => AtomicFile.Write(path, "new"u8, new RecordingFlush { Fails = name => name == "current.tmp" }));
        Assert.Equal("old"u8, AtomicFile.Read(path)!);
        AtomicFile.Write(path, "newer"u8, DiskFlush.Instance);
        Assert.Equal("newer"u8, AtomicFile.Read(path)!);
    }

    [Fact]
    public async Task Readers_see_one_content_or_the_other_while_it_is_replaced()
    {
        using var folder = new TemporaryFolder();
        string path = folder.In("current");
        byte[][] contents = [[.. Enumerable.Repeat((byte)'a', 10)], [.. Enumerable.Repeat((byte)'b', 5000)]];
        AtomicFile.Write(path, contents[0], DiskFlush.Instance);
        using var done = new ManualResetEventSlim();
        Task reading = Task.Run(() =>
        {
            while (!done.IsSet)
            {
                byte[]? content = AtomicFile.Read(path);
                Assert.Contains(contents, expected => expected.AsSpan().SequenceEqual(content));
            }
        });
        for (int i = 0; i < 100; i++)
        {
            AtomicFile.Write(path, contents[i % 2], DiskFlush.Instance);
        }

        done.Set();
        await reading;
    }
}
