using System.Globalization;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Codecs.Lucene46;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Storage;

namespace Search.Core.Indexing;

/// <summary>
/// Writes what searches see as an index of Lucene's own codec. Segments stay as they are but for deleted documents: each goes through
/// Lucene's merger alone, which streams it, so that memory does not grow with the index.
/// </summary>
/// <param name="session">The index.</param>
/// <param name="folder">Where to, absolute.</param>
/// <param name="progress">Told the articles and the files.</param>
/// <param name="cancellationToken">Ends it.</param>
/// <param name="flush">How files become durable; tests give their own.</param>
internal sealed class IndexExporter(IndexSession session, string folder, IProgress<string>? progress, CancellationToken cancellationToken, DiskFlush? flush = null)
{
    /// <returns>The articles that were written.</returns>
    public long Run()
    {
        ThrowIfInsideIndex();
        cancellationToken.ThrowIfCancellationRequested();
        using var lease = session.Snapshots.Acquire();
        using var target = ExportFolder.Open(folder, flush);
        var files = new ArticleDirectory(target.Path, StorageAccess.Buffered, flush: flush);
        // The folder holds the lock.
        files.SetLockFactory(NoLockFactory.GetNoLockFactory());
        using var directory = new CancellableDirectory(files, ReportFile, cancellationToken);
        var writer = new IndexWriter(directory, Config());
        try
        {
            Write(writer, lease.Snapshot.Reader);
            cancellationToken.ThrowIfCancellationRequested();
            writer.SetCommitData(CommitRecord.Of(session.Schema.Save(), ticks: null));
            writer.Commit();
            target.Complete();
        }
        finally
        {
            // Closes without another commit; what was committed stays.
            writer.Rollback();
        }

        return lease.Snapshot.Reader.NumDocs;
    }

    private static IndexWriterConfig Config() => new(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
    {
        OpenMode = Lucene.Net.Index.OpenMode.CREATE,
        Codec = new Lucene46Codec(),
        CheckIntegrityAtMerge = true,
        UseCompoundFile = false,
        MergePolicy = NoMergePolicy.NO_COMPOUND_FILES,
        MergeScheduler = NoMergeScheduler.INSTANCE,
    };

    private void Write(IndexWriter writer, DirectoryReader reader)
    {
        long written = 0;
        foreach (var leaf in reader.Leaves)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(string.Create(CultureInfo.InvariantCulture, $"exporting the articles: {written:N0} of {reader.NumDocs:N0}"));
            writer.AddIndexes(leaf.AtomicReader);
            written += leaf.AtomicReader.NumDocs;
        }
    }

    private void ReportFile(string name)
    {
        // Lucene asks for it after the commit, and the directory does not write it.
        if (name != IndexFileNames.SEGMENTS_GEN)
            progress?.Report("writing " + name);
    }

    /// <summary>There, the next opening for writing could take it for a generation that nobody uses.</summary>
    private void ThrowIfInsideIndex()
    {
        var comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        if (folder.StartsWith(session.Place + Path.DirectorySeparatorChar, comparison))
            throw new InvalidRequestException($"'{folder}' lies inside the folder of the index, '{session.Place}'. Export into a folder outside of it.");
    }
}
