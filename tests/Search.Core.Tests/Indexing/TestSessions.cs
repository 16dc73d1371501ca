using Search.Core.Indexing;

namespace Search.Core.Tests.Indexing;

/// <summary>Sessions that commit and refresh only when they are told.</summary>
internal static class TestSessions
{
    public static IndexSession InMemory(StorageAccess access = StorageAccess.Buffered) => IndexSession.InMemory(Options(access));

    public static IndexSession OnDisk(string path) => IndexSession.Open(path, Options(StorageAccess.Buffered));

    private static SessionOptions Options(StorageAccess access) => new()
    {
        Mode = OpenMode.OpenOrCreate,
        Access = access,
        Durability = Durability.Async,
        CommitInterval = TimeSpan.FromHours(1),
        RefreshInterval = TimeSpan.Zero,
        WriteBufferMegabytes = 16,
        IndexingThreads = 1,
        Fields = [],
        Analysis = new AnalysisOptions(),
    };
}
