using Lucene.Net.Codecs;
using Lucene.Net.Index;

namespace Search.Core.Postings;

/// <summary>Lucene's dictionary of terms with our table of frequent ones; merges segments of our codec without Lucene's enumerators (<see cref="PostingsMerger"/>).</summary>
internal sealed class ArticleFieldsConsumer(FieldsConsumer terms, ArticlePostingsWriter postings, FrequentTermsWriter frequent) : FieldsConsumer
{
    public override TermsConsumer AddField(FieldInfo field) => new ArticleTermsConsumer(terms.AddField(field), postings, frequent, field);

    public override void Merge(MergeState mergeState, Fields fields)
    {
        if (MergeSource.Of(mergeState) is not { } sources)
        {
            base.Merge(mergeState, fields);
            return;
        }

        using var merger = new PostingsMerger(mergeState, sources, this);
        foreach (string field in fields)
            merger.Merge(mergeState.FieldInfos.FieldInfo(field));
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        using (frequent)
            terms.Dispose();
    }
}
