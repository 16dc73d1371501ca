using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Benchmarks.Engines;
using Search.Core;
using Search.Core.Indexing.Optimizing;
using Search.Core.Scoring;
using Search.Core.Storage;
using OpenMode = Lucene.Net.Index.OpenMode;

namespace Search.Benchmarks.Game;

/// <summary>Puts the documents of an index of ours into the order of <see cref="ArticleOrder.Similarity"/>.</summary>
internal static class GameOptimizer
{
    public static void Run(string folder, int megabytes)
    {
        using var directory = new ArticleDirectory(folder, StorageAccess.Mapped);
        using var policy = new ArticleMergePolicy(new LogDocMergePolicy { MergeFactor = 1_000, NoCFSRatio = 0 });
        using var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
        {
            OpenMode = OpenMode.APPEND,
            Similarity = new ExactLengthSimilarity(),
            Codec = OurCodec.Instance,
            UseCompoundFile = false,
            MergePolicy = policy,
        });
        IndexOptimizer.Run(writer, policy, new OptimizeOptions { MemoryMegabytes = megabytes }, new Steps(), CancellationToken.None);
        writer.Commit();
    }

    private sealed class Steps : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
