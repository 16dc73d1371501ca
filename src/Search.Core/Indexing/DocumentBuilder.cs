using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Analysis;
using Search.Core.Postings;
using LuceneFieldType = Lucene.Net.Documents.FieldType;

namespace Search.Core.Indexing;

/// <summary>
/// Makes the Lucene document of an article: two inverted fields a text, one a keyword, doc values and the stored bytes.
/// Not thread-safe: its fields and token streams are used again for the next article.
/// </summary>
#pragma warning disable CA1001 // The indexer closes a token stream after every document; there is nothing else to dispose.
internal sealed class DocumentBuilder : IFieldSink
#pragma warning restore CA1001
{
    private static readonly LuceneFieldType s_stems = TextType(omitNorms: false);
    private static readonly LuceneFieldType s_exact = TextType(omitNorms: true);
    private static readonly LuceneFieldType s_frequencies = TextType(omitNorms: false, IndexOptions.DOCS_AND_FREQS);
    private static readonly LuceneFieldType s_keyword = KeywordType();

    private readonly AnalysisChain _chain;
    private readonly ArticleFields _fields;
    private readonly Field _id = new(FieldNames.Id, "", s_keyword);
    private readonly StoredField _stored = new(FieldNames.Stored, new BytesRef());
    private readonly Dictionary<string, AnalysedField> _texts = new(StringComparer.Ordinal);
    private readonly ArticleTokenStream _togetherStream;
    private readonly Field _together;
    private Document _document = [];

    /// <param name="chain">The chain of the index.</param>
    /// <param name="schema">The caller's fields.</param>
    /// <param name="form">What articles have beside their fields.</param>
    public DocumentBuilder(AnalysisChain chain, FieldSchema schema, ArticleForm form)
    {
        _chain = chain;
        _fields = new ArticleFields(schema, form);
        _togetherStream = new ArticleTokenStream(chain);
        _together = new Field(FieldNames.TitleAndBody, _togetherStream, s_frequencies);
    }

    /// <summary>The document; valid until the next call.</summary>
    /// <exception cref="InvalidRequestException">The article cannot be indexed; the message says what to change.</exception>
    public Document Build(Article article)
    {
        _document = [];
        _fields.Write(article, this);
        _stored.SetBytesValue(new BytesRef(StoredArticle.Encode(article)));
        _document.Add(_stored);
        return _document;
    }

    void IFieldSink.AddId(string id)
    {
        _id.SetStringValue(id);
        _document.Add(_id);
    }

    void IFieldSink.AddText(string field, IReadOnlyList<string> values, string? language) =>
        Analysed(field).AddTo(_document, values, _chain.LanguageOf(language));

    void IFieldSink.AddTitleAndBody(string title, string body, int leadTokens, string? language)
    {
        var stemmer = _chain.LanguageOf(language);
        bool hasLead = leadTokens > 0 && !HasTokens(title, stemmer);
        _togetherStream.SetValues([.. Enumerable.Repeat(title, FieldNames.TitleOccurrences), body], TokenForm.Stem, gap: 0, stemmer, hasLead ? leadTokens : 0);
        _document.Add(_together);
    }

    void IFieldSink.AddWords(string field, IReadOnlyList<string> values) => Analysed(field).AddExactTo(_document, values);

    void IFieldSink.AddKeyword(string field, string folded) => _document.Add(new Field(field, folded, s_keyword));

    void IFieldSink.AddValue(string field, string value) => _document.Add(new SortedSetDocValuesField(field, new BytesRef(value)));

    void IFieldSink.AddBytes(string field, byte[] value) => _document.Add(new BinaryDocValuesField(field, new BytesRef(value)));

    void IFieldSink.AddNumber(string field, long value) => _document.Add(new NumericDocValuesField(field, value));

    private bool HasTokens(string text, LanguageStemmer? language)
    {
        using var cursor = _chain.Open(text, language);
        return cursor.Next();
    }

    private AnalysedField Analysed(string field)
    {
        if (!_texts.TryGetValue(field, out var analysed))
            _texts.Add(field, analysed = new AnalysedField(_chain, field));
        return analysed;
    }

    private static LuceneFieldType TextType(bool omitNorms, IndexOptions options = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS)
    {
        var type = new LuceneFieldType
        {
            IsIndexed = true,
            IsTokenized = true,
            OmitNorms = omitNorms,
            IndexOptions = options,
        };
        type.Freeze();
        return type;
    }

    private static LuceneFieldType KeywordType()
    {
        var type = new LuceneFieldType
        {
            IsIndexed = true,
            IsTokenized = false,
            OmitNorms = true,
            IndexOptions = IndexOptions.DOCS_ONLY,
        };
        type.Freeze();
        return type;
    }

    /// <summary>The stems and the exact forms of one text, each with a token stream of its own.</summary>
#pragma warning disable CA1001 // The indexer closes a token stream after every document; there is nothing else to dispose.
    private sealed class AnalysedField
#pragma warning restore CA1001
    {
        private readonly ArticleTokenStream _stemStream;
        private readonly ArticleTokenStream _exactStream;
        private readonly Field _stemField;
        private readonly Field _exactField;
        private readonly Field _exactAlone;

        public AnalysedField(AnalysisChain chain, string field)
        {
            _stemStream = new ArticleTokenStream(chain);
            _exactStream = new ArticleTokenStream(chain);
            _stemField = new Field(field, _stemStream, s_stems);
            _exactField = new Field(field + FieldNames.ExactSuffix, _exactStream, s_exact);
            _exactAlone = new Field(field, _exactStream, s_exact);
        }

        public void AddTo(Document document, IReadOnlyList<string> texts, LanguageStemmer? language)
        {
            _stemStream.SetValues(texts, TokenForm.Stem, ArticleFields.GapBetweenValues, language);
            _exactStream.SetValues(texts, TokenForm.Exact, ArticleFields.GapBetweenValues);
            document.Add(_stemField);
            document.Add(_exactField);
        }

        public void AddExactTo(Document document, IReadOnlyList<string> texts)
        {
            _exactStream.SetValues(texts, TokenForm.Exact, ArticleFields.GapBetweenValues);
            document.Add(_exactAlone);
        }
    }
}
