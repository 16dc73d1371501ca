using Search.Core.Indexing;
using Search.Core.Indexing.Bulk;

namespace Search.Core.Tests.Indexing;

/// <summary>What is deleted by a query are articles as the query saw them, whatever is written and refreshed meanwhile.</summary>
public sealed class WriteWatchesTests
{
    [Fact]
    public async Task What_was_written_since_the_query_stays_although_it_is_searchable_since()
    {
        await using var session = TestSessions.InMemory();
        var writer = session.RequireWriter();
        string[] ids = ["untouched", "rewritten", "joined", "deleted"];
        foreach (string id in ids)
            Write(session, id, "first");
        using var writes = writer.WatchWrites();
        await session.RefreshAsync(CancellationToken.None);

        Write(session, "rewritten", "second");
        Join(session, "joined", "second");
        Assert.True(writer.Delete("deleted", session.Snapshots));
        await session.RefreshAsync(CancellationToken.None);

        Assert.Equal(["untouched"], ids.Where(id => writer.DeleteUnlessChanged(id, writes)));
        await session.RefreshAsync(CancellationToken.None);
        Assert.Equal((null, "second", "second", null), (Body(session, "untouched"), Body(session, "rewritten"), Body(session, "joined"), Body(session, "deleted")));
    }

    [Fact]
    public async Task What_was_written_before_is_deleted_and_by_one_query_of_two()
    {
        await using var session = TestSessions.InMemory();
        var writer = session.RequireWriter();
        Write(session, "a", "first");
        Write(session, "a", "second");
        using var first = writer.WatchWrites();
        using var second = writer.WatchWrites();
        await session.RefreshAsync(CancellationToken.None);
        Assert.True(writer.DeleteUnlessChanged("a", first));
        await session.RefreshAsync(CancellationToken.None);
        Assert.False(writer.DeleteUnlessChanged("a", second));
    }

    private static void Write(IndexSession session, string id, string body) =>
        session.RequireWriter().Write(new Article { Id = id, Body = body }, session.Snapshots);

    private static void Join(IndexSession session, string id, string body)
    {
        using var joiner = new SegmentJoiner(session, CancellationToken.None);
        using var target = new SegmentTarget(session, joiner, memory: 1 << 20);
        target.Add(new Article { Id = id, Body = body });
        Assert.Equal(1, target.Complete());
    }

    private static string? Body(IndexSession session, string id)
    {
        using var lease = session.Snapshots.Acquire();
        int document = lease.Snapshot.Find(id);
        return document < 0 ? null : lease.Snapshot.Load(document).Body;
    }
}
