using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>Lucene's dictionary of a field's terms, and our table of those that are frequent.</summary>
internal sealed class ArticleTermsConsumer(TermsConsumer terms, ArticlePostingsWriter postings, FrequentTermsWriter frequent, FieldInfo field) : TermsConsumer
{
    public override IComparer<BytesRef> Comparer => terms.Comparer;

    public override PostingsConsumer StartTerm(BytesRef text) => terms.StartTerm(text);

    public override void FinishTerm(BytesRef text, TermStats stats)
    {
        terms.FinishTerm(text, stats);
        if (postings.LastTerm is { RangedOrdinal: >= 0 } state)
            frequent.Add(field, text, state);
    }

    public override void Finish(long sumTotalTermFreq, long sumDocFreq, int docCount)
    {
        terms.Finish(sumTotalTermFreq, sumDocFreq, docCount);
        frequent.EndField(field);
    }
}
