using System.Threading.Channels;
using Lucene.Net.Index;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Benchmarks.Measuring;
using Search.Core;

namespace Search.Benchmarks.Engines;

/// <summary>
/// Lucene.Net as it comes: its directory, codec, analyzers and merges. Articles are added without looking for an older one of the
/// same id, its fastest way in; ours looks.
/// </summary>
internal sealed class StockLuceneNet(string title, Func<StockFields> newFields) : IIndexingEngine
{
    private const int QueuedArticles = 128;

    public static StockLuceneNet Full { get; } = new("stock Lucene.Net", () => new FullStockFields());

    public static StockLuceneNet Lean { get; } = new("stock Lucene.Net, lean fields", () => new LeanStockFields());

    public static StockLuceneNet Same { get; } = new("stock Lucene.Net, same tokens", () => new SameStockFields());

    public string Title => title;

    public async Task IndexAsync(CorpusFiles corpus, string folder, int threads, int bufferMegabytes)
    {
        using var directory = FSDirectory.Open(folder);
        // Compound files are off, as in every engine here, so that the bytes can be told apart.
        using var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, newFields().Analyzer)
        {
            RAMBufferSizeMB = bufferMegabytes,
            Similarity = new BM25Similarity(),
            UseCompoundFile = false,
            MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
        });
        var queue = Channel.CreateBounded<Article>(new BoundedChannelOptions(QueuedArticles * threads) { SingleWriter = true });
        var workers = Enumerable.Range(0, threads).Select(_ => Task.Run(() => AddAllAsync(queue.Reader, writer))).ToArray();
        try
        {
            await foreach (var article in corpus.ReadAsync())
                await queue.Writer.WriteAsync(article);
        }
        finally
        {
            queue.Writer.Complete();
        }

        await Task.WhenAll(workers);
        // Leaving the block flushes, waits for the merges and commits.
    }

    public (long Articles, int Segments) Inspect(string folder)
    {
        using var directory = FSDirectory.Open(folder);
        using var reader = DirectoryReader.Open(directory);
        return (reader.NumDocs, reader.Leaves.Count);
    }

    private async Task AddAllAsync(ChannelReader<Article> articles, IndexWriter writer)
    {
        var fields = newFields();
        await foreach (var article in articles.ReadAllAsync())
            writer.AddDocument(fields.Document(article));
    }
}
