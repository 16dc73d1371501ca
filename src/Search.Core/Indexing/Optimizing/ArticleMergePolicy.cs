using Lucene.Net.Index;

namespace Search.Core.Indexing.Optimizing;

/// <summary>Merges as another policy does, and reorders the whole index when it is asked to. Thread-safe as far as Lucene's policies are.</summary>
internal sealed class ArticleMergePolicy(MergePolicy usual) : MergePolicy
{
    private Reordering? _pending;

    /// <summary>Asks that the next forced merge reorders.</summary>
    public void Request(Reordering reordering) => Volatile.Write(ref _pending, reordering);

    /// <summary>Takes the request back when no merge took it.</summary>
    public void Withdraw() => Volatile.Write(ref _pending, null);

    public override MergeSpecification? FindMerges(MergeTrigger mergeTrigger, SegmentInfos segmentInfos) => usual.FindMerges(mergeTrigger, segmentInfos);

    public override MergeSpecification? FindForcedMerges(SegmentInfos segmentInfos, int maxSegmentCount, IDictionary<SegmentCommitInfo, bool> segmentsToMerge)
    {
        if (Volatile.Read(ref _pending) is null)
            return usual.FindForcedMerges(segmentInfos, maxSegmentCount, segmentsToMerge);
        var writer = m_writer.Get();
        SegmentCommitInfo[] segments = [.. segmentInfos.Segments.Where(segmentsToMerge.ContainsKey)];
        // Asked again when the merges under way are done.
        if (segments.Length == 0 || segments.Any(segment => writer.MergingSegments.Contains(segment)))
            return null;
        if (Interlocked.Exchange(ref _pending, null) is not { } reordering)
            return null;
        var merges = new MergeSpecification();
        merges.Add(new ReorderingMerge([.. segments], reordering));
        return merges;
    }

    public override MergeSpecification? FindForcedDeletesMerges(SegmentInfos segmentInfos) => usual.FindForcedDeletesMerges(segmentInfos);

    public override bool UseCompoundFile(SegmentInfos infos, SegmentCommitInfo mergedInfo) => usual.UseCompoundFile(infos, mergedInfo);

    public override void SetIndexWriter(IndexWriter writer)
    {
        base.SetIndexWriter(writer);
        usual.SetIndexWriter(writer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            usual.Dispose();
    }
}
