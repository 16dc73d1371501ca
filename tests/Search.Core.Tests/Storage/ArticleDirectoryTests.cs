using Lucene.Net.Store;
using Search.Core.Storage;

namespace Search.Core.Tests.Storage;

/// <summary>Files that are missing, empty, replaced, deleted, truncated, closed or locked.</summary>
public sealed class ArticleDirectoryTests
{
    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public void Clones_and_slices_throw_once_the_original_is_closed(StorageAccess access)
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, access);
        Write(directory, "f", new byte[1000]);
        IndexInput original = directory.OpenInput("f", IOContext.READ);
        var clone = (IndexInput)original.Clone();
        clone.ReadInt32();
        clone.ReadByte();
        var cloneOfClone = (IndexInput)clone.Clone();
        Assert.Equal(1, directory.OpenFileCount);
        clone.Dispose();
        Assert.Equal(0, original.ReadByte());
        Assert.Equal(0, cloneOfClone.ReadByte());

        original.Dispose();
        original.Dispose();
        AssertClosed(original);
        AssertClosed(clone);
        AssertClosed(cloneOfClone);
        Assert.Equal(0, directory.OpenFileCount);

        var slicer = directory.CreateSlicer("f", IOContext.READ);
        IndexInput slice = slicer.OpenSlice("s", 10, 500);
        var cloneOfSlice = (IndexInput)slice.Clone();
        cloneOfSlice.ReadByte();
        slice.Dispose();
        Assert.Equal(0, cloneOfSlice.ReadByte());
        slicer.Dispose();
        slicer.Dispose();
        AssertClosed(slice);
        AssertClosed(cloneOfSlice);
        Assert.Throws<ObjectDisposedException>(() => slicer.OpenSlice("s", 0, 1));
        Assert.Equal(0, directory.OpenFileCount);
    }

    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public void An_empty_file_opens_and_ends_at_once(StorageAccess access)
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, access);
        Write(directory, "f", []);
        using IndexInput input = directory.OpenInput("f", IOContext.READ);
        Assert.Equal(0, input.Length);
        input.Seek(0);
        input.ReadBytes([], 0, 0);
        Assert.Throws<EndOfStreamException>(() => input.ReadByte());
        Assert.Throws<EndOfStreamException>(() => ((IndexInput)input.Clone()).ReadInt64());
        using var slicer = directory.CreateSlicer("f", IOContext.READ);
        Assert.Equal(0, slicer.OpenSlice("s", 0, 0).Length);
    }

    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public void Readers_go_on_with_a_file_that_is_replaced_or_deleted(StorageAccess access)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && access == StorageAccess.Mapped, "Windows does not delete a mapped file.");
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, access);
        byte[] old = [.. Enumerable.Repeat((byte)1, 50_000)];
        Write(directory, "f", old);
        using IndexInput input = directory.OpenInput("f", IOContext.READ);

        Write(directory, "f", [2, 2, 2]);
        Assert.Equal(old, ReadAll(input));
        using (IndexInput replaced = directory.OpenInput("f", IOContext.READ))
        {
            Assert.Equal([2, 2, 2], ReadAll(replaced));
        }

        directory.DeleteFile("f");
        Assert.Empty(directory.ListAll());
        Assert.Equal(old, ReadAll((IndexInput)input.Clone()));
    }

    [Fact]
    public void A_mapped_file_can_be_deleted_everywhere_once_it_is_closed()
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        Write(directory, "f", new byte[10]);
        IndexInput input = directory.OpenInput("f", IOContext.READ);
        var clone = (IndexInput)input.Clone();
        if (OperatingSystem.IsWindows())
        {
            Assert.ThrowsAny<IOException>(() => directory.DeleteFile("f"));
        }

        input.Dispose();
        directory.DeleteFile("f");
        AssertClosed(clone);
        Assert.Throws<FileNotFoundException>(() => directory.DeleteFile("f"));
    }

    [Fact]
    public void A_file_that_was_truncated_under_buffered_reads_gives_an_error()
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Buffered);
        Write(directory, "f", new byte[100_000]);
        using IndexInput input = directory.OpenInput("f", IOContext.READ);
        using (var stream = new FileStream(folder.In("f"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            stream.SetLength(50_000);
        }

        input.Seek(49_999);
        Assert.Throws<EndOfStreamException>(() => input.ReadInt64());
        input.Seek(10);
        Assert.Equal(0, input.ReadInt64());
    }

    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public void A_file_that_was_truncated_before_it_is_opened_ends_where_it_ends(StorageAccess access)
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, access);
        Write(directory, "f", new byte[10]);
        using (var stream = new FileStream(folder.In("f"), FileMode.Open))
        {
            stream.SetLength(3);
        }

        using IndexInput input = directory.OpenInput("f", IOContext.READ);
        Assert.Equal(3, input.Length);
        Assert.Throws<EndOfStreamException>(() => input.ReadInt32());
    }

    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public void Missing_files_and_folders_are_said_to_be_missing(StorageAccess access)
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, access);
        Assert.Throws<FileNotFoundException>(() => directory.OpenInput("f", IOContext.READ));
        Assert.Throws<FileNotFoundException>(() => directory.CreateSlicer("f", IOContext.READ));
        Assert.Throws<FileNotFoundException>(() => directory.FileLength("f"));
        Assert.Throws<FileNotFoundException>(() => directory.DeleteFile("f"));
        using var nowhere = new ArticleDirectory(folder.In("nowhere"), access, readOnly: true);
        Assert.Throws<DirectoryNotFoundException>(() => nowhere.ListAll());
    }

    [Fact]
    public void A_read_only_directory_creates_changes_and_locks_nothing()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new ArticleDirectory(folder.Path, StorageAccess.Mapped))
        {
            Write(writer, "f", [1]);
        }

        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped, readOnly: true);
        AssertReadOnly(() => directory.CreateOutput("g", IOContext.DEFAULT));
        AssertReadOnly(() => directory.DeleteFile("f"));
        AssertReadOnly(() => directory.Sync(["f"]));
        AssertReadOnly(() => directory.MakeLock("write.lock"));
        using IndexInput input = directory.OpenInput("f", IOContext.READ);
        Assert.Equal(1, input.ReadByte());
        Assert.Equal(["f"], folder.Files());

        static void AssertReadOnly(Action action) =>
            Assert.Equal(ArticleIndexError.ReadOnly, Assert.Throws<ArticleIndexException>(action).Error);
    }

    [Fact]
    public void Closing_the_directory_closes_what_was_forgotten()
    {
        using var folder = new TemporaryFolder();
        var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        Write(directory, "f", [1, 2, 3]);
        IndexInput input = directory.OpenInput("f", IOContext.READ);
        IndexOutput output = directory.CreateOutput("g", IOContext.DEFAULT);
        output.WriteByte(1);
        Assert.True(directory.MakeLock("write.lock").Obtain());
        Assert.Equal(2, directory.OpenFileCount);

        directory.Dispose();
        directory.Dispose();
        Assert.Equal(0, directory.OpenFileCount);
        AssertClosed(input);
        Assert.Throws<ObjectDisposedException>(() => output.Flush());
        Assert.Throws<ObjectDisposedException>(() => directory.ListAll());
        Assert.Throws<ObjectDisposedException>(() => directory.OpenInput("f", IOContext.READ));

        using var next = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        using Lucene.Net.Store.Lock writeLock = next.MakeLock("write.lock");
        Assert.True(writeLock.Obtain());
        next.DeleteFile("f");
    }

    [Fact]
    public void One_lock_of_a_name_is_held_at_a_time()
    {
        using var folder = new TemporaryFolder();
        using var one = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        using var other = new ArticleDirectory(folder.Path, StorageAccess.Buffered);
        using Lucene.Net.Store.Lock first = one.MakeLock("write.lock");
        using Lucene.Net.Store.Lock second = other.MakeLock("write.lock");
        Assert.False(second.IsLocked());
        Assert.Empty(folder.Files());
        Assert.True(first.Obtain());
        Assert.False(first.Obtain());
        Assert.False(second.Obtain());
        Assert.True(second.IsLocked());
        second.Dispose();
        Assert.True(first.IsLocked());
        first.Dispose();
        Assert.False(first.IsLocked());
        Assert.True(second.Obtain());
    }

    private static void AssertClosed(IndexInput input)
    {
        Assert.Throws<ObjectDisposedException>(() => input.ReadByte());
        Assert.Throws<ObjectDisposedException>(() => input.ReadInt16());
        Assert.Throws<ObjectDisposedException>(() => input.ReadInt32());
        Assert.Throws<ObjectDisposedException>(() => input.ReadInt64());
        Assert.Throws<ObjectDisposedException>(() => input.ReadVInt32());
        Assert.Throws<ObjectDisposedException>(() => input.ReadVInt64());
        Assert.Throws<ObjectDisposedException>(() => input.ReadBytes(new byte[1], 0, 1));
        Assert.Throws<ObjectDisposedException>(() => input.Seek(0));
        Assert.Throws<ObjectDisposedException>(() => input.Clone());
    }

    private static void Write(ArticleDirectory directory, string name, byte[] content)
    {
        using IndexOutput output = directory.CreateOutput(name, IOContext.DEFAULT);
        output.WriteBytes(content, content.Length);
    }

    private static byte[] ReadAll(IndexInput input)
    {
        byte[] content = new byte[input.Length];
        input.Seek(0);
        input.ReadBytes(content, 0, content.Length);
        return content;
    }
}
