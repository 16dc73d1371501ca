using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>Writes a segment's documents, frequencies and positions, and what the dictionary keeps of each term.</summary>
internal sealed class ArticlePostingsWriter : PostingsWriterBase
{
    private readonly IndexOutput _documents;
    private readonly IndexOutput? _positions;
    private readonly ListWriter _list;
    private readonly List<RangedTerm> _ranged = [];
    private readonly FieldInfos _fields;
    private readonly int _maxDoc;
    private FieldInfo _field = null!;
    private bool _hasFreqs;
    private bool _hasPositions;
    private bool _isRanged;
    private ArticleTermState _last = new();
    private int _lastSingleton;
    private long _docStart;
    private long _posStart;
    private long _lastPosition;
    private int _missingPositions;

    public ArticlePostingsWriter(SegmentWriteState state)
    {
        _fields = state.FieldInfos;
        _maxDoc = state.SegmentInfo.DocCount;
        _documents = PostingsFiles.Create(state, PostingsFiles.Documents, PostingsFiles.DocumentsHeader);
        try
        {
            if (state.FieldInfos.HasProx)
                _positions = PostingsFiles.Create(state, PostingsFiles.Positions, PostingsFiles.PositionsHeader);
        }
        catch
        {
            _documents.Dispose();
            throw;
        }

        _list = new ListWriter(_documents, _positions, _maxDoc);
    }

    /// <summary>The term that was finished last.</summary>
    public ArticleTermState? LastTerm { get; private set; }

    public override void Init(IndexOutput termsOut) => CodecUtil.WriteHeader(termsOut, PostingsFiles.TermsHeader, PostingsFiles.Version);

    public override BlockTermState NewTermState() => new ArticleTermState();

    public override int SetField(FieldInfo fieldInfo)
    {
        if (fieldInfo.IndexOptions > IndexOptions.DOCS_AND_FREQS_AND_POSITIONS || fieldInfo.HasPayloads)
            throw Unsupported(fieldInfo);
        _field = fieldInfo;
        _hasFreqs = fieldInfo.IndexOptions >= IndexOptions.DOCS_AND_FREQS;
        _hasPositions = fieldInfo.IndexOptions >= IndexOptions.DOCS_AND_FREQS_AND_POSITIONS;
        _isRanged = RangedFields.LengthsOf(_fields, fieldInfo) is not null;
        // Which addresses a term has differs from term to term, so that none is among those that every term has.
        return 0;
    }

    public override void StartTerm()
    {
        _docStart = _documents.Position;
        _posStart = _positions?.Position ?? 0;
        _list.Start(_hasFreqs, _hasPositions);
    }

    public override void StartDoc(int docId, int freq)
    {
        // Documents come from Lucene's buffers or, in a merge, from the files of other segments.
        if (docId <= _list.LastDoc || docId >= _maxDoc || (_hasFreqs && freq <= 0))
            throw new CorruptIndexException($"The document {docId} with frequency {freq} cannot follow {_list.LastDoc} of {_maxDoc} in field '{_field.Name}'.");
        _list.Add(docId, _hasFreqs ? freq : 1);
        _missingPositions = _hasPositions ? freq : 0;
        _lastPosition = 0;
    }

    public override void AddPosition(int position, BytesRef payload, int startOffset, int endOffset)
    {
        if (payload is { Length: > 0 })
            throw Unsupported(_field);
        if (position < _lastPosition)
            throw new CorruptIndexException($"The position {position} comes after {_lastPosition} in field '{_field.Name}'.");
        _list.AddPosition((uint)(position - _lastPosition));
        _lastPosition = position;
        _missingPositions--;
    }

    public override void FinishDoc()
    {
        if (_missingPositions != 0)
            throw new CorruptIndexException($"The number of positions differs from the frequency by {_missingPositions} in field '{_field.Name}'.");
        _list.EndDocument();
    }

    /// <summary>
    /// Adds a document with all its positions, the first itself and then the differences, in place of a call for each. The caller has seen to
    /// it that documents and positions ascend and that there are as many positions as the frequency says, or none in fields without them.
    /// </summary>
    public void Add(int docId, int freq, ReadOnlySpan<uint> positions)
    {
        _list.Add(docId, freq);
        _list.AddPositions(positions);
        _list.EndDocument();
    }

    public override void FinishTerm(BlockTermState state)
    {
        var term = (ArticleTermState)state;
        LastTerm = term;
        term.DocStart = _docStart;
        term.PosStart = _hasPositions ? _posStart : 0;
        _list.Finish();
        if (_list.DocFreq == 1)
            (term.SingletonDoc, term.SingletonPosition) = (_list.LastDoc, _list.SingletonPosition);
        if (!_isRanged || !PostingsRules.IsRanged(_list.DocFreq, _maxDoc, PostingsFiles.Version))
            return;
        term.RangedOrdinal = _ranged.Count;
        _ranged.Add(new RangedTerm((uint)_field.Number, (uint)_list.DocFreq, (ulong)_docStart));
    }

    public override void EncodeTerm(long[] longs, DataOutput @out, FieldInfo fieldInfo, BlockTermState state, bool absolute)
    {
        var term = (ArticleTermState)state;
        if (absolute)
        {
            _last = new ArticleTermState();
            _lastSingleton = 0;
        }

        if (term.SingletonPosition >= 0)
        {
            @out.WriteVInt64((long)term.SingletonPosition * _maxDoc + term.SingletonDoc);
            return;
        }

        if (term.SingletonDoc >= 0)
        {
            // Ids come in the order of their documents, or nearly so.
            int difference = term.SingletonDoc - _lastSingleton;
            @out.WriteVInt32((difference << 1) ^ (difference >> 31));
            _lastSingleton = term.SingletonDoc;
            if (!_hasPositions)
                return;
        }

        @out.WriteVInt64(term.DocStart - _last.DocStart);
        _last.DocStart = term.DocStart;
        if (_hasPositions && term.DocFreq >= PostingsRules.BlockSize)
        {
            @out.WriteVInt64(term.PosStart - _last.PosStart);
            _last.PosStart = term.PosStart;
        }

        if (term.RangedOrdinal >= 0)
            @out.WriteVInt32(term.RangedOrdinal);
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        try
        {
            WriteRangedTerms();
            CodecUtil.WriteFooter(_documents);
            if (_positions is not null)
                CodecUtil.WriteFooter(_positions);
        }
        finally
        {
            IOUtils.Dispose(_documents, _positions, _list);
        }
    }

    private void WriteRangedTerms()
    {
        ulong start = (ulong)_documents.Position;
        foreach (var term in _ranged)
        {
            PostingsFiles.Write(_documents, [term.FieldNumber, term.DocFreq]);
            PostingsFiles.Write(_documents, term.DocStart);
        }

        PostingsFiles.Write(_documents, start);
        PostingsFiles.Write(_documents, (uint)_ranged.Count);
    }

    private static NotSupportedException Unsupported(FieldInfo field) => new(
        $"The field '{field.Name}' asks for offsets or payloads, which the codec {ArticleCodec.CodecName} does not keep: "
        + "index it with positions at most, or in an index of another codec.");
}
