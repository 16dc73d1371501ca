using Search.Core.Indexing;

namespace Search.Core.Tests.Indexing;

/// <summary>Sessions that commit and refresh only when they are told.</summary>
internal static class TestSessions
{
    public static IndexSession InMemory(StorageAccess access = StorageAccess.Buffered) => IndexSession.InMemory(Options(access));

    /// <summary>One in a folder, whose new files a test hears of.</summary>
    public static IndexSession OnDisk(string path, Action<string>? creating = null, OpenMode mode = OpenMode.OpenOrCreate) =>
        IndexSession.Open(path, Options() with { Mode = mode }, creating is null ? null : directory => new WatchedDirectory(directory, creating));

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
