using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Search.Benchmarks.Engines;

namespace Search.Benchmarks.Speed;

/// <summary>
/// The search that stock Lucene.Net offers: title and body side by side, the title worth twice, any word may match; a query wholly in
/// double quotes is a phrase in either. The hits' stored fields but for the body are loaded, as a result list needs them.
/// </summary>
internal sealed class StockSearch : IDisposable
{
    private const float TitleBoost = 2;

    private static readonly HashSet<string> s_shown = [StockFields.Id, StockFields.Title, StockFields.Source, StockFields.Date, "url", "author"];

    private readonly FSDirectory _directory;
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;
    private readonly Analyzer _analyzer = new FullStockFields().Analyzer;

    public StockSearch(string folder)
    {
        _directory = FSDirectory.Open(folder);
        _reader = DirectoryReader.Open(_directory);
        _searcher = new IndexSearcher(_reader) { Similarity = new BM25Similarity() };
    }

    /// <returns>How many hits were loaded.</returns>
    public int Search(string text, int hits)
    {
        var top = _searcher.Search(Parse(text), hits).ScoreDocs;
        int loaded = 0;
        foreach (var each in top)
            loaded += _searcher.Doc(each.Doc, s_shown).Get(StockFields.Id) is null ? 0 : 1;
        return loaded;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _directory.Dispose();
    }

    private BooleanQuery Parse(string text)
    {
        bool phrase = text.Length > 2 && text[0] == '"' && text.IndexOf('"', 1) == text.Length - 1;
        var query = new BooleanQuery();
        foreach (var (field, boost) in new[] { (StockFields.Title, TitleBoost), (StockFields.Body, 1f) })
        {
            var terms = Terms(field, text);
            if (phrase && terms.Count > 1)
            {
                var words = new PhraseQuery { Boost = boost };
                terms.ForEach(words.Add);
                query.Add(words, Occur.SHOULD);
            }
            else
            {
                foreach (var term in terms.Take(BooleanQuery.MaxClauseCount / 2))
                    query.Add(new TermQuery(term) { Boost = boost }, Occur.SHOULD);
            }
        }

        return query;
    }

    private List<Term> Terms(string field, string text)
    {
        var terms = new List<Term>();
        using var tokens = _analyzer.GetTokenStream(field, text);
        var word = tokens.AddAttribute<ICharTermAttribute>();
        tokens.Reset();
        while (tokens.IncrementToken())
            terms.Add(new Term(field, word.ToString()));
        tokens.End();
        return terms;
    }
}
