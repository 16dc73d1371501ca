using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Tests.Retrieval;

/// <summary>Many searches at once while an index is written: what a search gives depends on its snapshot and its plan alone.</summary>
public sealed class ConcurrentSearchTests
{
    private const int Threads = 8;
    private const int Snapshots = 6;
    private const int SearchesPerThread = 60;

    [Fact]
    public async Task Results_are_those_of_one_thread()
    {
        ArticleCodec.Register();
        var random = new Random(23);
        var texts = new RandomTexts(random, 1_500);
        var documents = texts.Documents(1_500);
        using var directory = new RAMDirectory();
        using var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
        {
            Similarity = new ExactLengthSimilarity(),
            Codec = ArticleCodec.Instance,
            MergePolicy = new LogDocMergePolicy { MergeFactor = 3, MinMergeDocs = 50 },
        });
        foreach (var document in documents)
            Put(writer, document);

        for (int round = 0; round < Snapshots; round++)
        {
            using var reader = DirectoryReader.Open(writer, applyAllDeletes: true);
            var searches = Searches(reader, texts, random);
            var expected = searches.ConvertAll(search => Run(reader, search));
            int seed = random.Next();
            using var stop = new CancellationTokenSource();
            var writing = Task.Run(() => Write(writer, documents, new Random(seed), stop.Token), TestContext.Current.CancellationToken);
            try
            {
                using var together = new Barrier(Threads);
                var workers = Enumerable.Range(0, Threads).Select(worker => Task.Factory.StartNew(() =>
                {
                    var order = new Random(worker);
                    together.SignalAndWait();
                    for (int i = 0; i < SearchesPerThread; i++)
                    {
                        int at = order.Next(searches.Count);
                        var (documents, count, isExact) = Run(reader, searches[at]);
                        Assert.Equal(expected[at].Documents, documents);
                        Assert.Equal((expected[at].Count, expected[at].IsExact), (count, isExact));
                    }
                }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
                await Task.WhenAll(workers);
            }
            finally
            {
                await stop.CancelAsync();
                await writing;
            }
        }
    }

    private static (ScoredDocument[] Documents, long Count, bool IsExact) Run(IndexReader reader, (QueryPlan Plan, RetrievalRequest Request) search)
    {
        var result = Retriever.Search(reader, search.Plan, search.Request, new SearchBudget(Timeout.InfiniteTimeSpan, default));
        return ([.. result.Documents], result.Count, result.CountIsExact);
    }

    /// <summary>Terms, alternatives, conjunctions, phrases and the product's own: two fields, a reward, a period, recency.</summary>
    private static List<(QueryPlan, RetrievalRequest)> Searches(DirectoryReader reader, RandomTexts texts, Random random)
    {
        var searches = new List<(QueryPlan, RetrievalRequest)>();
        for (int i = 0; i < 60; i++)
        {
            var words = Enumerable.Range(0, random.Next(2, 5)).Select(_ => texts.Word(random)).ToList();
            var bodies = words.ConvertAll<PlanNode>(word => Term(FieldNames.Body, word));
            var plan = (i % 5) switch
            {
                0 => new QueryPlan(bodies[0], []),
                1 => new QueryPlan(GroupPlan.AnyOf(bodies), []),
                2 => new QueryPlan(GroupPlan.AllOf(bodies.Take(2)), []),
                3 => new QueryPlan(new PhrasePlan([Find(FieldNames.Body, words[0]), Find(FieldNames.Body, words[1])], random.Next(3), Scoring(FieldNames.Body), 1), []),
                _ => Product(words),
            };
            searches.Add((plan, new RetrievalRequest { K = random.Next(1, 30), CountLimit = random.Next(3) switch { 0 => 0, 1 => 100, _ => long.MaxValue } }));
        }
        return searches;

        QueryPlan Product(List<string> words)
        {
            PlanClause[] any = [.. words.Select(word => new PlanClause(
                ClauseRole.Optional, GroupPlan.AnyOf([Term(FieldNames.Title, word), Term(FieldNames.Body, word)])))];
            long from = RandomTexts.Now - 1_000 * TimeSpan.TicksPerDay;
            var period = new PlanClause(ClauseRole.Required, new OverlapPlan(FieldNames.DateStart, FieldNames.DateEnd, from, long.MaxValue));
            var rewards = words[0] == words[1] ? []
                : new[] { new ProximityReward(Find(FieldNames.Body, words[0]), Find(FieldNames.Body, words[1]), Scoring(FieldNames.Body), 1) };
            return new QueryPlan(new GroupPlan([.. any, period], 1), rewards, new RecencyFactor(FieldNames.DateStart, RandomTexts.Now, 365, 0.5));
        }

        TermPlan Term(string field, string word) => new(Find(field, word), Scoring(field), field == FieldNames.Title ? 2 : 1);

        IndexTerm Find(string field, string word) => IndexTerm.Find(reader, field, new BytesRef(word));

        FieldScoring Scoring(string field) => FieldScoring.Read(reader, field, new RankingOptions());
    }

    /// <summary>Replaces and deletes documents and opens readers, so that segments are written, merged and closed beside the searches.</summary>
    private static void Write(IndexWriter writer, SyntheticDocument[] documents, Random random, CancellationToken stop)
    {
        for (int change = 1; !stop.IsCancellationRequested; change++)
        {
            var document = documents[random.Next(documents.Length)];
            if (random.Next(3) == 0)
                writer.DeleteDocuments(new Term(FieldNames.Id, document.Id));
            else
                Put(writer, documents[random.Next(documents.Length)] with { Id = document.Id });
            if (change % 50 == 0)
                DirectoryReader.Open(writer, applyAllDeletes: true).Dispose();
        }
    }

    private static void Put(IndexWriter writer, SyntheticDocument document) =>
        writer.UpdateDocument(new Term(FieldNames.Id, document.Id), SyntheticFields.ToLucene(document, version: 0));
}
