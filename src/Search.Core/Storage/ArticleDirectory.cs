using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Microsoft.Win32.SafeHandles;

namespace Search.Core.Storage;

/// <summary>The folder of one Lucene index: mapped or buffered reads, checksummed writes, durable commits.</summary>
/// <remarks>
/// <para>Files are written once and never changed: a name that is written again is a new file, so readers of the old one go on with it.</para>
/// <para><see cref="Sync"/> returns when the files and the folder's entries are on the disk; see <see cref="DiskFlush"/> for what a platform offers.</para>
/// <para>Closing the directory closes every input, output and lock that is still open, so a writer that failed to close leaves nothing behind.
/// Searches have to be over by then; one that is not gets an <see cref="ObjectDisposedException"/>.</para>
/// <para>Thread-safe.</para>
/// </remarks>
internal sealed class ArticleDirectory : BaseDirectory
{
    private readonly StorageAccess _access;
    private readonly bool _readOnly;
    private readonly DiskFlush _flush;
    private readonly DirectoryLockFactory _locks;

    private readonly ConcurrentDictionary<OpenFile, byte> _open = new();
    private readonly ConcurrentDictionary<string, FileOutput> _outputs = new(StringComparer.Ordinal);

    // One caller flushes at a time: nobody returns before what it asked for is on the disk. Files are created and deleted meanwhile.
    private readonly System.Threading.Lock _syncing = new();

    // Whether a name is on the disk or lost to a failed flush; a name that is not here has yet to be flushed.
    private readonly ConcurrentDictionary<string, bool> _durable = new(StringComparer.Ordinal);

    // 1 when the folder has entries that may not be on the disk.
    private int _entriesChanged = 1;

    /// <param name="path">The folder; created when it is missing, unless <paramref name="readOnly"/>.</param>
    /// <param name="access">How files are read.</param>
    /// <param name="readOnly">Whether nothing in the folder may be created, changed, deleted or locked.</param>
    /// <param name="flush">How files become durable; tests give their own.</param>
    public ArticleDirectory(string path, StorageAccess access, bool readOnly = false, DiskFlush? flush = null)
    {
        FolderPath = Path.GetFullPath(path);
        _access = access;
        _readOnly = readOnly;
        _flush = flush ?? DiskFlush.Instance;
        if (!readOnly)
        {
            System.IO.Directory.CreateDirectory(FolderPath);
        }

        _locks = new DirectoryLockFactory(FolderPath);
        SetLockFactory(_locks);
    }

    /// <summary>The folder, absolute.</summary>
    public string FolderPath { get; }

    /// <summary>How many inputs, slicers and outputs are open, clones not counted; 0 when everything was closed as it should be.</summary>
    public int OpenFileCount => _open.Count + _outputs.Count;

    /// <inheritdoc/>
    public override string[] ListAll()
    {
        EnsureOpen();
        // Names alone: to ask for each file's attributes costs an opening more than all else.
        return [.. System.IO.Directory.EnumerateFiles(FolderPath).Select(path => Path.GetFileName(path))];
    }

    /// <inheritdoc/>
    [Obsolete("Lucene has deprecated it.")]
    public override bool FileExists(string name)
    {
        EnsureOpen();
        return File.Exists(PathOf(name));
    }

    /// <inheritdoc/>
    public override long FileLength(string name)
    {
        EnsureOpen();
        return new FileInfo(PathOf(name)).Length;
    }

    /// <summary>Deletes a file. Its readers go on with it, except that Windows refuses to delete a mapped one.</summary>
    /// <exception cref="IOException">It cannot be deleted now; Lucene tries again later.</exception>
    public override void DeleteFile(string name)
    {
        EnsureWritable();
        if (!File.Exists(PathOf(name)))
        {
            throw new FileNotFoundException($"There is no file '{PathOf(name)}' to delete.", name);
        }

        Delete(name);
    }

    /// <inheritdoc/>
    public override IndexOutput CreateOutput(string name, IOContext context)
    {
        EnsureWritable();

        // A hint for folders that cannot be listed reliably, rewritten in place at every commit. Lucene writes it without care, and half of
        // it after a loss of power makes an index unreadable. Listing the folder is enough, as later versions of Lucene found too.
        if (name == IndexFileNames.SEGMENTS_GEN)
        {
            return new DiscardingOutput();
        }

        // Never written over in place: that would change the file under those who read it, and cutting a mapped file ends the process.
        Delete(name);
        var output = new FileOutput(name, PathOf(name), OnOutputClosed);
        _outputs[name] = output;
        Volatile.Write(ref _entriesChanged, 1);
        return output;
    }

    /// <summary>Moves a file of another folder here; false when the system refuses, and the file is where it was.</summary>
    public bool TryTake(string path, string name)
    {
        EnsureWritable();
        Delete(name);
        try
        {
            File.Move(path, PathOf(name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        Volatile.Write(ref _entriesChanged, 1);
        return true;
    }

    /// <summary>Returns when the files and their entries in the folder are on the disk.</summary>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="IOException">A file could not be flushed, now or earlier. What the system has not written by then may be lost,
    /// and a second try would hide that: the file has to be written again.</exception>
    public override void Sync(ICollection<string> names)
    {
        EnsureWritable();
        lock (_syncing)
        {
            foreach (string name in names)
            {
                if (name != IndexFileNames.SEGMENTS_GEN)
                {
                    SyncFile(name);
                }
            }

            SyncEntries();
        }
    }

    /// <inheritdoc/>
    public override IndexInput OpenInput(string name, IOContext context)
    {
        OpenFile file = Open(name);
        return new FileInput(file.Path, file, 0, file.Length, LargestWindow(context), ownsFile: true);
    }

    /// <inheritdoc/>
    public override IndexInputSlicer CreateSlicer(string name, IOContext context)
    {
        OpenFile file = Open(name);
        return new FileSlicer(file.Path, file, LargestWindow(context));
    }

    /// <inheritdoc/>
    public override Lucene.Net.Store.Lock MakeLock(string name)
    {
        EnsureWritable();
        return base.MakeLock(name);
    }

    /// <inheritdoc/>
    public override string GetLockID() => FolderPath;

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ArticleDirectory)}({FolderPath}, {_access}{(_readOnly ? ", read-only" : "")})";

    protected override void Dispose(bool disposing)
    {
        if (!disposing || !IsOpen)
        {
            return;
        }

        IsOpen = false;
        foreach (FileOutput output in _outputs.Values)
        {
            output.Abandon();
        }

        foreach (OpenFile file in _open.Keys)
        {
            file.Close();
        }

        _locks.Dispose();
    }

    private string PathOf(string name) => Path.Combine(FolderPath, name);

    private void EnsureWritable()
    {
        EnsureOpen();
        if (_readOnly)
        {
            throw new ArticleIndexException(ArticleIndexError.ReadOnly, $"The index in '{FolderPath}' was opened read-only. Open it with {nameof(OpenMode)}.{nameof(OpenMode.Existing)} to write to it.");
        }
    }

    private OpenFile Open(string name)
    {
        EnsureOpen();
        OpenFile file = _access == StorageAccess.Mapped
            ? MappedFile.Open(PathOf(name), OnFileClosed)
            : PositionalFile.Open(PathOf(name), OnFileClosed);
        _open[file] = 0;
        if (!IsOpen)
        {
            // The directory was closed meanwhile and may have missed this one.
            file.Close();
            EnsureOpen();
        }

        return file;
    }

    private int LargestWindow(IOContext context) =>
        _access == StorageAccess.Mapped ? FileInput.MappedWindow
        : context.Context == IOContext.UsageContext.MERGE ? FileInput.BufferedMergeWindow
        : FileInput.BufferedWindow;

    private void OnFileClosed(OpenFile file) => _open.TryRemove(file, out _);

    private void OnOutputClosed(FileOutput output) => _outputs.TryRemove(new KeyValuePair<string, FileOutput>(output.Name, output));

    private void Delete(string name)
    {
        try
        {
            File.Delete(PathOf(name));
        }
        catch (UnauthorizedAccessException exception)
        {
            // What Windows says of a file that is mapped. Lucene takes an IOException for "try again later".
            throw new IOException($"'{PathOf(name)}' cannot be deleted now; it may still be read.", exception);
        }

        _durable.TryRemove(name, out _);
    }

    // Under _syncing.
    private void SyncFile(string name)
    {
        string path = PathOf(name);
        if (_durable.TryGetValue(name, out bool durable))
        {
            if (durable)
            {
                return;
            }

            throw new IOException($"'{path}' could not be flushed to the disk earlier, so its contents are not certain. Write it again.");
        }

        // An output that is open is asked to flush what it holds; one that was closed meanwhile has written everything, and says so.
        if (_outputs.TryGetValue(name, out FileOutput? output) && IsFlushed(name, () => output.TryFlushToDisk(_flush)))
        {
            return;
        }

        // A file that cannot be opened now, because there are too many or another program holds it, has lost nothing.
        using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        _durable[name] = IsFlushed(name, () =>
        {
            _flush.FlushFile(handle, path);
            return true;
        });
    }

    /// <summary>Flushes; a file whose flush failed is never taken for durable again, since the system may have dropped what it could not write.</summary>
    private bool IsFlushed(string name, Func<bool> flush)
    {
        try
        {
            return flush();
        }
        catch (IOException exception) when (exception is not FileNotFoundException)
        {
            _durable[name] = false;
            throw;
        }
    }

    // Under _syncing.
    private void SyncEntries()
    {
        if (Interlocked.Exchange(ref _entriesChanged, 0) == 0)
        {
            return;
        }

        try
        {
            _flush.FlushFolder(FolderPath);
        }
        catch
        {
            Volatile.Write(ref _entriesChanged, 1);
            throw;
        }
    }
}
