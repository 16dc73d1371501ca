using System.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Analysis;
using Search.Core.Articles;
using Search.Core.Postings;
using LuceneFieldType = Lucene.Net.Documents.FieldType;

namespace Search.Core.Indexing;

/// <summary>
/// Makes the Lucene document of an article: two inverted fields a text, one a keyword, doc values and the stored bytes.
/// Not thread-safe: its fields and token streams are used again for the next article.
/// </summary>
internal sealed class DocumentBuilder
{
    /// <summary>A longer keyword is kept and shown but cannot be filtered by, as Lucene's terms are limited.</summary>
    private const int MaxKeywordBytes = 32_000;

    private const int GapBetweenValues = 100;

    private static readonly LuceneFieldType s_stems = TextType(omitNorms: false);
    private static readonly LuceneFieldType s_exact = TextType(omitNorms: true);
    private static readonly LuceneFieldType s_keyword = KeywordType();

    private readonly AnalysisChain _chain;
    private readonly FieldSchema _schema;
    private readonly Field _id = new(FieldNames.Id, "", s_keyword);
    private readonly StoredField _stored = new(FieldNames.Stored, new BytesRef());
    private readonly Dictionary<string, AnalysedField> _texts = new(StringComparer.Ordinal);
    private LanguageStemmer? _language;

    public DocumentBuilder(AnalysisChain chain, FieldSchema schema)
    {
        _chain = chain;
        _schema = schema;
    }

    /// <summary>The document; valid until the next call.</summary>
    /// <exception cref="InvalidRequestException">The article cannot be indexed; the message says what to change.</exception>
    public Document Build(Article article)
    {
        if (ArticleId.Problem(article.Id) is { } problem)
            throw new InvalidRequestException(problem);
        var document = new Document();
        _id.SetStringValue(article.Id);
        document.Add(_id);
        _language = _chain.LanguageOf(article.Language);
        Analysed(FieldNames.Title).AddTo(document, [article.Title], GapBetweenValues, _language);
        Analysed(FieldNames.Body).AddTo(document, [article.Body], GapBetweenValues, _language);
        if (article.Date is { } date)
            AddPeriod(document, FieldNames.DateStart, FieldNames.DateEnd, date);
        if (!string.IsNullOrWhiteSpace(article.Source))
            AddKeyword(document, FieldNames.Source, article.Source);
        if (!string.IsNullOrWhiteSpace(article.Language))
            AddKeyword(document, FieldNames.Language, article.Language);
        if (article.Authors.Count > 0)
        {
            foreach (string author in article.Authors.Distinct(StringComparer.Ordinal))
                AddKeyword(document, FieldNames.Author, author);
            Analysed(FieldNames.AuthorWords).AddExactTo(document, article.Authors, GapBetweenValues);
        }

        foreach (var (name, value) in article.Fields)
            AddCallersField(document, name, value);
        _stored.SetBytesValue(new BytesRef(StoredArticle.Encode(article)));
        document.Add(_stored);
        return document;
    }

    private void AddCallersField(Document document, string name, FieldValue value)
    {
        switch (_schema.TypeFor(name, value))
        {
            case FieldType.Keyword:
                foreach (string text in FieldCoercion.ToStrings(value).Distinct(StringComparer.Ordinal))
                    AddKeyword(document, name, text);
                break;
            case FieldType.Boolean:
                AddKeyword(document, name, FieldCoercion.ToBoolean(name, value) ? "true" : "false");
                break;
            case FieldType.Text:
                Analysed(FieldNames.Text(name)).AddTo(document, FieldCoercion.ToStrings(value), GapBetweenValues, _language);
                break;
            case FieldType.Number:
                document.Add(new NumericDocValuesField(FieldNames.Number(name), FieldNames.SortableDouble(FieldCoercion.ToNumber(name, value))));
                break;
            case FieldType.Date:
                AddPeriod(document, FieldNames.FieldDateStart(name), FieldNames.FieldDateEnd(name), FieldCoercion.ToDate(name, value));
                break;
        }
    }

    private AnalysedField Analysed(string field)
    {
        if (!_texts.TryGetValue(field, out var analysed))
            _texts.Add(field, analysed = new AnalysedField(_chain, field));
        return analysed;
    }

    private static void AddKeyword(Document document, string field, string value)
    {
        string folded = KeywordNormalizer.Normalize(value);
        if (folded.Length == 0 || Encoding.UTF8.GetByteCount(folded) > MaxKeywordBytes || Encoding.UTF8.GetByteCount(value) > MaxKeywordBytes)
            return;
        document.Add(new Field(FieldNames.Keyword(field), folded, s_keyword));
        document.Add(new SortedSetDocValuesField(FieldNames.Facet(field), new BytesRef(value)));
    }

    private static void AddPeriod(Document document, string startField, string endField, ArticleDate date)
    {
        document.Add(new NumericDocValuesField(startField, date.Start.Ticks));
        document.Add(new NumericDocValuesField(endField, date.End.Ticks));
    }

    private static LuceneFieldType TextType(bool omitNorms)
    {
        var type = new LuceneFieldType
        {
            IsIndexed = true,
            IsTokenized = true,
            OmitNorms = omitNorms,
            IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS,
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

        public void AddTo(Document document, IReadOnlyList<string> texts, int gap, LanguageStemmer? language)
        {
            _stemStream.SetValues(texts, TokenForm.Stem, gap, language);
            _exactStream.SetValues(texts, TokenForm.Exact, gap);
            document.Add(_stemField);
            document.Add(_exactField);
        }

        public void AddExactTo(Document document, IReadOnlyList<string> texts, int gap)
        {
            _exactStream.SetValues(texts, TokenForm.Exact, gap);
            document.Add(_exactAlone);
        }
    }
}
