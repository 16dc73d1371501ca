using Lucene.Net.Index;
using Search.Core.Postings;

namespace Search.Core.Indexing.Optimizing;

/// <summary>Reorders what a writer has, as one forced merge.</summary>
internal static class IndexOptimizer
{
    /// <param name="writer">The writer; others may go on using it.</param>
    /// <param name="policy">Its merge policy.</param>
    /// <param name="options">Which order.</param>
    /// <param name="progress">Told the step.</param>
    /// <param name="cancellationToken">Ends it with an exception; the segments are then as they were.</param>
    public static void Run(IndexWriter writer, ArticleMergePolicy policy, OptimizeOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArticleCodec.Register();
        MergeOtherCodecs(writer, progress);
        policy.Request(new Reordering(options, progress, cancellationToken));
        try
        {
            writer.ForceMerge(1);
        }
        catch (Exception exception) when (exception is IOException or MergePolicy.MergeException or MergePolicy.MergeAbortedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        finally
        {
            policy.Withdraw();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Segments of Lucene's own codec become one of ours, whose postings can be taken in another order.</summary>
    private static void MergeOtherCodecs(IndexWriter writer, IProgress<string>? progress)
    {
        bool hasOthers;
        using (var reader = DirectoryReader.Open(writer, applyAllDeletes: true))
            hasOthers = reader.Leaves.Any(leaf => ArticleFieldsProducer.Of(leaf.AtomicReader) is null);
        if (!hasOthers)
            return;
        progress?.Report("merging segments of an earlier format");
        writer.ForceMerge(1);
    }
}
