using Lucene.Net.Store;
using Search.Core.Storage;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Indexing.Bulk;

/// <summary>
/// Takes the segments of one bulk add into the index and makes them durable while the next ones are built. Each is built in a folder of its
/// own inside the generation's, so that its files can be moved; what a crash leaves there no commit names. Thread-safe.
/// </summary>
internal sealed class SegmentJoiner(IndexSession session, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>The folder in that of a generation.</summary>
    public const string FolderName = "bulk";

    /// <summary>Held while a folder is made, and while the one they are in is removed.</summary>
    private static readonly System.Threading.Lock s_folders = new();

    /// <summary>The number of the last folder of any bulk add of this process: several may run at once, in one index too.</summary>
    private static long s_lastFolder;

    private readonly ArticleWriter _writer = session.RequireWriter();
    private readonly System.Threading.Lock _gate = new();

    /// <summary>An empty directory for a segment.</summary>
    public LuceneDirectory CreateDirectory()
    {
        if (session.FolderPath is not { } generation)
            return new RAMDirectory();
        lock (s_folders)
            return new MovedDirectory(new ArticleDirectory(Path.Combine(generation, FolderName, $"{++s_lastFolder}"), session.Options.Access));
    }

    /// <summary>Takes a segment in.</summary>
    /// <returns>How many articles it replaced.</returns>
    public int Join(LuceneDirectory directory, TermTable ids)
    {
        int replaced;
        lock (_gate)
            replaced = _writer.Join(directory, ids, session.Snapshots, () => session.RefreshAsync(CancellationToken.None).GetAwaiter().GetResult());

        // Nobody waits for it; the end of the bulk add commits too, and reports an error then.
        _ = session.CommitAsync(cancellationToken).ContinueWith(static done => _ = done.Exception, TaskScheduler.Default);
        return replaced;
    }

    /// <summary>Closes a directory of a segment and removes what is left of it.</summary>
    public static void Remove(LuceneDirectory directory)
    {
        directory.Dispose();
        if (directory is MovedDirectory moved)
            RemoveFolder(moved.FolderPath);
    }

    /// <summary>Removes what a bulk add left in a generation's folder when its process ended.</summary>
    public static void RemoveLeftovers(string generation) => RemoveFolder(Path.Combine(generation, FolderName));

    public void Dispose()
    {
        lock (s_folders)
        {
            if (session.FolderPath is not { } generation || !System.IO.Directory.Exists(Path.Combine(generation, FolderName)))
                return;
            try
            {
                System.IO.Directory.Delete(Path.Combine(generation, FolderName));
            }
            catch (IOException)
            {
                // Another bulk add has segments there.
            }
        }
    }

    private static void RemoveFolder(string path)
    {
        try
        {
            if (System.IO.Directory.Exists(path))
                System.IO.Directory.Delete(path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Still open on a system that refuses; the next opening tries again.
        }
    }
}
