using Lucene.Net.Index;
using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Postings;

/// <summary>The exact lengths of a segment's fields while they are open. Thread-safe.</summary>
internal sealed unsafe class LengthsFile : IDisposable
{
    /// <summary>An entry of the table: field and width of a length (32 bits each), start (64 bits).</summary>
    public const int EntrySize = 16;

    /// <summary>Behind the table: its start (64 bits) and the number of its entries (32 bits).</summary>
    public const int TrailerSize = 12;

    private readonly Dictionary<int, FlatLengths> _byField = [];
    private readonly PostingsMemory _memory;

    public LengthsFile(LuceneDirectory directory, SegmentInfo segment, IOContext context)
    {
        _memory = PostingsMemory.Open(directory, segment, PostingsFiles.Lengths, PostingsFiles.LengthsHeader, context);
        try
        {
            ReadTable(segment.DocCount);
        }
        catch
        {
            _memory.Dispose();
            throw;
        }
    }

    public long CopiedBytes => _memory.CopiedBytes;

    /// <summary>The lengths of a field by its number; null when it has none.</summary>
    public FlatLengths? Of(int fieldNumber) => _byField.GetValueOrDefault(fieldNumber);

    public void CheckIntegrity() => _memory.CheckIntegrity();

    public CorruptIndexException Damaged(string what) => _memory.Damaged(what);

    public void Dispose() => _memory.Dispose();

    private void ReadTable(int maxDoc)
    {
        if (_memory.ContentEnd - _memory.ContentStart < TrailerSize)
            throw _memory.Damaged("its table is missing");
        byte* trailer = _memory.Address + _memory.ContentEnd - TrailerSize;
        long tableStart = *(long*)trailer;
        uint count = *(uint*)(trailer + sizeof(long));
        byte* entry = _memory.Table(tableStart, count, EntrySize, TrailerSize);
        for (; count > 0; count--, entry += EntrySize)
        {
            uint field = *(uint*)entry;
            uint width = *(uint*)(entry + sizeof(uint));
            long start = *(long*)(entry + 2 * sizeof(uint));
            if (width is not (sizeof(ushort) or sizeof(uint)) || field > int.MaxValue
                || start < _memory.ContentStart || start > tableStart || tableStart - start < (long)width * maxDoc)
                throw _memory.Damaged($"the lengths of the field {field} do not lie in it");
            _byField[(int)field] = new FlatLengths(_memory, _memory.Address + start, (int)width, maxDoc);
        }
    }
}
