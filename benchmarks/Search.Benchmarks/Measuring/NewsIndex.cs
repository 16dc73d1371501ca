using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Benchmarks.Engines;
using Search.Core;
using Search.Core.Indexing;
using Search.Core.Scoring;
using Search.Core.Storage;
using OpenMode = Search.Core.OpenMode;

namespace Search.Benchmarks.Measuring;

/// <summary>A corpus in one of our indexes in a temporary folder, in one segment where that is possible: what the query commands measure on.</summary>
internal sealed class NewsIndex : IAsyncDisposable
{
    private readonly TemporaryFolder? _folder;

    private NewsIndex(TemporaryFolder? folder, ArticleIndex index, IndexSession session)
    {
        _folder = folder;
        Index = index;
        Session = session;
    }

    /// <summary>The index as its users see it, read-only.</summary>
    public ArticleIndex Index { get; }

    /// <summary>The same index from the inside, for the stages of a search.</summary>
    public IndexSession Session { get; }

    public static Task<NewsIndex> BuildAsync(IReadOnlyList<string> files, string? work) =>
        BuildAsync(new CorpusFiles(files).ReadAsync(), work, keptFolder: null, oneSegment: false);

    /// <summary>Indexes articles.</summary>
    /// <param name="articles">Read only when there is something to index.</param>
    /// <param name="work">Where the temporary folder is made.</param>
    /// <param name="keptFolder">A folder that is kept in place of a temporary one; an index that is there already is used.</param>
    /// <param name="oneSegment">Whether everything is merged into one segment.</param>
    public static async Task<NewsIndex> BuildAsync(IAsyncEnumerable<Article> articles, string? work, string? keptFolder, bool oneSegment)
    {
        var folder = keptFolder is null ? new TemporaryFolder(work) : null;
        string path = keptFolder ?? folder!.Path;
        try
        {
            // One thread and no refresh in between: each would make a segment of its own.
            var options = new ArticleIndexOptions { IndexingThreads = 1, RefreshInterval = TimeSpan.Zero };
            if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any())
            {
                await using (var index = ArticleIndex.Open(path, options))
                {
                    var progress = new ConsoleProgressBar();
                    await index.AddAsync(articles, progress);
                }

                if (oneSegment)
                    Merge(path);
            }

            var reading = options with { Mode = OpenMode.ReadOnly };
            return new NewsIndex(folder, ArticleIndex.Open(path, reading), IndexSession.Open(path, new SessionOptions
            {
                Mode = reading.Mode,
                Access = reading.Access,
                Durability = reading.Durability,
                CommitInterval = reading.CommitInterval,
                RefreshInterval = reading.RefreshInterval,
                WriteBufferMegabytes = reading.WriteBufferMegabytes,
                IndexingThreads = reading.IndexingThreads,
                Fields = reading.Fields,
                Analysis = reading.Analysis,
            }));
        }
        catch
        {
            folder?.Dispose();
            throw;
        }
    }

    /// <summary>Merges the index of a closed home into one segment, since one that was closed after it was filled may have several.</summary>
    private static void Merge(string path)
    {
        var layout = new HomeLayout(path);
        using var directory = new ArticleDirectory(layout.Generation(layout.FindGenerations()[^1]), StorageAccess.Mapped);
        using var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
        {
            OpenMode = Lucene.Net.Index.OpenMode.APPEND,
            Codec = OurCodec.Instance,
            Similarity = new ExactLengthSimilarity(),
            UseCompoundFile = false,
            MergePolicy = new LogDocMergePolicy { MergeFactor = 1_000, NoCFSRatio = 0 },
        });
        // What the index recorded with its last commit goes on to the next.
        var recorded = writer.CommitData;
        writer.ForceMerge(1);
        writer.SetCommitData(recorded);
        writer.Commit();
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Index.DisposeAsync();
        _folder?.Dispose();
    }
}
