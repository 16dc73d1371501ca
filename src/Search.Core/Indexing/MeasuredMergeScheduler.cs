using System.Diagnostics;
using Lucene.Net.Index;
using Search.Core.Diagnostics;

namespace Search.Core.Indexing;

/// <summary>Merges in the background as Lucene does, and tells how long each merge took.</summary>
internal sealed class MeasuredMergeScheduler(IndexMetrics metrics) : ConcurrentMergeScheduler
{
    protected override void DoMerge(MergePolicy.OneMerge merge)
    {
        long started = Stopwatch.GetTimestamp();
        base.DoMerge(merge);
        metrics.Merged(started);
    }
}
