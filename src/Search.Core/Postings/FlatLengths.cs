using Lucene.Net.Index;

namespace Search.Core.Postings;

/// <summary>A field's length in tokens in every document of a segment, exact; 0 where a document does not have the field. Thread-safe.</summary>
internal sealed unsafe class FlatLengths(PostingsMemory memory, byte* address, int width, int maxDoc) : NumericDocValues
{
    /// <summary>The first length. To be followed only while the segment is open.</summary>
    public byte* Address => address;

    /// <summary>Bytes of a length, 2 or 4; unsigned, little-endian, one after the other.</summary>
    public int Width => width;

    public int MaxDoc => maxDoc;

    public override long Get(int docID)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)docID, (uint)maxDoc, nameof(docID));
        memory.ThrowIfClosed();
        return width == sizeof(ushort) ? ((ushort*)address)[docID] : ((uint*)address)[docID];
    }
}
