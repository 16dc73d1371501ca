using Lucene.Net.Analysis;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Documents;
using Lucene.Net.Util;
using Search.Core;
using LuceneFieldType = Lucene.Net.Documents.FieldType;

namespace Search.Benchmarks.Engines;

/// <summary>
/// What ours indexes, with stock parts: title and body stemmed and exact, no stop words left out, the date as doc values, source,
/// authors, language and the caller's fields as keywords with doc values; everything stored.
/// </summary>
internal sealed class FullStockFields : StockFields
{
    private const string Exact = ".exact", AuthorWords = "author.words";

    private static readonly LuceneFieldType s_exact = ExactType();

    public override Analyzer Analyzer { get; } = NewAnalyzer();

    public override Document Document(Article article)
    {
        var document = new Document
        {
            new StringField(Id, article.Id, Field.Store.YES),
            new TextField(Title, article.Title, Field.Store.YES),
            new Field(Title + Exact, article.Title, s_exact),
            new TextField(Body, article.Body, Field.Store.YES),
            new Field(Body + Exact, article.Body, s_exact),
        };
        if (article.Date is { } date)
        {
            document.Add(new NumericDocValuesField("date.start", date.Start.Ticks));
            document.Add(new NumericDocValuesField("date.end", date.End.Ticks));
            document.Add(new StoredField(Date, date.ToString()));
        }

        if (article.Url is not null)
            document.Add(new StoredField("url", article.Url));
        AddKeywords(document, Source, article.Source is null ? [] : [article.Source]);
        AddKeywords(document, "language", article.Language is null ? [] : [article.Language]);
        AddKeywords(document, "author", article.Authors);
        foreach (string author in article.Authors)
            document.Add(new Field(AuthorWords, author, s_exact));
        foreach (var (name, value) in article.Fields)
        {
            if (value.Strings is { } texts)
                AddKeywords(document, "key:" + name, texts);
            else if (value.Number is { } number)
                document.Add(new DoubleDocValuesField("num:" + name, number));
        }

        return document;
    }

    private static void AddKeywords(Document document, string field, IReadOnlyList<string> values)
    {
        foreach (string value in values.Distinct(StringComparer.Ordinal))
        {
            document.Add(new StringField(field, value, Field.Store.YES));
            document.Add(new SortedSetDocValuesField(field, new BytesRef(value)));
        }
    }

    private static PerFieldAnalyzerWrapper NewAnalyzer()
    {
        var exact = new StandardAnalyzer(LuceneVersion.LUCENE_48, CharArraySet.Empty);
        return new PerFieldAnalyzerWrapper(new EnglishAnalyzer(LuceneVersion.LUCENE_48, CharArraySet.Empty), new Dictionary<string, Analyzer>
        {
            [Title + Exact] = exact,
            [Body + Exact] = exact,
            [AuthorWords] = exact,
        });
    }

    private static LuceneFieldType ExactType()
    {
        var type = new LuceneFieldType(TextField.TYPE_NOT_STORED) { OmitNorms = true };
        type.Freeze();
        return type;
    }
}
