using Search.Core.Indexing;

namespace Search.Core.Tests.Indexing;

/// <summary>Sessions that commit and refresh only when they are told.</summary>
internal static class TestSessions
{
    public static IndexSession InMemory(StorageAccess access = StorageAccess.Buffered) => IndexSession.InMemory(Options(access));

    /// <summary>One in a folder, of whose files a test hears before they are created or opened.</summary>
    public static IndexSession OnDisk(string path, Action<string>? creating = null, Action<string>? opening = null) =>
        IndexSession.Open(path, Options(), directory => new WatchedDirectory(directory, creating, opening));

    private static SessionOptions Options(StorageAccess access = StorageAccess.Buffered) => new()
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
