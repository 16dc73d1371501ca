using Lucene.Net.Index;
using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Postings;

/// <summary>The maxima of a segment's terms while they are open. Thread-safe.</summary>
internal sealed unsafe class MaximaFile : IDisposable
{
    /// <summary>Zero bytes behind the last maxima.</summary>
    public const int ReadAhead = 64;

    /// <summary>Behind the table: its start (64 bits), terms and fields (32 bits each).</summary>
    public const int TrailerSize = 16;

    /// <summary>Field, zero (32 bits each) and average length.</summary>
    private const int FieldEntrySize = 16;

    private readonly Dictionary<int, double> _averages = [];
    private readonly PostingsMemory _memory;
    private readonly int _maxDoc;
    private readonly byte* _table;
    private readonly long _end;

    public MaximaFile(LuceneDirectory directory, SegmentInfo segment, int terms, IOContext context)
    {
        _maxDoc = segment.DocCount;
        _memory = PostingsMemory.Open(directory, segment, PostingsFiles.Maxima, PostingsFiles.MaximaHeader, context);
        try
        {
            if (_memory.ContentEnd - _memory.ContentStart < TrailerSize + ReadAhead)
                throw _memory.Damaged("its table is missing");
            byte* trailer = _memory.Address + _memory.ContentEnd - TrailerSize;
            long tableStart = *(long*)trailer;
            uint count = *(uint*)(trailer + sizeof(long));
            uint fields = *(uint*)(trailer + sizeof(long) + sizeof(uint));
            // Both kinds of entries are a multiple of eight bytes.
            _table = _memory.Table(tableStart, count + 2L * fields, sizeof(long), TrailerSize);
            _end = tableStart - ReadAhead;
            if (count != terms || _end < _memory.ContentStart)
                throw _memory.Damaged($"it has maxima of {count} terms, the segment has {terms} such terms");
            ReadAverages(_table + sizeof(long) * (long)count, fields);
        }
        catch
        {
            _memory.Dispose();
            throw;
        }
    }

    public long CopiedBytes => _memory.CopiedBytes;

    public void CheckIntegrity() => _memory.CheckIntegrity();

    /// <summary>Adds a term's maxima to the view of its list.</summary>
    public void Open(int ordinal, FieldInfo field, ref PostingsList list)
    {
        long start = ((long*)_table)[ordinal];
        if (start == 0)
        {
            // The field's lengths were not to be had when the segment was written.
            if (_averages.ContainsKey(field.Number))
                throw _memory.Damaged($"it has no maxima of the term {ordinal}, but an average length of its field '{field.Name}'");
            return;
        }
        if (start < _memory.ContentStart || start > _end || _end - start < TermMaxima.LengthOf(list.DocFreq, _maxDoc))
            throw _memory.Damaged($"the maxima of the term {ordinal} do not lie in it");
        if (!_averages.TryGetValue(field.Number, out double average))
            throw _memory.Damaged($"it has no average length of the field '{field.Name}'");
        _memory.Expect(start, TermMaxima.LengthOf(list.DocFreq, _maxDoc));
        list.RangeShift = PostingsRules.RangeShift(list.DocFreq, _maxDoc);
        list.Coarse = _memory.Address + start;
        list.Ranges = list.Coarse + TermMaxima.Padded(_maxDoc, PostingsRules.CoarseShift);
        if (list.RangeShift < PostingsRules.RangeShift64)
            list.Ranges64 = list.Ranges + TermMaxima.Padded(_maxDoc, list.RangeShift);
        list.AverageLength = average;
        if (_memory.Version == PostingsFiles.FirstVersion || !PostingsRules.HasBest(list.DocFreq))
            return;
        long best = start + TermMaxima.LengthOf(list.DocFreq, _maxDoc);
        // What its head tells is checked when it is read; the head itself lies in the file in any case, because of the zeros behind.
        list.Best = _memory.Address + best;
        list.BestLength = _end - best;
    }

    public void Dispose() => _memory.Dispose();

    private void ReadAverages(byte* entry, uint count)
    {
        for (; count > 0; count--, entry += FieldEntrySize)
        {
            double average = *(double*)(entry + 2 * sizeof(uint));
            if (!double.IsFinite(average) || average <= 0 || *(uint*)entry > int.MaxValue)
                throw _memory.Damaged("an average length in it is none");
            _averages[*(int*)entry] = average;
        }
    }
}
