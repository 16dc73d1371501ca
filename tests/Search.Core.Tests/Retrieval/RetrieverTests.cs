using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>An archive of several windows of documents; made once.</summary>
public sealed class LargeArchive : IDisposable
{
    public const int Count = 12_000;

    public LargeArchive()
    {
        for (int i = 0; i < Count; i++)
        {
            Archive.Put(new Article
            {
                Id = i.ToString(),
                Body = $"{(i % 2 == 0 ? "even" : "odd")} {(i % 3_000 == 2_999 ? "rare rarer" : "common")} {(i % 7 == 0 ? "seven up" : "up seven")}",
                Source = i % 999 == 1 ? "Dawn" : "BBC",
                Date = ArticleDate.FromDay(new DateOnly(2000, 1, 1).AddDays(i % 3_000)),
            });
            if (i == 7_000)
                Archive.Flush();
        }
        for (int i = 0; i < Count; i += 100)
            Archive.Delete(i.ToString());
    }

    internal TestArchive Archive { get; } = new();

    public void Dispose() => Archive.Dispose();
}

/// <summary>What needs more documents than the naive search has patience for: several windows, selective filters, budgets.</summary>
public sealed class RetrieverTests(LargeArchive large) : IClassFixture<LargeArchive>
{
    private const int Count = LargeArchive.Count;

    private readonly TestArchive _archive = large.Archive;

    [Theory]
    [InlineData("even odd", "")]
    [InlineData("even rare", "")]
    [InlineData("even rare", "even")]
    [InlineData("+rare even", "")]
    [InlineData("\"seven up\" rare", "")]
    [InlineData("\"seven up\"~3 ra*", "")]
    [InlineData("ra* odd source:Dawn", "")]
    [InlineData("even source:Dawn after:2003", "")]
    [InlineData("source:Dawn OR rare", "")]
    [InlineData("(+even seven) OR rarer", "")]
    public void Windows_give_what_single_documents_give(string query, string prohibited)
    {
        using var reader = _archive.Open();
        var plan = Plan(reader, prohibited.Length > 0 ? $"{query} -{prohibited}" : query);
        var budget = Unlimited();
        var found = Retriever.Search(reader, plan, new RetrievalRequest { K = Count }, budget);
        Assert.Equal(Retriever.MatchingDocuments(reader, plan, budget).ToList(), found.Documents.Select(document => document.DocId).Order());
        Assert.NotEqual(0, found.Count);

        // The plan under a group of its own goes document at a time.
        var wrapped = plan with { Root = new GroupPlan([new PlanClause(ClauseRole.Required, plan.Root)], minOptional: 0) };
        Assert.Equal(found.Documents, Retriever.Search(reader, wrapped, new RetrievalRequest { K = Count }, budget).Documents);
        Assert.Equal(found.Documents.Take(7), Retriever.Search(reader, plan, new RetrievalRequest { K = 7 }, budget).Documents);
    }

    [Theory]
    [InlineData("even odd")]
    [InlineData("+even seven")]
    [InlineData("")]
    public void A_used_up_budget_gives_a_partial_answer(string query)
    {
        using var reader = _archive.Open();
        var plan = Plan(reader, query);
        var budget = new SearchBudget(TimeSpan.Zero, default);
        var found = Retriever.Search(reader, plan, new RetrievalRequest { K = 10 }, budget);
        Assert.True(found.IsPartial);
        Assert.False(found.CountIsExact);
        Assert.True(found.Count < Count / 2);
    }

    [Fact]
    public void A_cancelled_search_ends()
    {
        using var reader = _archive.Open();
        var plan = Plan(reader, "even odd");
        var budget = new SearchBudget(Timeout.InfiniteTimeSpan, new CancellationToken(canceled: true));
        Assert.Throws<OperationCanceledException>(() => Retriever.Search(reader, plan, new RetrievalRequest { K = 10 }, budget));
        Assert.Throws<OperationCanceledException>(() => Retriever.MatchingDocuments(reader, plan, budget).Count());
    }

    [Fact]
    public void Counts_are_exact_up_to_their_limit()
    {
        using var reader = _archive.Open();
        var plan = Plan(reader, "rare");
        Assert.Equal((4, true), Counted(4));
        Assert.Equal((3, false), Counted(3));

        (long, bool) Counted(long limit)
        {
            var found = Retriever.Search(reader, plan, new RetrievalRequest { K = 1, CountLimit = limit }, Unlimited());
            return (found.Count, found.CountIsExact);
        }
    }

    [Fact]
    public void Searches_may_run_at_once()
    {
        using var reader = _archive.Open();
        string[] queries = ["even odd", "\"seven up\"", "ra* even", "+even rare"];
        var expected = queries.Select(query => Retriever.Search(reader, Plan(reader, query), new RetrievalRequest { K = 50 }, Unlimited()).Documents).ToList();
        Parallel.For(0, 40, i =>
        {
            var plan = Plan(reader, queries[i % 4]);
            Assert.Equal(expected[i % 4], Retriever.Search(reader, plan, new RetrievalRequest { K = 50 }, Unlimited()).Documents);
        });
    }

    private QueryPlan Plan(Lucene.Net.Index.IndexReader reader, string query) =>
        new QueryPlanner(TestArchive.Chain, new RankingOptions(), new SearchLimits()).Plan(
            reader, QueryParser.Parse(query, _archive.Schema.Types, 1024), new SearchConditions(), _archive.Schema.Types, Unlimited(), []);

    private static SearchBudget Unlimited() => new(Timeout.InfiniteTimeSpan, default);
}
