using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core;
using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Storage;

namespace Search.Benchmarks.Game;

/// <summary>This project's engine: its directory, its codec, and the retrieval that <see cref="ArticleIndex"/> uses.</summary>
internal sealed class OurGameEngine : IGameEngine
{
    public string Name => "ours";

    public void Index(IEnumerable<GameDocument> documents, string folder, GameIndexOptions options) => new BulkGameIndex(folder, options).Write(documents);

    public IGameSearcher Open(string folder) => new Searcher(folder);

    private sealed class Searcher : IGameSearcher
    {
        private readonly ArticleDirectory _directory;
        private readonly DirectoryReader _reader;
        private readonly FieldScoring _scoring;

        public Searcher(string folder)
        {
            ArticleCodec.Register();
            _directory = new ArticleDirectory(folder, StorageAccess.Mapped, readOnly: true);
            _reader = DirectoryReader.Open(_directory);
            // Depends on the index alone.
            _scoring = FieldScoring.Read(_reader, LuceneGameIndex.Text, new RankingOptions { K1 = 1.2, B = 0.75 });
        }

        public int Segments => _reader.Leaves.Count;

        public GameAnswer Search(string query, GameOperation operation)
        {
            var found = Retriever.Search(_reader, new QueryPlan(Plan(GameQuery.Parse(query)), []), new RetrievalRequest
            {
                K = operation.K,
                CountLimit = operation.WantsCount ? long.MaxValue : 0,
            }, new SearchBudget(Timeout.InfiniteTimeSpan, CancellationToken.None));
            return new GameAnswer(true, found.Count, found.Documents);
        }

        public string Id(int docId) => GameIds.Read(_reader, docId);

        public void Dispose()
        {
            _reader.Dispose();
            _directory.Dispose();
        }

        private PlanNode Plan(GameQuery query)
        {
            if (query.IsEmpty)
                return new NothingPlan();
            if (query.Clauses.Count == 1)
                return Plan(query.Clauses[0]);
            var clauses = new PlanClause[query.Clauses.Count];
            for (int i = 0; i < clauses.Length; i++)
                clauses[i] = new PlanClause(RoleOf(query.Clauses[i].Role), Plan(query.Clauses[i]));
            return new GroupPlan(clauses, minOptional: query.HasRequired ? 0 : 1);
        }

        private LeafPlan Plan(GameClause clause)
        {
            if (clause.Words.Count == 1)
                return new TermPlan(Term(clause.Words[0]), _scoring, boost: 1);
            var terms = new IndexTerm[clause.Words.Count];
            for (int i = 0; i < terms.Length; i++)
                terms[i] = Term(clause.Words[i]);
            return new PhrasePlan(terms, slop: 0, _scoring, boost: 1);
        }

        private IndexTerm Term(string word) => IndexTerm.Find(_reader, LuceneGameIndex.Text, new BytesRef(Encoding.UTF8.GetBytes(word)));

        private static ClauseRole RoleOf(GameRole role) => role switch
        {
            GameRole.Required => ClauseRole.Required,
            GameRole.Prohibited => ClauseRole.Prohibited,
            _ => ClauseRole.Optional,
        };
    }
}
