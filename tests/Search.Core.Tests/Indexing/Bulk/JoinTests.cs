using Lucene.Net.Index;
using Search.Core.Indexing;
using Search.Core.Indexing.Bulk;

namespace Search.Core.Tests.Indexing.Bulk;

/// <summary>A segment that joins takes the place of what it replaces at once: nobody sees the old articles gone and the new ones not in.</summary>
public sealed class JoinTests
{
    private static readonly string[] s_ids = ["a", "b", "c"];

    // Of the thread that joins a segment, which creates its files.
    private static readonly ThreadLocal<bool> s_joining = new();

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

    [Fact]
    public async Task Articles_that_joined_and_cannot_be_shown_are_not_there_twice_afterwards()
    {
        using var folder = new TemporaryFolder();
        bool fails = false;
        var session = TestSessions.OnDisk(folder.Path, opening: name =>
        {
            if (fails)
                throw new IOException("Too many open files");
        });
        // The files of the segment come by their names; the first to open one is the refresh that is to show it.
        fails = true;
        Assert.Throws<IOException>(() => Join(session, "first"));
        fails = false;
        // No snapshot has them, so that a write would take them for new.
        Assert.Equal(ArticleIndexError.WriteFailed, Assert.Throws<ArticleIndexException>(() => Write(session, "second")).Error);
        Assert.Equal(ArticleIndexError.WriteFailed, Assert.Throws<ArticleIndexException>(() => Join(session, "second")).Error);
        await Record.ExceptionAsync(async () => await session.DisposeAsync());

        await using var again = TestSessions.OnDisk(folder.Path);
        Assert.Equal(0, Join(again, "third"));
        Assert.Equal(3, Join(again, "fourth"));
        Write(again, "fifth");
        await again.CommitAsync(CancellationToken.None);
        Assert.Equal(3, Committed(again));
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

    private static int Join(IndexSession session, string body)
    {
        using var joiner = new SegmentJoiner(session, CancellationToken.None);
        using var target = new SegmentTarget(session, joiner, memory: 1 << 20);
        foreach (string id in s_ids)
            target.Add(new Article { Id = id, Body = body });
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
