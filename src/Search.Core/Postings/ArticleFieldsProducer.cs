using Lucene.Net.Codecs;
using Lucene.Net.Index;

namespace Search.Core.Postings;

/// <summary>The inverted fields of a segment: Lucene's dictionaries of terms, and the postings behind them. Thread-safe.</summary>
internal sealed class ArticleFieldsProducer(FieldsProducer terms, SegmentPostings postings) : FieldsProducer
{
    /// <summary>The postings that the states of the terms lead into.</summary>
    public SegmentPostings Postings => postings;

    public override int Count => terms.Count;

    /// <summary>The fields of a segment that this codec wrote; null for segments of other codecs.</summary>
    public static ArticleFieldsProducer? Of(AtomicReader reader) => (reader as SegmentReader)?.Fields as ArticleFieldsProducer;

    public override IEnumerator<string> GetEnumerator() => terms.GetEnumerator();

    public override Terms? GetTerms(string field) => terms.GetTerms(field);

    public override long RamBytesUsed() => terms.RamBytesUsed();

    /// <summary>Compares the files of terms and postings with their checksums.</summary>
    public override void CheckIntegrity() => terms.CheckIntegrity();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            terms.Dispose();
    }
}
