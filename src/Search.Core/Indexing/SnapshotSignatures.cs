using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Likeness;
using Search.Core.Postings;
using Search.Core.Scoring;

namespace Search.Core.Indexing;

/// <summary>The signatures of a snapshot's articles.</summary>
internal static class SnapshotSignatures
{
    /// <summary>Whether the articles have them: all of an index or none.</summary>
    public static bool AreThere(IndexReader reader)
    {
        var leaves = reader.Leaves;
        for (int i = 0; i < leaves.Count; i++)
        {
            if (leaves[i].AtomicReader.FieldInfos.FieldInfo(FieldNames.Signature) is null)
                return false;
        }
        return leaves.Count > 0;
    }

    /// <summary>Reads the signatures of some documents, in their order.</summary>
    /// <returns>False when a segment has none.</returns>
    /// <exception cref="InvalidDataException">One is damaged.</exception>
    public static bool Read(IndexReader reader, IReadOnlyList<ScoredDocument> documents, LikenessTable table)
    {
        var bytes = new BytesRef();
        for (int i = 0; i < documents.Count; i++)
        {
            var leaf = reader.Leaves[ReaderUtil.SubIndex(documents[i].DocId, reader.Leaves)];
            // The reader keeps what it has opened for each thread.
            if (leaf.AtomicReader.GetBinaryDocValues(FieldNames.Signature) is not { } values)
                return false;
            int document = documents[i].DocId - leaf.DocBase;
            values.Get(document, bytes);
            if (!ArticleSignature.TryRead(bytes.Bytes.AsSpan(bytes.Offset, bytes.Length), table.SignatureOf(i)))
                throw Damaged(leaf.AtomicReader, document);
        }
        return true;
    }

    /// <summary>The signature of a document as it is on the disk; null where its segment has none.</summary>
    public static byte[]? Of(IndexReader reader, int document)
    {
        var leaf = reader.Leaves[ReaderUtil.SubIndex(document, reader.Leaves)];
        if (leaf.AtomicReader.GetBinaryDocValues(FieldNames.Signature) is not { } values)
            return null;
        var bytes = new BytesRef();
        values.Get(document - leaf.DocBase, bytes);
        return bytes.Bytes.AsSpan(bytes.Offset, bytes.Length).ToArray();
    }

    private static InvalidDataException Damaged(AtomicReader segment, int document) => new(
        $"Segment {(segment is SegmentReader named ? named.SegmentName : "?")}, doc values '{FieldNames.Signature}', document {document}: The signature of an article is not as it was written.");
}
