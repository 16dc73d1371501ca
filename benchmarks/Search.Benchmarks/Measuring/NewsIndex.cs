using Search.Core;
using Search.Core.Indexing;

namespace Search.Benchmarks.Measuring;

/// <summary>A corpus in one of our indexes in a temporary folder, in one segment where that is possible: what the query commands measure on.</summary>
internal sealed class NewsIndex : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private NewsIndex(TemporaryFolder folder, ArticleIndex index, IndexSession session)
    {
        _folder = folder;
        Index = index;
        Session = session;
    }

    /// <summary>The index as its users see it, read-only.</summary>
    public ArticleIndex Index { get; }

    /// <summary>The same index from the inside, for the stages of a search.</summary>
    public IndexSession Session { get; }

    public static async Task<NewsIndex> BuildAsync(IReadOnlyList<string> files, string? work)
    {
        var folder = new TemporaryFolder(work);
        try
        {
            // One thread and no refresh in between: each would make a segment of its own.
            var options = new ArticleIndexOptions { IndexingThreads = 1, RefreshInterval = TimeSpan.Zero };
            await using (var index = ArticleIndex.Open(folder.Path, options))
            {
                var progress = new ConsoleProgressBar();
                await index.AddAsync(new CorpusFiles(files).ReadAsync(), progress);
            }

            var reading = options with { Mode = OpenMode.ReadOnly };
            return new NewsIndex(folder, ArticleIndex.Open(folder.Path, reading), IndexSession.Open(folder.Path, new SessionOptions
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
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Index.DisposeAsync();
        _folder.Dispose();
    }
}
