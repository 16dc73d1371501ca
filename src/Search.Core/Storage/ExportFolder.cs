using Lucene.Net.Index;

namespace Search.Core.Storage;

/// <summary>A folder that an index is exported into: empty before, and empty again unless the export is completed.</summary>
/// <remarks>
/// It is written in place, not beside and renamed, so that a mount point will do. What makes that safe is Lucene's order: without its
/// <c>segments_N</c>, which is finished last, the files are no index. The lock keeps a second export out.
/// </remarks>
internal sealed class ExportFolder : IDisposable
{
    private readonly HomeLayout _layout;
    private readonly FileLock _lock;
    private readonly DiskFlush _flush;
    private readonly bool _isNew;
    private bool _isComplete;

    private ExportFolder(HomeLayout layout, FileLock writerLock, DiskFlush flush, bool isNew)
    {
        _layout = layout;
        _lock = writerLock;
        _flush = flush;
        _isNew = isNew;
    }

    /// <summary>The folder, absolute.</summary>
    public string Path => _layout.Path;

    /// <summary>Takes a new or an empty folder.</summary>
    /// <exception cref="ArticleIndexException">It is a file, not empty, or taken by another export.</exception>
    public static ExportFolder Open(string path, DiskFlush? flush = null)
    {
        var layout = new HomeLayout(path);
        flush ??= DiskFlush.Instance;
        bool isNew = !Directory.Exists(layout.Path);
        if (!isNew)
        {
            ThrowUnlessEmpty(layout, layout.FindEntries());
        }
        else if (File.Exists(layout.Path))
        {
            throw new ArticleIndexException(ArticleIndexError.NotEmpty, $"'{layout.Path}' is a file. Export into a new or an empty folder.");
        }
        else
        {
            flush.CreateFolder(layout.Path);
        }

        FileLock writerLock = FileLock.TryTake(layout.Lock)
            ?? throw new ArticleIndexException(ArticleIndexError.Locked, $"Another export writes into '{layout.Path}'. Wait for it, or choose another folder.");
        try
        {
            // Again: whoever held the lock until now may have filled it.
            ThrowUnlessEmpty(layout, layout.FindEntries().Where(name => !HomeLayout.IsLeftoverOfCreation(name)));
            return new ExportFolder(layout, writerLock, flush, isNew);
        }
        catch
        {
            writerLock.Dispose();
            throw;
        }
    }

    /// <summary>Says that the index is committed, and stays.</summary>
    public void Complete() => _isComplete = true;

    /// <summary>Lets go of the folder, and clears it if the export was not completed. What cannot be deleted stays; it is no index.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        try
        {
            // Some lock factories of Lucene's take the mere file for a lock.
            File.Delete(_layout.Lock);
            if (!_isComplete)
            {
                Clear();
            }
            else
            {
                _flush.FlushFolder(Path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The export's own outcome is what the caller has to hear of.
        }
    }

    private void Clear()
    {
        // What names the others goes first.
        foreach (string name in _layout.FindEntries().Where(IsOfLucene).OrderByDescending(name => name, StringComparer.Ordinal))
        {
            File.Delete(System.IO.Path.Combine(Path, name));
        }

        if (_isNew && !Directory.EnumerateFileSystemEntries(Path).Any())
        {
            Directory.Delete(Path);
        }
    }

    private static bool IsOfLucene(string name) =>
        name.StartsWith(IndexFileNames.SEGMENTS, StringComparison.Ordinal) || IndexFileNames.CODEC_FILE_PATTERN.IsMatch(name);

    private static void ThrowUnlessEmpty(HomeLayout layout, IEnumerable<string> names)
    {
        if (names.FirstOrDefault() is { } name)
        {
            throw new ArticleIndexException(ArticleIndexError.NotEmpty, $"'{layout.Path}' is not empty ('{name}' is there). Export into a new or an empty folder.");
        }
    }
}
