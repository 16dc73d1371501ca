using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Tests.Retrieval;

/// <summary>
/// Orders and filters by values over many windows of 4,096 documents, whose values lie in the order of the documents, against it, in narrow steps, or
/// are missing for windows on end: what is passed over must not be missed.
/// </summary>
public sealed class BestValuesTests
{
    private const int Documents = 30_000;

    [Theory]
    [InlineData("ascending", 0)]
    [InlineData("descending", 1)]
    [InlineData("steps", 2)]
    [InlineData("mixed", 3)]
    [InlineData("wide", 4)]
    public void Windows_passed_over_have_none_of_the_first(string kind, int seed)
    {
        var random = new Random(seed);
        using var directory = new RAMDirectory();
        Write(directory, random, kind);
        using var reader = DirectoryReader.Open(directory);
        for (int round = 0; round < 25; round++)
        {
            var plan = new QueryPlan(Plan(reader, random), []);
            var request = new RetrievalRequest
            {
                K = new[] { 1, 10, 100, 5_000, 40_000 }[random.Next(5)],
                Order = random.Next(4) == 0 ? HitOrder.Relevance : new HitOrder(SortKind.Number, FieldNames.DateStart, random.Next(2) == 0),
                CountLimit = random.Next(2) == 0 ? 0 : long.MaxValue,
            };
            var budget = new SearchBudget(Timeout.InfiniteTimeSpan, default);
            var expected = ExhaustiveRetriever.Search(reader, plan, request, budget);
            var found = PrunedRetriever.TrySearch(reader, plan, request, budget);
            Assert.NotNull(found);
            Assert.Equal(expected.Documents, found.Documents);
            if (request.CountLimit > 0)
                Assert.Equal(expected.Count, found.Count);
            if (request.Order.Kind != SortKind.Number || expected.Documents.Count == 0)
                continue;
            request = request with { AfterValue = SortValue.Of(reader, request.Order, expected.Documents[random.Next(expected.Documents.Count)].DocId) };
            Assert.Equal(ExhaustiveRetriever.Search(reader, plan, request, budget).Documents, PrunedRetriever.TrySearch(reader, plan, request, budget)!.Documents);
        }
    }

    private static PlanNode Plan(IndexReader reader, Random random)
    {
        var scoring = FieldScoring.Read(reader, FieldNames.Body, new RankingOptions());
        var term = new TermPlan(IndexTerm.Find(reader, FieldNames.Body, new BytesRef(random.Next(3) == 0 ? "rare" : "often")), scoring, 1);
        if (random.Next(4) == 0)
            return term;
        long[] bounds = [Value("ascending", random.Next(Documents)), Value("ascending", random.Next(Documents))];
        var period = new OverlapPlan(FieldNames.DateStart, random.Next(2) == 0 ? FieldNames.DateStart : FieldNames.DateEnd, bounds.Min(), bounds.Max());
        return random.Next(3) switch
        {
            0 => period,
            1 => GroupPlan.AllOf([term, period]),
            _ => new GroupPlan([new(ClauseRole.Optional, term), new(ClauseRole.Required, period)], 0),
        };
    }

    private static void Write(RAMDirectory directory, Random random, string kind)
    {
        ArticleCodec.Register();
        var config = new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
        {
            Codec = ArticleCodec.Instance,
            Similarity = new ExactLengthSimilarity(),
            MergePolicy = NoMergePolicy.COMPOUND_FILES,
        };
        using var writer = new IndexWriter(directory, config);
        int commit = random.Next(5_000, 20_000);
        for (int i = 0; i < Documents; i++)
        {
            string[] words = random.Next(500) == 0 ? ["rare", "often"] : random.Next(2) == 0 ? ["often"] : ["other"];
            long? start = i is > 9_000 and < 15_000 || (kind == "mixed" && random.Next(3) == 0) ? null : kind switch
            {
                "wide" => random.NextInt64(long.MinValue, long.MaxValue),
                "mixed" => Value("ascending", random.Next(Documents)),
                _ => Value(kind, i),
            };
            var period = start is { } from ? (from, Math.Max(from, unchecked(from + random.Next(3) * TimeSpan.TicksPerDay))) : ((long, long)?)null;
            var text = new SyntheticText(words, words, [.. Enumerable.Range(0, words.Length)]);
            writer.AddDocument(SyntheticFields.ToLucene(new SyntheticDocument { Id = $"{i}", Body = text, Date = period }, i));
            if (i == commit)
                writer.Commit();
        }
        if (random.Next(2) == 0)
            writer.DeleteDocuments(new Term(FieldNames.Body, "rare"));
        writer.Commit();
    }

    private static long Value(string kind, int document) => RandomTexts.Now + TimeSpan.TicksPerDay * (long)(kind switch
    {
        "descending" => Documents - document,
        "steps" => document / 4_096 % 3,
        _ => document,
    });
}
