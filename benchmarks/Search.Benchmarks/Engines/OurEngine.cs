using Search.Benchmarks.Measuring;
using Search.Core;

namespace Search.Benchmarks.Engines;

/// <summary>This project's engine through its public face, with its defaults.</summary>
internal sealed class OurEngine : IIndexingEngine
{
    public string Title => "ours, product";

    public async Task IndexAsync(CorpusFiles corpus, string folder, int threads, int bufferMegabytes)
    {
        await using var index = ArticleIndex.Open(folder, new ArticleIndexOptions { IndexingThreads = threads, WriteBufferMegabytes = bufferMegabytes });
        var progress = new ConsoleProgressBar();
        await index.AddAsync(corpus.ReadAsync(), progress);
        // Leaving the block waits for the merges and commits them.
    }

    public (long Articles, int Segments) Inspect(string folder)
    {
        using var index = ArticleIndex.Open(folder, new ArticleIndexOptions { Mode = OpenMode.ReadOnly });
        var statistics = index.GetStatistics();
        return (statistics.Articles, statistics.Segments);
    }
}
