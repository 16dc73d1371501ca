using Lucene.Net.Analysis;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Codecs;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Search.Benchmarks.Relevance;

/// <summary>
/// The baseline: stock Lucene.Net, one field of title and text, <see cref="EnglishAnalyzer"/>, its BM25 in the better (by nDCG) of two usual settings; a
/// query is the disjunction of its words.
/// </summary>
internal static class LuceneRelevance
{
    private const string Id = "id", Text = "text";

    private static readonly (float K1, float B)[] s_settings = [(0.9f, 0.4f), (1.2f, 0.75f)];

    public static IReadOnlyList<EngineRun> Run(JudgedCollection collection)
    {
        using var directory = new RAMDirectory();
        using var analyzer = new EnglishAnalyzer(LuceneVersion.LUCENE_48);
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer)
        {
            Codec = Codec.ForName("Lucene46"),
            Similarity = new BM25Similarity(),
        }))
        {
            foreach (var article in collection.Articles())
                writer.AddDocument([new StringField(Id, article.Id, Field.Store.YES), new TextField(Text, article.Title + " " + article.Body, Field.Store.NO)]);
        }

        using var reader = DirectoryReader.Open(directory);
        return [.. s_settings.Select(setting => Run(collection, reader, analyzer, setting.K1, setting.B))];
    }

    /// <summary>The better of the runs.</summary>
    public static EngineRun Best(IEnumerable<EngineRun> runs) => runs.MaxBy(run => run.Mean.Ndcg)!;

    private static EngineRun Run(JudgedCollection collection, DirectoryReader reader, Analyzer analyzer, float k1, float b)
    {
        var searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity(k1, b) };
        return new EngineRun($"lucene-{k1:0.0#}-{b:0.0#}", collection.Queries,
            [.. collection.Queries.Select(query => searcher.Search(Query(analyzer, query.Text), EngineRun.Depth).ScoreDocs
                .Select(hit => new RankedDocument(reader.Document(hit.Doc).Get(Id), hit.Score)).ToList())]);
    }

    private static BooleanQuery Query(Analyzer analyzer, string text)
    {
        var query = new BooleanQuery();
        using var tokens = analyzer.GetTokenStream(Text, text);
        var term = tokens.GetAttribute<ICharTermAttribute>();
        tokens.Reset();
        while (tokens.IncrementToken() && query.Clauses.Count < BooleanQuery.MaxClauseCount)
            query.Add(new TermQuery(new Term(Text, term.ToString())), Occur.SHOULD);
        tokens.End();
        return query;
    }
}
