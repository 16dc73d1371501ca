using Search.Core.Analysis;
using Search.Core.Postings;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Indexing.Bulk;

/// <summary>Puts articles into segments of their own: the bulk builder's counterpart of <see cref="DocumentBuilder"/>. Not thread-safe.</summary>
internal sealed class ArticleSegmentBuilder : IFieldSink, IDisposable
{
    private readonly AnalysisChain _chain;
    private readonly ArticleFields _fields;
    private readonly SegmentBuilder _segment;
    private readonly InvertedColumn _ids;
    private readonly NativeList<int> _documentOf = new();

    /// <param name="chain">The chain of the index.</param>
    /// <param name="schema">The caller's fields.</param>
    /// <param name="form">What articles have beside their fields.</param>
    /// <param name="storesAside">Whether another thread encodes and compresses the stored articles: where a processor is free.</param>
    public ArticleSegmentBuilder(AnalysisChain chain, FieldSchema schema, ArticleForm form, bool storesAside = false)
    {
        _segment = new SegmentBuilder(storesAside);
        _chain = chain;
        _fields = new ArticleFields(schema, form);
        _ids = _segment.Inverted(FieldNames.Id, InvertedKind.Documents);
    }

    public int DocCount => _segment.DocCount;

    public long Bytes => _segment.Bytes + _documentOf.Bytes;

    /// <summary>The ids that are in the segment so far, each once.</summary>
    public TermTable Ids => _ids.Terms;

    /// <summary>Begins a segment; see <see cref="SegmentBuilder.Start"/>.</summary>
    public void Start(LuceneDirectory directory)
    {
        _segment.Start(directory);
        _documentOf.Clear();
    }

    /// <summary>Adds an article, or replaces the one of the segment that has its id.</summary>
    /// <exception cref="InvalidRequestException">The article cannot be indexed; nothing was changed.</exception>
    public AddOutcome Add(Article article)
    {
        _fields.Write(article, this);
        int document = _segment.DocCount;
        int id = _ids.Log[_ids.Log.Count - 1];
        var outcome = AddOutcome.Created;
        if (id == _documentOf.Count)
        {
            _documentOf.Add(document);
        }
        else
        {
            _segment.Delete(_documentOf[id]);
            _documentOf[id] = document;
            outcome = AddOutcome.Replaced;
        }

        _segment.EndDocument(article);
        return outcome;
    }

    /// <summary>Writes the segment; see <see cref="SegmentBuilder.Finish"/>.</summary>
    public void Finish() => _segment.Finish();

    public void Dispose()
    {
        _segment.Dispose();
        _documentOf.Dispose();
    }

    void IFieldSink.AddId(string id)
    {
        _ids.StartDocument(_segment.DocCount);
        _ids.Add(id);
        _ids.EndDocument();
    }

    void IFieldSink.AddText(string field, IReadOnlyList<string> values, string? language) =>
        AddTokens(_segment.Inverted(field, InvertedKind.StemsAndExact), values, _chain.LanguageOf(language));

    /// <remarks>Both have been added by themselves, and are put together when the segment is written.</remarks>
    void IFieldSink.AddTitleAndBody(string title, string body, int leadTokens, string? language) => _segment.Combine(
        FieldNames.TitleAndBody, FieldNames.Title, FieldNames.TitleOccurrences, FieldNames.Body, leadTokens);

    void IFieldSink.AddWords(string field, IReadOnlyList<string> values) => AddTokens(_segment.Inverted(field, InvertedKind.Positions), values, null);

    void IFieldSink.AddKeyword(string field, string folded)
    {
        var column = _segment.Inverted(field, InvertedKind.Documents);
        column.StartDocument(_segment.DocCount);
        column.Add(folded);
        column.EndDocument();
    }

    void IFieldSink.AddValue(string field, string value) => _segment.Values(field).Add(_segment.DocCount, value);

    void IFieldSink.AddBytes(string field, byte[] value) => _segment.Binary(field).Add(_segment.DocCount, value);

    void IFieldSink.AddNumber(string field, long value) => _segment.Numbers(field).Add(_segment.DocCount, value);

    private void AddTokens(InvertedColumn column, IReadOnlyList<string> values, LanguageStemmer? language)
    {
        column.StartDocument(_segment.DocCount);
        for (int i = 0; i < values.Count; i++)
        {
            using var cursor = _chain.Open(values[i], language);
            bool isFirst = i > 0;
            while (cursor.Next())
            {
                // Values without tokens add nothing to the gap.
                if (isFirst)
                    column.Skip(ArticleFields.GapBetweenValues);
                isFirst = false;
                column.Add(cursor, _chain.Stemmer);
            }
        }

        column.EndDocument();
    }
}
