using CsCheck;
using Lucene.Net.Index;
using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>
/// Random archives (several segments, deletions, replacements, merges, tied scores) and random queries of every kind against
/// <see cref="NaiveSearch"/>: the same documents, order, scores and counts. The failure names the seed of the archive and the query.
/// </summary>
public sealed class RetrieverPropertyTests
{
    private static readonly SearchLimits Limits = new();

    [Fact]
    public void Results_are_those_of_the_naive_search() => Gen.Int.Uniform.Sample(seed => Check(seed, queries: 60), iter: 20, threads: 1);

    [Theory]
    [InlineData(1)]
    public void Seeds_that_once_failed_pass(int seed) => Check(seed, queries: 60);

    private static void Check(int seed, int queries)
    {
        var random = new Random(seed);
        var generator = new RandomArchive(random);
        using var archive = generator.Build(random.Next(5, 60));
        using var reader = archive.Open();
        if (reader.MaxDoc == 0)
            return;
        var ranking = random.Next(3) == 0
            ? new RankingOptions { K1 = random.NextDouble() * 2, B = random.NextDouble(), TitleBoost = 3, PhraseBoost = 1.5, ProximityWeight = random.Next(2), BurstinessPower = random.NextDouble() }
            : new RankingOptions();
        var planner = new QueryPlanner(TestArchive.Chain, ranking, Limits);
        var naive = new NaiveSearch(archive, reader, ranking);
        for (int i = 0; i < queries; i++)
        {
            string query = generator.Query();
            var conditions = generator.Conditions();
            try
            {
                Compare(archive, reader, planner, naive, query, conditions, random);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}, query {i}: {query} with {conditions}", exception);
            }
        }
    }

    private static void Compare(
        TestArchive archive, DirectoryReader reader, QueryPlanner planner, NaiveSearch naive, string query, SearchConditions conditions, Random random)
    {
        var parsed = QueryParser.Parse(query, archive.Schema.Types, 1024);
        var expected = naive.Search(parsed.Root, conditions);
        var budget = new SearchBudget(Timeout.InfiniteTimeSpan, default);
        var plan = planner.Plan(reader, parsed, conditions, archive.Schema.Types, budget, []);

        foreach (int k in (int[])[0, 1, random.Next(2, 8), 1_000])
        {
            var found = Retriever.Search(reader, plan, new RetrievalRequest { K = k }, budget);
            Assert.Equal(expected.Take(k), found.Documents.Select(document => (document.DocId, document.Score)));
            Assert.Equal((expected.Count, true, false), (found.Count, found.CountIsExact, found.IsPartial));
        }
        int limit = random.Next(1, 10);
        var bounded = Retriever.Search(reader, plan, new RetrievalRequest { K = 3, CountLimit = limit }, budget);
        Assert.Equal((Math.Min(expected.Count, limit), expected.Count <= limit), (bounded.Count, bounded.CountIsExact));
        Assert.Equal(expected.Select(hit => hit.DocId).Order(), Retriever.MatchingDocuments(reader, plan, budget));
        CheckExplanations(reader, plan, expected, random);
        CheckOrders(archive.Schema.Types, reader, plan, naive, expected, budget, random);
    }

    private static void CheckExplanations(DirectoryReader reader, QueryPlan plan, List<(int DocId, float Score)> expected, Random random)
    {
        int docId = random.Next(reader.MaxDoc);
        var explanation = Retriever.Explain(reader, plan, docId);
        bool matches = expected.Exists(hit => hit.DocId == docId);
        Assert.Equal(matches, explanation is not null);
        if (explanation is null)
            return;
        double sum = 0;
        foreach (var detail in explanation.Details)
            sum += detail.Value;
        Assert.Equal(expected.Find(hit => hit.DocId == docId).Score, (float)sum);
        Assert.Equal((float)sum, explanation.Value);
        Assert.All(explanation.Details.Where(detail => detail.Details.Count > 0), detail =>
            Assert.Equal(detail.Value, detail.Details.Sum(part => part.Value), 9));
    }

    private static void CheckOrders(
        IReadOnlyDictionary<string, FieldType> schema, DirectoryReader reader, QueryPlan plan, NaiveSearch naive, List<(int DocId, float Score)> expected, SearchBudget budget, Random random)
    {
        int k = random.Next(1, 12);
        Check(SortOrder.Newest, article => article.Date?.Start.Ticks, descending: true);
        Check(SortOrder.Oldest, article => article.Date?.Start.Ticks, descending: false);
        bool descending = random.Next(2) == 0;
        Check(SortOrder.ByField("words", descending), article => Value(article, "words")?.Number, descending);
        Check(SortOrder.ByField("seen", descending), article => Value(article, "seen")?.Date?.Start.Ticks, descending);
        Check(SortOrder.ByField("topic", descending), article => Value(article, "topic")?.Strings?.Order(StringComparer.Ordinal) is { } topics
            ? descending ? topics.Last() : topics.First() : null, descending);
        Check(SortOrder.ByField("paid", descending), article => Value(article, "paid")?.Boolean switch { true => "true", false => "false", _ => null }, descending);

        void Check(SortOrder order, Func<Article, IComparable?> key, bool descending)
        {
            var comparer = Comparer<IComparable>.Create((x, y) => x is string text ? string.CompareOrdinal(text, (string)y) : x.CompareTo(y));
            var keyed = expected.OrderBy(hit => hit.DocId).Select(hit => (Hit: hit, Key: key(naive.ArticleOf(hit.DocId)))).ToList();
            var present = keyed.Where(entry => entry.Key is not null);
            var sorted = (descending ? present.OrderByDescending(entry => entry.Key!, comparer) : present.OrderBy(entry => entry.Key!, comparer))
                .Concat(keyed.Where(entry => entry.Key is null)).Select(entry => entry.Hit);
            var found = Retriever.Search(reader, plan, new RetrievalRequest { K = k, Order = HitOrders.Of(order, schema) }, budget);
            Assert.Equal(sorted.Take(k), found.Documents.Select(document => (document.DocId, document.Score)));
        }
    }

    private static FieldValue? Value(Article article, string field) => article.Fields.GetValueOrDefault(field);
}
