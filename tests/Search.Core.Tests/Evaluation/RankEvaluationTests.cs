namespace Search.Core.Tests.Evaluation;

public sealed class RankEvaluationTests
{
    [Fact]
    public async Task Queries_are_measured_and_averaged()
    {
        await using var index = await FilledAsync();
        var result = index.Evaluate(new EvaluationRequest(
        [
            new JudgedQuery("first", new SearchRequest("harbour bridge")) { Ratings = new Dictionary<string, int> { ["bridge"] = 2, ["harbour"] = 1 } },
            new JudgedQuery("second", new SearchRequest("harbour") { Size = 1, From = 5 }) { Ratings = new Dictionary<string, int> { ["nowhere"] = 1 } },
            new JudgedQuery("unjudged", new SearchRequest("bridge")) { Ratings = new Dictionary<string, int> { ["bridge"] = 0 } },
        ]));

        Assert.Equal(2, result.Counted);
        Assert.Equal(["first", "second", "unjudged"], result.Queries.Select(query => query.Id));
        Assert.Equal([true, true, false], result.Queries.Select(query => query.Counts));
        var first = result.Queries[0];
        Assert.Equal(["bridge", "harbour"], first.Hits.Select(hit => hit.Id));
        Assert.Equal([2, 1], first.Hits.Select(hit => hit.Rating));
        Assert.Equal(1, first.Metrics.Ndcg);
        Assert.Empty(first.Unrated);
        // Paging of the request has no effect.
        Assert.Equal(2, result.Queries[1].Hits.Count);
        Assert.Equal(["bridge", "harbour"], result.Queries[1].Unrated.Order());
        Assert.Equal(0.5, result.Mean.Ndcg);
        Assert.Equal(0.5, result.Mean.AveragePrecision);
    }

    [Fact]
    public async Task A_refused_query_counts_as_one_that_found_nothing()
    {
        await using var index = await FilledAsync();
        var ratings = new Dictionary<string, int> { ["bridge"] = 1 };
        var result = await index.EvaluateAsync(new EvaluationRequest(
        [
            new JudgedQuery("good", new SearchRequest("bridge")) { Ratings = ratings },
            new JudgedQuery("bad", new SearchRequest("bridge") { Sort = SortOrder.Parse("nofield:asc") }) { Ratings = ratings },
        ]), TestContext.Current.CancellationToken);

        Assert.Null(result.Queries[0].Failure);
        Assert.Contains("nofield", result.Queries[1].Failure, StringComparison.Ordinal);
        Assert.Equal(0.5, result.Mean.Ndcg);
    }

    [Theory]
    [InlineData(0, 10, 100)]
    [InlineData(11, 10, 10)]
    [InlineData(10, 1_001, 100)]
    [InlineData(10, 0, 100)]
    [InlineData(10, 50, 100)]
    public async Task Cutoffs_out_of_range_are_refused(int cutoff, int depth, int recallCutoff)
    {
        await using var index = ArticleIndex.CreateInMemory();
        Assert.Throws<InvalidRequestException>(() =>
            index.Evaluate(new EvaluationRequest([]) { Cutoff = cutoff, Depth = depth, RecallCutoff = recallCutoff }));
    }

    [Fact]
    public async Task Ids_of_queries_are_unique()
    {
        await using var index = ArticleIndex.CreateInMemory();
        var query = new JudgedQuery("same", new SearchRequest("a"));
        Assert.Throws<InvalidRequestException>(() => index.Evaluate(new EvaluationRequest([query, query])));
    }

    [Fact]
    public async Task An_evaluation_can_be_cancelled()
    {
        await using var index = await FilledAsync();
        var query = new JudgedQuery("a", new SearchRequest("harbour"));
        Assert.Throws<OperationCanceledException>(() => index.Evaluate(new EvaluationRequest([query]), new CancellationToken(canceled: true)));
    }

    private static async Task<ArticleIndex> FilledAsync()
    {
        var index = ArticleIndex.CreateInMemory();
        await index.AddAsync(new Article { Id = "bridge", Title = "Harbour bridge opens", Body = "The harbour bridge opened on Monday." });
        await index.AddAsync(new Article { Id = "harbour", Title = "Fishing", Body = "Boats left the harbour early." });
        return index;
    }
}
