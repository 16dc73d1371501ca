using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Search.Core.Scoring;

namespace Search.Benchmarks.Game;

/// <summary>
/// Lucene.Net as it comes: its directory, codec, queries and collectors. Only the similarity is ours, as none of its own keeps lengths
/// exactly; it makes the same scores, added in floats, so that results can be compared to rounding.
/// </summary>
internal sealed class StockGameEngine : IGameEngine
{
    public string Name => "lucene-net";

    public void Index(IEnumerable<GameDocument> documents, string folder, GameIndexOptions options)
    {
        using var directory = FSDirectory.Open(folder);
        LuceneGameIndex.Write(directory, Codec.ForName("Lucene46"), documents, options);
    }

    public IGameSearcher Open(string folder) => new Searcher(folder);

    private sealed class Searcher : IGameSearcher
    {
        private readonly FSDirectory _directory;
        private readonly DirectoryReader _reader;
        private readonly IndexSearcher _searcher;

        public Searcher(string folder)
        {
            _directory = FSDirectory.Open(folder);
            _reader = DirectoryReader.Open(_directory);
            _searcher = new IndexSearcher(_reader) { Similarity = new ExactLengthSimilarity() };
        }

        public int Segments => _reader.Leaves.Count;

        public GameAnswer Search(string query, GameOperation operation)
        {
            var parsed = GameQuery.Parse(query);
            if (parsed.IsEmpty)
                return GameAnswer.Nothing;
            if (operation.K == 0)
            {
                var counter = new TotalHitCountCollector();
                _searcher.Search(Query(parsed), counter);
                return new GameAnswer(true, counter.TotalHits, []);
            }

            var top = _searcher.Search(Query(parsed), operation.K);
            var documents = new ScoredDocument[top.ScoreDocs.Length];
            for (int i = 0; i < documents.Length; i++)
                documents[i] = new ScoredDocument(top.ScoreDocs[i].Doc, top.ScoreDocs[i].Score);
            return new GameAnswer(true, top.TotalHits, documents);
        }

        public string Id(int docId) => GameIds.Read(_reader, docId);

        public void Dispose()
        {
            _reader.Dispose();
            _directory.Dispose();
        }

        private static Query Query(GameQuery query)
        {
            if (query.Clauses is [var only])
                return Query(only);
            var clauses = new BooleanQuery(disableCoord: true);
            foreach (var clause in query.Clauses)
                clauses.Add(Query(clause), OccurOf(clause.Role));
            return clauses;
        }

        private static Query Query(GameClause clause)
        {
            if (clause.Words is [var word])
                return new TermQuery(new Term(LuceneGameIndex.Text, word));
            var phrase = new PhraseQuery();
            foreach (string each in clause.Words)
                phrase.Add(new Term(LuceneGameIndex.Text, each));
            return phrase;
        }

        private static Occur OccurOf(GameRole role) => role switch
        {
            GameRole.Required => Occur.MUST,
            GameRole.Prohibited => Occur.MUST_NOT,
            _ => Occur.SHOULD,
        };
    }
}
