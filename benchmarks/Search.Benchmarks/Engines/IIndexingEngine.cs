using Search.Benchmarks.Measuring;

namespace Search.Benchmarks.Engines;

/// <summary>An engine that indexes a corpus within this process.</summary>
internal interface IIndexingEngine
{
    /// <summary>How reports call it.</summary>
    string Title { get; }

    /// <summary>Indexes everything; when it returns, merges are done, the index is durable and closed.</summary>
    /// <param name="corpus">What to index.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="threads">Threads that analyse and index, beside the one that reads.</param>
    /// <param name="bufferMegabytes">Memory before a flush.</param>
    Task IndexAsync(CorpusFiles corpus, string folder, int threads, int bufferMegabytes);

    /// <summary>What the index in the folder holds.</summary>
    (long Articles, int Segments) Inspect(string folder);
}
