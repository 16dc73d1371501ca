using System.Runtime.InteropServices;
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

    /// <summary>Reads the signatures of the first of some documents, in their order.</summary>
    /// <returns>False when a segment has none.</returns>
    /// <exception cref="InvalidDataException">One is damaged.</exception>
    public static bool Read(IndexReader reader, IReadOnlyList<ScoredDocument> documents, int count, LikenessTable table)
    {
        AtomicReaderContext? leaf = null;
        BinaryDocValues? values = null;
        // First all are asked for: they lie far apart.
        for (int i = 0; i < count; i++)
        {
            int document = Find(reader, documents[i].DocId, ref leaf, ref values);
            if (values is null)
                return false;
            (values as SignaturesFile)?.Prefetch(document);
        }
        for (int i = 0; i < count; i++)
        {
            int document = Find(reader, documents[i].DocId, ref leaf, ref values);
            if (values is null)
                return false;
            var bytes = values is SignaturesFile file ? file.Of(document) : Copy(values, document);
            if (bytes.Length != ArticleSignature.ByteLength)
                throw Damaged(reader, documents[i].DocId);
            bytes.CopyTo(MemoryMarshal.AsBytes(table.SignatureOf(i)));
        }
        // Only now, so that the memory that all of them lie in is waited for together.
        for (int i = 0; i < count; i++)
        {
            if (!ArticleSignature.IsSound(table.SignatureOf(i)))
                throw Damaged(reader, documents[i].DocId);
        }
        return true;
    }

    /// <summary>Finds the segment of a document, where it is not that of the one before, and its signatures.</summary>
    /// <returns>The document's number in the segment.</returns>
    private static int Find(IndexReader reader, int document, ref AtomicReaderContext? leaf, ref BinaryDocValues? values)
    {
        if (leaf is null || document < leaf.DocBase || document >= leaf.DocBase + leaf.Reader.MaxDoc)
        {
            leaf = reader.Leaves[ReaderUtil.SubIndex(document, reader.Leaves)];
            values = leaf.AtomicReader.GetBinaryDocValues(FieldNames.Signature);
        }
        return document - leaf.DocBase;
    }

    /// <summary>The signature of a document as it is on the disk; null where its segment has none.</summary>
    public static byte[]? Of(IndexReader reader, int document)
    {
        var leaf = reader.Leaves[ReaderUtil.SubIndex(document, reader.Leaves)];
        if (leaf.AtomicReader.GetBinaryDocValues(FieldNames.Signature) is not { } values)
            return null;
        return Copy(values, document - leaf.DocBase);
    }

    /// <summary>Read by Lucene, as in indexes of format 5.</summary>
    private static byte[] Copy(BinaryDocValues values, int document)
    {
        var bytes = new BytesRef();
        values.Get(document, bytes);
        return bytes.Bytes.AsSpan(bytes.Offset, bytes.Length).ToArray();
    }

    private static InvalidDataException Damaged(IndexReader reader, int document)
    {
        var leaf = reader.Leaves[ReaderUtil.SubIndex(document, reader.Leaves)];
        string segment = leaf.AtomicReader is SegmentReader named ? named.SegmentName : "?";
        return new InvalidDataException($"Segment {segment}, doc values '{FieldNames.Signature}', document {document - leaf.DocBase}: The signature of an article is not as it was written.");
    }
}
