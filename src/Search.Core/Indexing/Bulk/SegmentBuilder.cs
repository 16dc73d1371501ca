using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Postings;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Indexing.Bulk;

/// <summary>
/// Builds segments of our codec document by document without Lucene's writer: its columns keep what came in, <see cref="Finish"/> writes the
/// files. Columns are used again for the next segment. Not thread-safe.
/// </summary>
/// <param name="storesAside">Whether another thread encodes and compresses what is stored: where a processor is free.</param>
internal sealed class SegmentBuilder(bool storesAside = false) : IDisposable
{
    private const string SegmentName = "_0";
    private const int TermIndexInterval = 32;

    private readonly Dictionary<string, InvertedColumn> _inverted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NumberColumn> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueColumn> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BytesColumn> _bytes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbersOfFields = new(StringComparer.Ordinal);
    private readonly PostingsInverter _inverter = new();
    private readonly HashSet<int> _deleted = [];
    private readonly Codec _codec = ArticleCodec.Instance;
    private TrackingDirectoryWrapper? _directory;
    private StoredColumn? _stored;
    private FieldInfo? _storedInfo;
    private CombinedColumn? _combined;

    /// <summary>Documents of the segment so far: the number of the next one.</summary>
    public int DocCount { get; private set; }

    /// <summary>Documents of the segment that were replaced by later ones.</summary>
    public int DeletedCount => _deleted.Count;

    /// <summary>Bytes of memory that finishing the segment will take, roughly.</summary>
    public long Bytes
    {
        get
        {
            long bytes = 0;
            foreach (var column in _inverted.Values)
                bytes += column.Bytes;
            foreach (var column in _numbers.Values)
                bytes += column.Bytes;
            foreach (var column in _values.Values)
                bytes += column.Bytes;
            foreach (var column in _bytes.Values)
                bytes += column.Bytes;
            return bytes;
        }
    }

    /// <summary>Begins a segment.</summary>
    /// <param name="directory">An empty one; the segment is all that will be in it.</param>
    public void Start(LuceneDirectory directory)
    {
        ArticleCodec.Register();
        Clear();
        _directory = new TrackingDirectoryWrapper(directory);
        // Readers want its files even where nothing is stored.
        _stored = new StoredColumn(_codec.StoredFieldsFormat.FieldsWriter(_directory, NewInfo(-1), IOContext.DEFAULT), storesAside);
    }

    public InvertedColumn Inverted(string field, InvertedKind kind)
    {
        if (!_inverted.TryGetValue(field, out var column))
        {
            _inverted.Add(field, column = new InvertedColumn(field, kind));
            NumberOf(field);
            if (kind == InvertedKind.StemsAndExact)
                NumberOf(field + FieldNames.ExactSuffix);
        }

        return column;
    }

    /// <summary>Makes one field more of the stems of two, when the segment is written: frequencies added up, without positions.</summary>
    /// <param name="field">The field to be.</param>
    /// <param name="first">The one whose occurrences count several times.</param>
    /// <param name="occurrences">How often.</param>
    /// <param name="second">The other one.</param>
    /// <param name="leadTokens">So many tokens at the beginning of the second count twice where a document has none in the first.</param>
    public void Combine(string field, string first, int occurrences, string second, int leadTokens)
    {
        if (_combined is not null)
            return;
        NumberOf(field);
        _combined = new CombinedColumn(field, _inverted[first], occurrences, _inverted[second], leadTokens);
    }

    public NumberColumn Numbers(string field)
    {
        if (!_numbers.TryGetValue(field, out var column))
        {
            _numbers.Add(field, column = new NumberColumn(field));
            NumberOf(field);
        }

        return column;
    }

    public ValueColumn Values(string field)
    {
        if (!_values.TryGetValue(field, out var column))
        {
            _values.Add(field, column = new ValueColumn(field));
            NumberOf(field);
        }

        return column;
    }

    public BytesColumn Binary(string field)
    {
        if (!_bytes.TryGetValue(field, out var column))
        {
            _bytes.Add(field, column = new BytesColumn(field));
            NumberOf(field);
        }

        return column;
    }

    /// <summary>Ends a document without a stored field.</summary>
    public void EndDocument()
    {
        _stored!.Add(null, null);
        DocCount++;
    }

    /// <summary>Ends a document and stores its article.</summary>
    public void EndDocument(Article stored)
    {
        _storedInfo ??= new FieldInfo(FieldNames.Stored, false, NumberOf(FieldNames.Stored), false, false, false, IndexOptions.NONE, DocValuesType.NONE, DocValuesType.NONE, null);
        _stored!.Add(stored, _storedInfo);
        DocCount++;
    }

    /// <summary>Deletes a document that was added before.</summary>
    public void Delete(int document) => _deleted.Add(document);

    /// <summary>Writes the segment, which is then an index of its own in its directory. There is at least one document.</summary>
    public void Finish()
    {
        var segment = NewInfo(DocCount);
        var infos = Infos();
        var state = new SegmentWriteState(InfoStream.NO_OUTPUT, _directory!, segment, infos, TermIndexInterval, null, IOContext.DEFAULT);
        _stored!.Finish(infos, DocCount);
        _stored.Dispose();
        _stored = null;
        WriteDocValues(state);
        WritePostings(state);
        WriteLengths(state);
        _codec.FieldInfosFormat.FieldInfosWriter.Write(_directory!, segment.Name, "", infos, IOContext.DEFAULT);
        segment.SetFiles(new HashSet<string>(_directory!.CreatedFiles, StringComparer.Ordinal));
        _codec.SegmentInfoFormat.SegmentInfoWriter.Write(_directory, segment, infos, IOContext.DEFAULT);
        SegmentsFile.Write(_directory, segment, WriteDeletions(segment), _deleted.Count);
        _inverter.Release();
    }

    /// <summary>Forgets the segment; its files are whatever they are.</summary>
    public void Abandon()
    {
        try
        {
            _stored?.Dispose();
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // It was not finished, and nobody reads it.
        }

        _stored = null;
        Clear();
    }

    public void Dispose()
    {
        Abandon();
        foreach (var column in _inverted.Values)
            column.Dispose();
        foreach (var column in _numbers.Values)
            column.Dispose();
        foreach (var column in _values.Values)
            column.Dispose();
        foreach (var column in _bytes.Values)
            column.Dispose();
        _inverter.Dispose();
    }

    private int NumberOf(string field)
    {
        if (!_numbersOfFields.TryGetValue(field, out int number))
            _numbersOfFields.Add(field, number = _numbersOfFields.Count);
        return number;
    }

    private SegmentInfo NewInfo(int documents) => new(_directory!, Constants.LUCENE_MAIN_VERSION, SegmentName, documents, false, _codec,
        new Dictionary<string, string> { ["source"] = "bulk" }, new Dictionary<string, string>());

    private FieldInfos Infos()
    {
        var infos = new List<FieldInfo>();
        foreach (var column in _inverted.Values.Where(column => column.IsUsed))
        {
            infos.Add(InvertedInfo(column.Field, column.Kind));
            if (column.Kind == InvertedKind.StemsAndExact)
                infos.Add(InvertedInfo(column.Field + FieldNames.ExactSuffix, InvertedKind.Positions));
        }

        if (_combined is not null)
            infos.Add(InvertedInfo(_combined.Field, hasLengths: true, IndexOptions.DOCS_AND_FREQS));
        infos.AddRange(_numbers.Values.Where(column => column.IsUsed).Select(column => ValuesInfo(column.Field, DocValuesType.NUMERIC)));
        infos.AddRange(_values.Values.Where(column => column.IsUsed).Select(column => ValuesInfo(column.Field, DocValuesType.SORTED_SET)));
        infos.AddRange(_bytes.Values.Where(column => column.IsUsed).Select(column => ValuesInfo(column.Field, DocValuesType.BINARY)));
        if (_stored is { IsUsed: true })
            infos.Add(_storedInfo!);
        return new FieldInfos([.. infos.OrderBy(info => info.Number)]);
    }

    private FieldInfo InvertedInfo(string field, InvertedKind kind) => InvertedInfo(
        field, kind is InvertedKind.PositionsAndLengths or InvertedKind.StemsAndExact,
        kind == InvertedKind.Documents ? IndexOptions.DOCS_ONLY : IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);

    private FieldInfo InvertedInfo(string field, bool hasLengths, IndexOptions options) => new(
        field, true, NumberOf(field), false, !hasLengths, false, options, DocValuesType.NONE, hasLengths ? DocValuesType.NUMERIC : DocValuesType.NONE, null);

    private FieldInfo ValuesInfo(string field, DocValuesType type) =>
        new(field, false, NumberOf(field), false, false, false, IndexOptions.NONE, type, DocValuesType.NONE, null);

    private void WriteDocValues(SegmentWriteState state)
    {
        if (!state.FieldInfos.HasDocValues)
            return;
        using var consumer = _codec.DocValuesFormat.FieldsConsumer(state);
        foreach (var column in _numbers.Values.Where(column => column.IsUsed))
            consumer.AddNumericField(state.FieldInfos.FieldInfo(column.Field), column.Values(DocCount));
        foreach (var column in _values.Values.Where(column => column.IsUsed))
            column.Write(consumer, state.FieldInfos.FieldInfo(column.Field), DocCount);
        foreach (var column in _bytes.Values.Where(column => column.IsUsed))
            consumer.AddBinaryField(state.FieldInfos.FieldInfo(column.Field), column.Values(DocCount)!);
    }

    /// <summary>Fields in the order of their names, as Lucene writes and merges them.</summary>
    private void WritePostings(SegmentWriteState state)
    {
        using var consumer = _codec.PostingsFormat.FieldsConsumer(state);
        var fields = new SortedDictionary<string, (InvertedColumn Column, bool Stems)>(StringComparer.Ordinal);
        foreach (var column in _inverted.Values.Where(column => column.IsUsed))
        {
            fields[column.Field] = (column, column.Stems is not null);
            if (column.Stems is not null)
                fields[column.Field + FieldNames.ExactSuffix] = (column, false);
        }

        if (_combined is not null)
            fields[_combined.Field] = (_combined.Second, true);
        foreach (var (field, (column, stems)) in fields)
        {
            if (field == _combined?.Field)
                _inverter.Write(consumer, state.FieldInfos.FieldInfo(field), _combined);
            else
                _inverter.Write(consumer, state.FieldInfos.FieldInfo(field), column, stems);
        }
    }

    private void WriteLengths(SegmentWriteState state)
    {
        if (!state.FieldInfos.HasNorms)
            return;
        using var consumer = _codec.NormsFormat.NormsConsumer(state);
        foreach (var column in _inverted.Values.Where(column => column.IsUsed && state.FieldInfos.FieldInfo(column.Field).HasNorms))
            consumer.AddNumericField(state.FieldInfos.FieldInfo(column.Field), Lengths(column));
        if (_combined is not null)
            consumer.AddNumericField(state.FieldInfos.FieldInfo(_combined.Field), Lengths(_combined));
    }

    private IEnumerable<long?> Lengths(CombinedColumn combined) =>
        Lengths(combined.First).Zip(Lengths(combined.Second), (first, second) => first * combined.Occurrences + second + (first > 0 ? 0 : Math.Min(second ?? 0, combined.LeadTokens)));

    private IEnumerable<long?> Lengths(InvertedColumn column)
    {
        int at = 0;
        for (int document = 0; document < DocCount; document++)
            yield return at < column.Documents.Count && column.Documents[at] == document ? column.Lengths[at++] : 0;
    }

    private long WriteDeletions(SegmentInfo segment)
    {
        if (_deleted.Count == 0)
            return -1;
        var live = _codec.LiveDocsFormat.NewLiveDocs(DocCount);
        foreach (int document in _deleted)
            live.Clear(document);
        var commit = new SegmentCommitInfo(segment, 0, -1, -1);
        _codec.LiveDocsFormat.WriteLiveDocs(live, _directory!, commit, _deleted.Count, IOContext.DEFAULT);
        return commit.NextDelGen;
    }

    private void Clear()
    {
        foreach (var column in _inverted.Values)
            column.Clear();
        foreach (var column in _numbers.Values)
            column.Clear();
        foreach (var column in _values.Values)
            column.Clear();
        foreach (var column in _bytes.Values)
            column.Clear();
        _deleted.Clear();
        _combined = null;
        DocCount = 0;
    }
}
