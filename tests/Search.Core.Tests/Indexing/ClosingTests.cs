using Search.Core.Indexing;

namespace Search.Core.Tests.Indexing;

/// <summary>What lasts when closing meets an error, and who is told of it.</summary>
public sealed class ClosingTests
{
    [Fact]
    public async Task What_was_written_is_committed_though_an_observer_fails()
    {
        using var folder = new Tests.TemporaryFolder();
        var session = TestSessions.OnDisk(folder.PathOf("archive"));
        session.Observer = new FailingObserver();
        session.RequireWriter().Written.AreWatched = true;
        session.RequireWriter().Write(new Article { Id = "1", Body = "kept" }, session.Snapshots);
        await Assert.ThrowsAsync<IOException>(async () => await session.DisposeAsync());

        await using var again = TestSessions.OnDisk(folder.PathOf("archive"));
        using var lease = again.Snapshots.Acquire();
        Assert.Equal(1, lease.Snapshot.Reader.NumDocs);
    }

    [Fact]
    public async Task A_second_call_waits_for_the_first()
    {
        using var folder = new Tests.TemporaryFolder();
        var index = ArticleIndex.Open(folder.PathOf("archive"), new ArticleIndexOptions { Durability = Durability.Async });
        await index.AddAsync(Enumerable.Range(0, 200).Select(i => new Article { Id = $"{i}", Body = "text" }).ToAsyncEnumerable());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await index.DisposeAsync();
            // Nobody holds the folder any more, whoever closed it.
            await using var reader = ArticleIndex.Open(folder.PathOf("archive"), new ArticleIndexOptions { Mode = OpenMode.ReadOnly });
            Assert.Equal(200, reader.GetStatistics().Articles);
            Assert.Throws<ObjectDisposedException>(() => index.Search(new SearchRequest("text")));
        })));
        await using var writer = ArticleIndex.Open(folder.PathOf("archive"));
    }

    private sealed class FailingObserver : IRefreshObserver
    {
        public void Refreshed(Snapshot present, IReadOnlyDictionary<string, bool> written) => throw new IOException("The log of matches cannot be written.");
    }
}
