namespace Search.Benchmarks.Game;

/// <summary>An engine that plays the game within this process.</summary>
internal interface IGameEngine
{
    /// <summary>How <c>--engine</c> calls it.</summary>
    string Name { get; }

    /// <summary>Indexes the documents into an empty folder; when it returns, the index is merged, durable and closed.</summary>
    void Index(IEnumerable<GameDocument> documents, string folder, GameIndexOptions options);

    /// <summary>Opens an index for searching.</summary>
    IGameSearcher Open(string folder);
}

/// <summary>How an index is made.</summary>
/// <param name="Threads">Threads that analyse and index. One keeps the documents in the order in which they came, so that ties fall alike everywhere.</param>
/// <param name="Segments">How many segments there are in the end.</param>
/// <param name="SegmentDocuments">Documents in each of them, where there are to be several.</param>
internal sealed record GameIndexOptions(int Threads, int Segments, int SegmentDocuments);

/// <summary>An open index. Keeps nothing that was derived from a query. One thread.</summary>
internal interface IGameSearcher : IDisposable
{
    int Segments { get; }

    /// <summary>Parses and answers a query.</summary>
    GameAnswer Search(string query, GameOperation operation);

    /// <summary>The id of a document of an answer.</summary>
    string Id(int docId);
}
