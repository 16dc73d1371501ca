using Lucene.Net.Index;
using Lucene.Net.Store;
using Search.Core.Indexing;
using Search.Core.Tests.Storage;
using Directory = System.IO.Directory;

namespace Search.Core.Tests.Indexing;

public sealed class IndexExporterTests
{
    [Fact]
    public async Task A_disk_that_fails_anywhere_leaves_no_index_and_a_whole_export_was_flushed()
    {
        await using var session = TestSessions.InMemory();
        session.RequireWriter().Write(new Article { Id = "a", Title = "Harbour", Body = "one" }, session.Snapshots);
        await session.RefreshAsync(CancellationToken.None);
        using var folder = new Tests.TemporaryFolder();
        var flush = new RecordingFlush();
        Assert.Equal(1, Export(session, folder.PathOf("whole"), flush));
        int flushes = flush.Events.Count;
        Assert.All(Directory.GetFiles(folder.PathOf("whole")), file => Assert.Contains($"{Path.GetFileName(file)}:{new FileInfo(file).Length}", flush.Events));
        Assert.Contains(Path.GetFileName(folder.Path) + "/", flush.Events);
        Assert.Contains("whole/", flush.Events);

        // The last one only makes durable that the lock file is gone.
        for (int survived = 0; survived < flushes - 1; survived++)
        {
            int count = 0;
            var failing = new RecordingFlush { Fails = _ => count++ >= survived };
            Assert.ThrowsAny<IOException>(() => Export(session, folder.PathOf("cut"), failing));
            if (Directory.Exists(folder.PathOf("cut")))
            {
                using var directory = FSDirectory.Open(folder.PathOf("cut"));
                Assert.False(DirectoryReader.IndexExists(directory));
                Directory.Delete(folder.PathOf("cut"));
            }
        }
    }

    private static long Export(IndexSession session, string path, RecordingFlush flush) =>
        new IndexExporter(session, path, null, CancellationToken.None, flush).Run();
}
