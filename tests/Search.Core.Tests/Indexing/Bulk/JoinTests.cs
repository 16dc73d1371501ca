using Lucene.Net.Index;
using Search.Core.Indexing;
using Search.Core.Indexing.Bulk;

namespace Search.Core.Tests.Indexing.Bulk;

/// <summary>A segment that joins takes the place of what it replaces at once: nobody sees the old articles gone and the new ones not in.</summary>
public sealed class JoinTests
{
    private static readonly string[] s_ids = ["a", "b", "c"];

    [Fact]
    public async Task A_commit_never_has_the_old_articles_gone_and_the_new_ones_not_in()
    {
        using var folder = new TemporaryFolder();
        IndexSession? session = null;
        int committed = -1;
        Task? commit = null;
        await using (session = TestSessions.OnDisk(folder.Path, WhenJoining(() =>
        {
            commit = session!.CommitAsync(CancellationToken.None);
            WaitUntilItIsOverOrWaits(commit, session);
            committed = Committed(session);
        })))
        {
            Write(session, "first");
            await session.CommitAsync(CancellationToken.None);
            Assert.Equal(3, Join(session, "second"));
            await commit!;
            Assert.Equal(3, committed);
            await session.CommitAsync(CancellationToken.None);
            Assert.Equal(3, Committed(session));
            Assert.All(s_ids, id => Assert.Equal("second", Body(session, id)));
        }
    }

    [Fact]
    public async Task A_refresh_never_shows_the_old_articles_gone_and_the_new_ones_not_in()
    {
        using var folder = new TemporaryFolder();
        IndexSession? session = null;
        string?[] seen = [];
        Task? refresh = null;
        await using (session = TestSessions.OnDisk(folder.Path, WhenJoining(() =>
        {
            refresh = session!.RefreshAsync(CancellationToken.None);
            WaitUntilItIsOverOrWaits(refresh, session);
            seen = [.. s_ids.Select(id => Body(session, id))];
        })))
        {
            Write(session, "first");
            await session.CommitAsync(CancellationToken.None);
            Assert.Equal(3, Join(session, "second"));
            await refresh!;
            Assert.Equal(["first", "first", "first"], seen);
            Assert.All(s_ids, id => Assert.Equal("second", Body(session, id)));
        }
    }

    /// <summary>Runs a test's step when the first segment is on its way in: its old articles are deleted and its last file is to be written.</summary>
    private static Action<string> WhenJoining(Action step)
    {
        bool isDone = false;
        return name =>
        {
            if (isDone || !s_joining.Value || !name.EndsWith(".si", StringComparison.Ordinal))
                return;
            isDone = true;
            step();
        };
    }

    // Of the thread that joins a segment; its file is created on it.
    private static readonly ThreadLocal<bool> s_joining = new();

    private static int Join(IndexSession session, string body)
    {
        using var joiner = new SegmentJoiner(session, CancellationToken.None);
        using var target = new SegmentTarget(session, joiner, memory: 1 << 20);
        foreach (string id in s_ids)
            target.Add(new Article { Id = id, Body = body });
        // Everything is searchable, so that no flush of articles comes with the segment.
        session.RefreshAsync(CancellationToken.None).GetAwaiter().GetResult();
        s_joining.Value = true;
        try
        {
            return target.Complete();
        }
        finally
        {
            s_joining.Value = false;
        }
    }

    private static void Write(IndexSession session, string body)
    {
        foreach (string id in s_ids)
            session.RequireWriter().Write(new Article { Id = id, Body = body }, session.Snapshots);
    }

    private static void WaitUntilItIsOverOrWaits(Task task, IndexSession session) =>
        SpinWait.SpinUntil(() => task.IsCompleted || session.RequireWriter().IsJoinWaitedFor);

    private static int Committed(IndexSession session) => session.WithLastCommit(files =>
    {
        using var reader = DirectoryReader.Open(files);
        return reader.NumDocs;
    });

    private static string? Body(IndexSession session, string id)
    {
        using var lease = session.Snapshots.Acquire();
        int document = lease.Snapshot.Find(id);
        return document < 0 ? null : lease.Snapshot.Load(document).Body;
    }
}
