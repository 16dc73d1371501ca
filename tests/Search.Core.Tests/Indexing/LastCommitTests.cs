using Lucene.Net.Index;
using Search.Core.Indexing;

namespace Search.Core.Tests.Indexing;

public sealed class LastCommitTests
{
    [Fact]
    public async Task A_check_sees_the_commit_that_is_held_whatever_is_committed_meanwhile()
    {
        await using var session = TestSessions.InMemory();
        Commit(session, "a");
        session.WithLastCommit(directory =>
        {
            Commit(session, "b");
            Commit(session, "c");
            using var reader = DirectoryReader.Open(directory);
            Assert.Equal(1, reader.NumDocs);
            Assert.Equal(reader.IndexCommit.FileNames.Order(), directory.ListAll().Order());
            Assert.True(new CheckIndex(directory).DoCheckIndex().Clean);
            string[] newer = [.. session.WithLastCommit(files => files.ListAll())];
            string added = newer.First(name => name.StartsWith(IndexFileNames.SEGMENTS, StringComparison.Ordinal));
            Assert.Throws<FileNotFoundException>(() => directory.OpenInput(added, Lucene.Net.Store.IOContext.READ_ONCE));
            return true;
        });
        Assert.Equal(3, session.WithLastCommit(directory =>
        {
            using var reader = DirectoryReader.Open(directory);
            return reader.NumDocs;
        }));
    }

    private static void Commit(IndexSession session, string id)
    {
        session.RequireWriter().Write(new Article { Id = id, Title = "Harbour", Body = "one" }, session.Snapshots);
        session.CommitAsync(CancellationToken.None).GetAwaiter().GetResult();
    }
}
