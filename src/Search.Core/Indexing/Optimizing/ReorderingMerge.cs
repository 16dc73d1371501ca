using Lucene.Net.Index;
using Search.Core.Postings;

namespace Search.Core.Indexing.Optimizing;

/// <summary>A merge of segments into one whose documents are in another order. Writes that come meanwhile are carried over by Lucene.</summary>
#pragma warning disable CA1001 // The view closes nothing: the writer closes the segments behind it.
internal sealed class ReorderingMerge(IList<SegmentCommitInfo> segments, Reordering reordering) : MergePolicy.OneMerge(segments)
#pragma warning restore CA1001
{
    private ReorderedReader? _view;
    private int[] _newDocs = [];

    public override IList<AtomicReader> GetMergeReaders()
    {
        if (_view is null)
        {
            reordering.ThrowIfCancelled();
            reordering.Report("finding the order");
            IReadOnlyList<AtomicReader> readers = [.. base.GetMergeReaders()];
            var whole = readers.Count == 1 ? readers[0] : SlowCompositeReaderWrapper.Wrap(new MultiReader([.. readers], closeSubReaders: false));
            int[] order = DocumentOrder.Find(whole, readers, reordering.Options, reordering.ThrowIfCancelled, reordering.ReportOrder);
            _newDocs = NewNumbers(whole, order);
            _view = new ReorderedReader(whole, readers, order, reordering.ThrowIfCancelled);
            reordering.Report("writing the articles in their order");
        }

        return [_view];
    }

    public override MergePolicy.DocMap GetDocMap(MergeState mergeState) => new NewDocs(_newDocs);

    /// <summary>Lucene counts the documents that were not deleted when the merge began.</summary>
    private static int[] NewNumbers(AtomicReader whole, int[] order)
    {
        int[] live = new int[whole.MaxDoc];
        int count = 0;
        for (int doc = 0; doc < live.Length; doc++)
            live[doc] = whole.LiveDocs is null || whole.LiveDocs.Get(doc) ? count++ : -1;
        int[] numbers = new int[count];
        for (int doc = 0; doc < order.Length; doc++)
            numbers[live[order[doc]]] = doc;
        return numbers;
    }

    private sealed class NewDocs(int[] numbers) : MergePolicy.DocMap
    {
        public override int Map(int old) => numbers[old];
    }
}
