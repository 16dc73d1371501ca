using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Benchmarks.Game;

/// <summary>The ids of an index that <see cref="LuceneGameIndex"/> wrote.</summary>
internal static class GameIds
{
    public static string Read(IndexReader reader, int docId)
    {
        var leaf = reader.Leaves[ReaderUtil.SubIndex(docId, reader.Leaves)];
        var id = new BytesRef();
        leaf.AtomicReader.GetBinaryDocValues(LuceneGameIndex.Id).Get(docId - leaf.DocBase, id);
        return id.Utf8ToString();
    }
}
