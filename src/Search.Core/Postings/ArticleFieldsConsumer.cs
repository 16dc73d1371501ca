using Lucene.Net.Codecs;
using Lucene.Net.Index;

namespace Search.Core.Postings;

/// <summary>Lucene's dictionary of terms, which merges segments of our codec without Lucene's enumerators (<see cref="PostingsMerger"/>).</summary>
internal sealed class ArticleFieldsConsumer(FieldsConsumer terms) : FieldsConsumer
{
    public override TermsConsumer AddField(FieldInfo field) => terms.AddField(field);

    public override void Merge(MergeState mergeState, Fields fields)
    {
        if (MergeSource.Of(mergeState) is not { } sources)
        {
            base.Merge(mergeState, fields);
            return;
        }

        using var merger = new PostingsMerger(mergeState, sources, terms);
        foreach (string field in fields)
            merger.Merge(mergeState.FieldInfos.FieldInfo(field));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            terms.Dispose();
    }
}
