using Search.Core.Indexing;
using Search.Core.Indexing.Bulk;

namespace Search.Core.Tests.Indexing;

/// <summary>After a failure nothing is acknowledged that is not there, and opening again goes on from the last commit.</summary>
public sealed class WriteFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Func<string, bool> _fails = _ => false;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_article_that_another_ones_failed_refresh_dropped_is_not_acknowledged()
    {
        var session = Open();
        await WriteAndCommitAsync(session, "a");
        Write(session, "b");
        _fails = _ => true;
        await Assert.ThrowsAsync<IOException>(() => session.RefreshAsync(CancellationToken.None));
        _fails = _ => false;
        await AssertRefusesAsync(session);
        await AssertHasAfterwardsAsync(session, "a");
    }

    [Fact]
    public async Task Nothing_is_acknowledged_after_a_failed_commit()
    {
        var session = Open();
        await WriteAndCommitAsync(session, "a");
        Write(session, "b");
        _fails = name => name.StartsWith("segments", StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => session.CommitAsync(CancellationToken.None));
        _fails = _ => false;
        await AssertRefusesAsync(session);
        await AssertHasAfterwardsAsync(session, "a");
    }

    [Fact]
    public void What_is_wrong_with_one_article_costs_nothing_else()
    {
        using var failure = new WriteFailure("archive");
        Assert.Throws<ArgumentException>(() => failure.RunForArticle(() => throw new ArgumentException("A term is too long.")));
        failure.ThrowIfAny();
        Assert.Throws<IOException>(() => failure.RunForArticle(() => throw new IOException("The disk is full.")));
        Assert.Equal(ArticleIndexError.WriteFailed, Assert.Throws<ArticleIndexException>(failure.ThrowIfAny).Error);
    }

    /// <summary>Its flush is inside of Lucene, whose log alone tells what was dropped.</summary>
    [Fact]
    public async Task An_article_that_an_optimization_dropped_is_not_acknowledged()
    {
        var session = Open();
        await WriteAndCommitAsync(session, "a");
        Write(session, "b");
        _fails = _ => true;
        await Assert.ThrowsAnyAsync<IOException>(() => session.OptimizeAsync(new OptimizeOptions(), null, CancellationToken.None));
        _fails = _ => false;
        await AssertRefusesAsync(session);
        await AssertHasAfterwardsAsync(session, "a");
    }

    [Fact]
    public async Task A_segment_that_fails_to_join_leaves_the_articles_that_it_was_to_replace()
    {
        var session = Open();
        await WriteAndCommitAsync(session, "a");
        using (var joiner = new SegmentJoiner(session, CancellationToken.None))
        using (var target = new SegmentTarget(session, joiner, memory: 1 << 20))
        {
            await session.RefreshAsync(CancellationToken.None);
            target.Add(new Article { Id = "a", Body = "again" });
            _fails = name => name.EndsWith(".si", StringComparison.Ordinal);
            Assert.Throws<IOException>(() => target.Complete());
        }

        _fails = _ => false;
        await AssertRefusesAsync(session);
        await AssertHasAfterwardsAsync(session, "a");
    }

    [Fact]
    public async Task An_article_that_is_refused_is_no_failure()
    {
        var session = Open();
        Assert.Throws<InvalidRequestException>(() => Write(session, new string('x', 600)));
        await WriteAndCommitAsync(session, "a");
        await session.DisposeAsync();
    }

    private IndexSession Open() => TestSessions.OnDisk(_folder.PathOf("index"), name =>
    {
        if (_fails(name))
            throw new IOException("No space left on device");
    });

    private static void Write(IndexSession session, string id) => session.RequireWriter().Write(new Article { Id = id, Body = "one" }, session.Snapshots);

    private static async Task WriteAndCommitAsync(IndexSession session, string id)
    {
        Write(session, id);
        await session.CommitAsync(CancellationToken.None);
    }

    private static async Task AssertRefusesAsync(IndexSession session)
    {
        var error = await Assert.ThrowsAsync<ArticleIndexException>(() => session.CommitAsync(CancellationToken.None));
        Assert.Equal(ArticleIndexError.WriteFailed, error.Error);
        Assert.Contains(session.Place, error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArticleIndexException>(() => session.RefreshAsync(CancellationToken.None));
        await Assert.ThrowsAsync<ArticleIndexException>(() => session.AcknowledgeAsync(refresh: false, CancellationToken.None));
        Assert.Throws<ArticleIndexException>(() => Write(session, "c"));
        Assert.Throws<ArticleIndexException>(() => session.RequireWriter().Delete("a", session.Snapshots));
    }

    private async Task AssertHasAfterwardsAsync(IndexSession session, params string[] ids)
    {
        // Closing says that it could not commit, and closes.
        await Record.ExceptionAsync(async () => await session.DisposeAsync());
        await using var index = ArticleIndex.Open(_folder.PathOf("index"));
        Assert.Equal(ids, index.Search(new SearchRequest("")).Hits.Select(hit => hit.Id).Order(StringComparer.Ordinal));
        Assert.Equal("one", index.Get(ids[0])?.Body);
        await index.AddAsync(new Article { Id = "later", Body = "two" });
        Assert.True((await index.VerifyAsync()).Sound);
    }
}
