using System.IO.Hashing;
using System.Numerics;
using Lucene.Net.Index;
using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Postings;

/// <summary>The hash tables of a segment's ranged terms while they are open (<see cref="FrequentTermsWriter"/>). Immutable and thread-safe.</summary>
internal sealed unsafe class FrequentTermsFile : IDisposable
{
    /// <summary>Behind the table of fields: its start (64 bits) and the number of fields (32 bits).</summary>
    private const int TrailerSize = 12;

    /// <summary>Field, slots (32 bits each) and where they start.</summary>
    private const int FieldEntrySize = 16;

    private readonly Dictionary<string, Table> _tables = new(StringComparer.Ordinal);
    private readonly PostingsMemory _memory;
    private readonly byte* _end;

    public FrequentTermsFile(LuceneDirectory directory, SegmentInfo segment, FieldInfos fields, IOContext context)
    {
        _memory = PostingsMemory.Open(directory, segment, PostingsFiles.FrequentTerms, PostingsFiles.FrequentTermsHeader, context);
        try
        {
            if (_memory.ContentEnd - _memory.ContentStart < TrailerSize)
                throw _memory.Damaged("its table is missing");
            byte* trailer = _memory.Address + _memory.ContentEnd - TrailerSize;
            long tableStart = *(long*)trailer;
            uint count = *(uint*)(trailer + sizeof(long));
            byte* entry = _memory.Table(tableStart, count, FieldEntrySize, TrailerSize);
            long slotsStart = tableStart;
            for (; count > 0; count--, entry += FieldEntrySize)
            {
                var table = ReadTable(entry, tableStart, fields, out string name);
                slotsStart = Math.Min(slotsStart, (byte*)table.Slots - _memory.Address);
                _tables[name] = table;
            }

            _end = _memory.Address + slotsStart;
        }
        catch
        {
            _memory.Dispose();
            throw;
        }
    }

    private readonly record struct Table(nint Slots, uint Mask);

    public long CopiedBytes => _memory.CopiedBytes;

    /// <summary>Slots of a table: so many that about half of them are empty.</summary>
    public static int SlotCount(int terms) => (int)BitOperations.RoundUpToPowerOf2((uint)terms + (uint)terms / 2 + 1);

    /// <summary>Whether a segment has the file, which those of earlier versions do not.</summary>
    public static bool Exists(LuceneDirectory directory, SegmentInfo segment) =>
#pragma warning disable CS0618 // Deprecated because Lucene needs it no more; listing the folder for each segment takes an opening most of its time.
        directory.FileExists(PostingsFiles.NameOf(segment, PostingsFiles.FrequentTerms));
#pragma warning restore CS0618

    public void CheckIntegrity() => _memory.CheckIntegrity();

    /// <summary>Looks a term up.</summary>
    /// <param name="field">The name of its field.</param>
    /// <param name="term">The term.</param>
    /// <returns>Null when it is not among the ranged terms of the field.</returns>
    /// <exception cref="CorruptIndexException">A slot or an entry is none; the message names the file.</exception>
    public ArticleTermState? Find(string field, ReadOnlySpan<byte> term)
    {
        _memory.ThrowIfClosed();
        if (!_tables.TryGetValue(field, out var table))
            return null;
        uint* slots = (uint*)table.Slots;
        uint slot = (uint)XxHash3.HashToUInt64(term) & table.Mask;
        for (uint seen = 0; seen <= table.Mask; seen++)
        {
            uint entry = slots[slot];
            if (entry == 0)
                return null;
            byte* at = _memory.Address + _memory.ContentStart + (entry - 1);
            if (at >= _end)
                throw Damaged();
            int length = ReadInt(ref at);
            if (length > _end - at)
                throw Damaged();
            if (term.SequenceEqual(new ReadOnlySpan<byte>(at, length)))
                return ReadState(at + length);
            slot = (slot + 1) & table.Mask;
        }

        throw _memory.Damaged("none of its slots is empty");
    }

    public void Dispose() => _memory.Dispose();

    private ArticleTermState ReadState(byte* at)
    {
        var state = new ArticleTermState { DocFreq = ReadInt(ref at) };
        state.TotalTermFreq = state.DocFreq + ReadLong(ref at);
        state.DocStart = ReadLong(ref at);
        state.PosStart = ReadLong(ref at);
        state.RangedOrdinal = ReadInt(ref at);
        return state;
    }

    private int ReadInt(ref byte* at)
    {
        long value = ReadLong(ref at);
        return value <= int.MaxValue ? (int)value : throw Damaged();
    }

    private long ReadLong(ref byte* at)
    {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            if (at >= _end)
                throw Damaged();
            byte part = *at++;
            value |= (long)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }

        throw Damaged();
    }

    private Table ReadTable(byte* entry, long tableStart, FieldInfos fields, out string name)
    {
        uint number = *(uint*)entry, slots = *((uint*)entry + 1);
        long start = *(long*)(entry + sizeof(long));
        if (!BitOperations.IsPow2(slots) || start < _memory.ContentStart || start > tableStart || (tableStart - start) / sizeof(uint) < slots)
            throw _memory.Damaged("the slots of a field do not lie in it");
        name = number <= int.MaxValue && fields.FieldInfo((int)number) is { } field ? field.Name : throw _memory.Damaged($"it has terms of a field {number}, which the segment does not have");
        return new Table((nint)(_memory.Address + start), slots - 1);
    }

    private CorruptIndexException Damaged() => _memory.Damaged("an entry of a term in it is none");
}
