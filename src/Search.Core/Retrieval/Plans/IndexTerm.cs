using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>A term of a field, looked up once in every segment of a snapshot.</summary>
internal sealed class IndexTerm
{
    private readonly Place[] _places;

    private IndexTerm(string field, BytesRef bytes, Place[] places, int docFreq, long totalTermFreq) =>
        (Field, Bytes, _places, DocFreq, TotalTermFreq) = (field, bytes, places, docFreq, totalTermFreq);

    private readonly record struct Place(TermState? State, int DocFreq);

    public string Field { get; }

    public BytesRef Bytes { get; }

    /// <summary>In how many documents it is, over all segments; deleted documents count until they are merged away.</summary>
    public int DocFreq { get; }

    /// <summary>How often it occurs, over all segments; in a field without frequencies once a document. Deleted documents count until they are merged away.</summary>
    public long TotalTermFreq { get; }

    /// <summary>Looks a term up.</summary>
    public static IndexTerm Find(IndexReader reader, string field, BytesRef bytes)
    {
        var leaves = reader.Leaves;
        var places = new Place[leaves.Count];
        int docFreq = 0;
        long totalTermFreq = 0;
        for (int i = 0; i < places.Length; i++)
        {
            var segment = leaves[i].AtomicReader;
            if (ArticleFieldsProducer.Of(segment)?.Postings is { } postings && postings.TryFind(field, bytes.Bytes.AsSpan(bytes.Offset, bytes.Length), out var state))
            {
                if (state is not null)
                {
                    places[i] = new Place(state, state.DocFreq);
                    docFreq += state.DocFreq;
                    totalTermFreq += Math.Max(state.DocFreq, state.TotalTermFreq);
                }
                continue;
            }
            var dictionary = SegmentTerms.Of(segment);
            if (dictionary.Rent(segment, field) is not { } terms)
                continue;
            if (terms.SeekExact(bytes))
            {
                places[i] = new Place(terms.GetTermState(), terms.DocFreq);
                docFreq += places[i].DocFreq;
                totalTermFreq += Math.Max(places[i].DocFreq, terms.TotalTermFreq);
            }
            dictionary.Return(field, terms);
        }
        return new IndexTerm(field, bytes, places, docFreq, totalTermFreq);
    }

    /// <summary>A term that no segment has. For plans that are read and not run.</summary>
    public static IndexTerm Unknown(string field, BytesRef bytes) => new(field, bytes, [], docFreq: 0, totalTermFreq: 0);

    /// <summary>Where a segment keeps it; null when it does not have it.</summary>
    public TermState? State(int segmentOrdinal) => _places[segmentOrdinal].State;

    /// <summary>In how many documents of a segment it is, deleted ones included.</summary>
    public int SegmentDocFreq(int segmentOrdinal) => _places[segmentOrdinal].DocFreq;

    public override string ToString() => $"{Field}:{Bytes.Utf8ToString()}";
}
