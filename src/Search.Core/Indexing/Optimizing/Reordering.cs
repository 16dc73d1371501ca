using Lucene.Net.Index;

namespace Search.Core.Indexing.Optimizing;

/// <summary>One request to reorder an index, from its call to the merge that does it.</summary>
internal sealed class Reordering(OptimizeOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
{
    public OptimizeOptions Options => options;

    public void Report(string step) => progress?.Report(step);

    /// <summary>Ends the merge in the way that Lucene takes for asked for.</summary>
    public void ThrowIfCancelled()
    {
        if (cancellationToken.IsCancellationRequested)
            throw new MergePolicy.MergeAbortedException("The reordering was cancelled.");
    }
}
