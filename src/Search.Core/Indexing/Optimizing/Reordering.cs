using Lucene.Net.Index;

namespace Search.Core.Indexing.Optimizing;

/// <summary>One request to reorder an index, from its call to the merge that does it.</summary>
internal sealed class Reordering(OptimizeOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
{
    private const int Steps = 20;

    private int _reported;

    public OptimizeOptions Options => options;

    public void Report(string step) => progress?.Report(step);

    /// <summary>Reports how much of finding the order is done, at each twentieth. Thread-safe.</summary>
    public void ReportOrder(double share)
    {
        int step = (int)(share * Steps), before = Volatile.Read(ref _reported);
        if (step > before && Interlocked.CompareExchange(ref _reported, step, before) == before)
            Report(FormattableString.Invariant($"finding the order, {100 * step / Steps} %"));
    }

    /// <summary>Ends the merge in the way that Lucene takes for asked for.</summary>
    public void ThrowIfCancelled()
    {
        if (cancellationToken.IsCancellationRequested)
            throw new MergePolicy.MergeAbortedException("The reordering was cancelled.");
    }
}
