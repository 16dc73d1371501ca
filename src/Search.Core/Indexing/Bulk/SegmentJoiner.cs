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

    private readonly ArticleWriter _writer = session.RequireWriter();
    private readonly System.Threading.Lock _gate = new();
    private int _folders;

    /// <summary>An empty directory for a segment.</summary>
    public LuceneDirectory CreateDirectory() => session.FolderPath is { } generation
        ? new MovedDirectory(new ArticleDirectory(Path.Combine(generation, FolderName, $"{Interlocked.Increment(ref _folders)}"), session.Options.Access))
        : new RAMDirectory();

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
        if (session.FolderPath is { } generation && System.IO.Directory.Exists(Path.Combine(generation, FolderName)))
        {
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
