using Lucene.Net.Index;
using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Postings;

/// <summary>A segment's postings while they are open. Immutable and thread-safe; one a segment, shared by all readers of it.</summary>
/// <remarks>What <see cref="Open(ArticleTermState, FieldInfo, out PostingsList)"/> hands out are addresses. They hold as long as the reader of the segment is not closed.</remarks>
internal sealed unsafe class SegmentPostings : IDisposable
{
    /// <summary>Behind the table of ranged terms: its start (64 bits) and the number of its entries (32 bits).</summary>
    private const int TrailerSize = 12;

    private readonly FieldInfos _fields;
    private readonly HashSet<int> _rangedFields = [];
    private readonly PostingsMemory _documents;
    private readonly PostingsMemory? _positions;
    private readonly MaximaFile? _maxima;
    private readonly LengthsFile? _lengths;
    private readonly FrequentTermsFile? _frequentTerms;
    private readonly long _documentsEnd;
    private readonly byte* _rangedTerms;

    /// <param name="directory">Where the files are.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="context">What the files are opened for.</param>
    /// <param name="withMaxima">False while the segment is being written and has neither maxima nor readable lengths.</param>
    /// <exception cref="CorruptIndexException">A file is damaged; the message names it.</exception>
    public SegmentPostings(LuceneDirectory directory, SegmentInfo segment, FieldInfos fields, IOContext context, bool withMaxima = true)
    {
        _fields = fields;
        MaxDoc = segment.DocCount;
        foreach (FieldInfo field in fields)
        {
            if (RangedFields.LengthsOf(fields, field) is not null)
                _rangedFields.Add(field.Number);
        }

        try
        {
            _documents = PostingsMemory.Open(directory, segment, PostingsFiles.Documents, PostingsFiles.DocumentsHeader, context);
            if (fields.HasProx)
                _positions = PostingsMemory.Open(directory, segment, PostingsFiles.Positions, PostingsFiles.PositionsHeader, context);
            _rangedTerms = ReadTrailer(out _documentsEnd, out int count);
            RangedTermCount = count;
            if (withMaxima && FrequentTermsFile.Exists(directory, segment))
                _frequentTerms = new FrequentTermsFile(directory, segment, fields, context);
            if (!withMaxima || !fields.HasNorms)
                return;
            _maxima = new MaximaFile(directory, segment, count, context);
            _lengths = new LengthsFile(directory, segment, context);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int MaxDoc { get; }

    /// <summary>The version of the format in which its lists are kept.</summary>
    public int Version => _documents.Version;

    /// <summary>How many terms have maxima.</summary>
    public int RangedTermCount { get; }

    /// <summary>Whether the reader was closed: addresses are then no longer to be followed.</summary>
    public bool IsClosed => _documents.IsClosed;

    /// <summary>Bytes of native memory; none when the files are mapped.</summary>
    public long CopiedBytes => _documents.CopiedBytes + (_positions?.CopiedBytes ?? 0) + (_maxima?.CopiedBytes ?? 0) + (_lengths?.CopiedBytes ?? 0) + (_frequentTerms?.CopiedBytes ?? 0);

    /// <exception cref="ObjectDisposedException">The reader was closed.</exception>
    public void ThrowIfClosed() => _documents.ThrowIfClosed();

    /// <summary>Whether a field's frequent terms have maxima.</summary>
    public bool IsRangedField(FieldInfo field) => _rangedFields.Contains(field.Number);

    /// <summary>Whether the segment has a table of frequent terms.</summary>
    public bool HasFrequentTerms => _frequentTerms is not null;

    /// <summary>Looks a frequent term up; null when it is not among those of the segment that are kept apart, so that the dictionary is to be asked.</summary>
    public ArticleTermState? FindFrequent(string field, ReadOnlySpan<byte> term) => _frequentTerms?.Find(field, term);

    /// <summary>The lengths that a field has itself; null when it has none.</summary>
    public FlatLengths? Lengths(string field) => _fields.FieldInfo(field) is { } info ? _lengths?.Of(info.Number) : null;

    /// <summary>An entry of the table of ranged terms.</summary>
    public RangedTerm RangedTerm(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)ordinal, (uint)RangedTermCount, nameof(ordinal));
        ThrowIfClosed();
        return ((RangedTerm*)_rangedTerms)[ordinal];
    }

    /// <summary>Fills the view of a term's list.</summary>
    /// <exception cref="CorruptIndexException">Something would lie beyond its file; the message names it.</exception>
    public void Open(ArticleTermState state, FieldInfo field, out PostingsList list)
    {
        bool hasFreqs = field.IndexOptions >= IndexOptions.DOCS_AND_FREQS;
        Open(field, state.DocFreq, hasFreqs ? state.TotalTermFreq : state.DocFreq, state.DocStart, state.SingletonDoc, out list);
        if (list.HasPositions)
            OpenPositions(state, ref list);
        if (state.RangedOrdinal < 0)
            return;
        if ((uint)state.RangedOrdinal >= (uint)RangedTermCount
            || RangedTerm(state.RangedOrdinal) != new RangedTerm((uint)field.Number, (uint)state.DocFreq, (ulong)state.DocStart))
            throw _documents.Damaged($"its table of terms with maxima has another term at {state.RangedOrdinal}");
        _maxima?.Open(state.RangedOrdinal, field, ref list);
    }

    /// <summary>Fills the view of the documents and frequencies of a ranged term by its place in the table.</summary>
    public void OpenRanged(int ordinal, FieldInfo field, out PostingsList list)
    {
        var term = RangedTerm(ordinal);
        if (field is null || field.Number != (int)term.FieldNumber || term.DocFreq > (uint)MaxDoc || !PostingsRules.IsRanged((int)term.DocFreq, MaxDoc, Version))
            throw _documents.Damaged($"its table of terms with maxima has no such term at {ordinal}");
        // The table does not hold the sum of frequencies, which the dictionary does.
        Open(field, (int)term.DocFreq, long.MaxValue, (long)term.DocStart, -1, out list);
    }

    /// <summary>Compares every file with its checksum.</summary>
    public void CheckIntegrity()
    {
        _documents.CheckIntegrity();
        _positions?.CheckIntegrity();
        _maxima?.CheckIntegrity();
        _lengths?.CheckIntegrity();
        _frequentTerms?.CheckIntegrity();
    }

    /// <summary>Says that what the dictionary tells of a term cannot be.</summary>
    public CorruptIndexException DamagedTerm(FieldInfo field) => Damaged($"a term of the field '{field.Name}' has its document or position outside of the segment");

    /// <summary>Says that the file of documents is damaged.</summary>
    public CorruptIndexException Damaged(string what) => _documents.Damaged(what);

    public void Dispose()
    {
        _documents?.Dispose();
        _positions?.Dispose();
        _maxima?.Dispose();
        _lengths?.Dispose();
        _frequentTerms?.Dispose();
    }

    private void Open(FieldInfo field, int docFreq, long totalTermFreq, long docStart, int singletonDoc, out PostingsList list)
    {
        ThrowIfClosed();
        if (docFreq < 1 || docFreq > MaxDoc || totalTermFreq < docFreq || (singletonDoc >= 0) != (docFreq == 1) || singletonDoc >= MaxDoc)
            throw Damaged($"a term of the field '{field.Name}' has {docFreq} of {MaxDoc} documents, {totalTermFreq} occurrences and the document {singletonDoc}");
        // What the dictionary holds itself leads nowhere.
        if ((docFreq > 1 || docStart != 0) && (docStart < _documents.ContentStart || docStart > _documentsEnd))
            throw Damaged($"the documents of a term start at {docStart}");
        list = new PostingsList
        {
            DocFreq = docFreq,
            TotalTermFreq = totalTermFreq,
            MaxDoc = MaxDoc,
            HasFreqs = field.IndexOptions >= IndexOptions.DOCS_AND_FREQS,
            HasPositions = field.IndexOptions >= IndexOptions.DOCS_AND_FREQS_AND_POSITIONS,
            SingletonDoc = singletonDoc,
            SingletonPosition = -1,
            BlockCount = PostingsRules.BlockCount(docFreq),
            FileName = _documents.FileName,
        };
        if (docFreq == 1)
            return;
        // About what it takes: a bit a document of the segment, or a byte one of its own.
        _documents.Expect(docStart, PostingsRules.IsBitmap(docFreq, MaxDoc) ? MaxDoc / 8 : docFreq);
        list.Data = _documents.Address + docStart;
        list.DataLength = _documentsEnd - docStart;
        if (docFreq < PostingsRules.BlockSize)
            return;
        long at = docStart;
        if (PostingsRules.IsBitmap(docFreq, MaxDoc))
        {
            list.Bitmap = (ulong*)Take(ref at, (long)sizeof(ulong) * PostingsRules.BitmapWords(MaxDoc));
            list.Ranks = (uint*)Take(ref at, (long)sizeof(uint) * PostingsRules.RankCount(MaxDoc));
            list.Data = null;
            list.DataLength = 0;
            if (!list.HasFreqs)
                return;
        }
        else
        {
            list.LastDocs = (uint*)Take(ref at, (long)sizeof(uint) * list.BlockCount);
        }

        list.Offsets = (uint*)Take(ref at, (long)sizeof(uint) * list.BlockCount);
        if (list.HasPositions)
            list.PosOffsets = (uint*)Take(ref at, (long)sizeof(uint) * list.BlockCount);
        list.DataLength = *(uint*)Take(ref at, sizeof(uint));
        list.Data = Take(ref at, list.DataLength);
    }

    private void OpenPositions(ArticleTermState state, ref PostingsList list)
    {
        list.HasWholePositions = Version == PostingsFiles.FirstVersion;
        if (state.SingletonPosition >= 0)
        {
            list.SingletonPosition = state.SingletonPosition;
        }
        else if (list.HasWholePositions || list.DocFreq >= PostingsRules.BlockSize)
        {
            if (_positions is null || state.PosStart < _positions.ContentStart || state.PosStart >= _positions.ContentEnd)
                throw (_positions ?? _documents).Damaged($"the positions of a term start at {state.PosStart}");
            _positions.Expect(state.PosStart, 1);
            list.Positions = _positions.Address + state.PosStart;
            list.PositionsLength = _positions.ContentEnd - state.PosStart;
        }
        else
        {
            long start = state.DocStart + (list.DocFreq == 1 ? 0 : BlockDecoder.TailBytes(list));
            _documents.Expect(start, 1);
            list.Positions = _documents.Address + start;
            list.PositionsLength = _documentsEnd - start;
        }
    }

    private byte* Take(ref long at, long bytes)
    {
        if (bytes > _documentsEnd - at)
            throw Damaged($"{bytes} bytes of a list at {at} end beyond the lists");
        byte* address = _documents.Address + at;
        at += bytes;
        return address;
    }

    private byte* ReadTrailer(out long tableStart, out int count)
    {
        if (_documents.ContentEnd - _documents.ContentStart < TrailerSize)
            throw Damaged("its table is missing");
        byte* trailer = _documents.Address + _documents.ContentEnd - TrailerSize;
        tableStart = *(long*)trailer;
        uint entries = *(uint*)(trailer + sizeof(long));
        if (entries > int.MaxValue)
            throw Damaged($"it has {entries} terms with maxima");
        count = (int)entries;
        return _documents.Table(tableStart, count, Postings.RangedTerm.Size, TrailerSize);
    }
}
