using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Retrieval;

/// <summary>What a document is ordered by where that is not its score.</summary>
/// <param name="HasValue">Whether it has a value.</param>
/// <param name="Number">The value for <see cref="SortKind.Number"/>; else 0.</param>
/// <param name="Text">The value for <see cref="SortKind.Keyword"/>, in UTF-8; else null.</param>
/// <param name="DocId">The number in the snapshot.</param>
internal sealed record SortValue(bool HasValue, long Number, byte[]? Text, int DocId)
{
    /// <summary>Reads that of a document.</summary>
    public static SortValue Of(IndexReader reader, HitOrder order, int docId)
    {
        var leaf = reader.Leaves[ReaderUtil.SubIndex(docId, reader.Leaves)];
        int doc = docId - leaf.DocBase;
        return order.Kind == SortKind.Number ? ReadNumber(leaf.AtomicReader, order.Field, doc, docId) : ReadKeyword(leaf.AtomicReader, order, doc, docId);
    }

    private static SortValue ReadNumber(AtomicReader reader, string field, int doc, int docId) =>
        reader.GetNumericDocValues(field) is { } values && reader.GetDocsWithField(field) is { } present && present.Get(doc)
            ? new SortValue(true, values.Get(doc), null, docId) : new SortValue(false, 0, null, docId);

    private static SortValue ReadKeyword(AtomicReader reader, HitOrder order, int doc, int docId)
    {
        if (reader.GetSortedSetDocValues(order.Field) is not { } values)
            return new SortValue(false, 0, null, docId);
        values.SetDocument(doc);
        long found = SortedSetDocValues.NO_MORE_ORDS;
        for (long ordinal = values.NextOrd(); ordinal != SortedSetDocValues.NO_MORE_ORDS; ordinal = values.NextOrd())
        {
            found = ordinal;
            if (!order.Descending)
                break;
        }
        if (found == SortedSetDocValues.NO_MORE_ORDS)
            return new SortValue(false, 0, null, docId);
        var text = new BytesRef();
        values.LookupOrd(found, text);
        return new SortValue(true, 0, text.Bytes.AsSpan(text.Offset, text.Length).ToArray(), docId);
    }
}
