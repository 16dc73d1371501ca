using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core;

namespace Search.Benchmarks.News;

/// <summary>Stock Lucene.Net with its English analyzer over title and body: words, <c>+words</c> and quoted phrases.</summary>
internal sealed class StockNewsSearch : IDisposable
{
    private static readonly string[] s_fields = ["title", "body"];

    private readonly RAMDirectory _directory = new();
    private readonly EnglishAnalyzer _analyzer = new(LuceneVersion.LUCENE_48);
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;

    public StockNewsSearch(IEnumerable<Article> articles)
    {
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, _analyzer)))
        {
            foreach (var article in articles)
            {
                writer.AddDocument(
                [
                    new StringField("id", article.Id, Field.Store.YES),
                    new TextField("title", article.Title, Field.Store.NO),
                    new TextField("body", article.Body, Field.Store.NO),
                ]);
            }
        }

        _reader = DirectoryReader.Open(_directory);
        _searcher = new IndexSearcher(_reader) { Similarity = new BM25Similarity() };
    }

    public List<string> Search(string query, int size) =>
        [.. _searcher.Search(Parse(query), size).ScoreDocs.Select(hit => _searcher.Doc(hit.Doc).Get("id"))];

    public void Dispose()
    {
        _reader.Dispose();
        _analyzer.Dispose();
        _directory.Dispose();
    }

    private BooleanQuery Parse(string query)
    {
        var parsed = new BooleanQuery();
        foreach (string clause in Clauses(query))
        {
            bool isRequired = clause.StartsWith('+');
            var inFields = new BooleanQuery();
            foreach (string field in s_fields)
                Add(inFields, field, clause.TrimStart('+'));
            if (inFields.Clauses.Count > 0)
                parsed.Add(inFields, isRequired ? Occur.MUST : Occur.SHOULD);
        }

        return parsed;
    }

    /// <summary>The text between quotes, or between white space.</summary>
    private static IEnumerable<string> Clauses(string query)
    {
        string[] parts = query.Replace('“', '"').Replace('”', '"').Split('"');
        for (int i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1)
            {
                yield return parts[i];
                continue;
            }

            foreach (string word in parts[i].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                yield return word;
        }
    }

    /// <summary>Several words of one clause are a phrase, as Lucene's own parser makes of them.</summary>
    private void Add(BooleanQuery query, string field, string text)
    {
        using var stream = _analyzer.GetTokenStream(field, text);
        var term = stream.AddAttribute<ICharTermAttribute>();
        var increment = stream.AddAttribute<IPositionIncrementAttribute>();
        var phrase = new PhraseQuery();
        int position = -1;
        stream.Reset();
        while (stream.IncrementToken())
            phrase.Add(new Term(field, term.ToString()), position += increment.PositionIncrement);
        stream.End();
        if (phrase.GetTerms().Length > 0)
            query.Add(phrase.GetTerms().Length == 1 ? new TermQuery(phrase.GetTerms()[0]) : phrase, Occur.SHOULD);
    }
}
