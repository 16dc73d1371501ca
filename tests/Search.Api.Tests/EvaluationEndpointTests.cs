namespace Search.Api.Tests;

public sealed class EvaluationEndpointTests(NewsHost news) : IClassFixture<NewsHost>
{
    private RunningHost Host => news.Host;

    [Fact]
    public async Task Judged_queries_are_measured()
    {
        var reply = await Host.PostJsonAsync("/v1/evaluate", """
            {"k":5,"requests":[
              {"id":"bridge","request":{"q":"harbour bridge","size":1},"ratings":[{"id":"harbour","rating":2}]},
              {"request":{"q":"bridge"},"ratings":[{"id":"nobody"}]}]}
            """);

        Assert.Equal(["metrics", "counted", "details"], Reply.Names(reply));
        Assert.Equal(["ndcg", "map", "recall", "mrr", "precision"], Reply.Names(reply.GetProperty("metrics")));
        Assert.Equal(2, reply.GetProperty("counted").GetInt32());
        Assert.Equal(0.5, reply.GetProperty("metrics").GetProperty("mrr").GetDouble());
        var first = reply.GetProperty("details")[0];
        Assert.Equal(["id", "metrics", "hits", "unrated", "failure"], Reply.Names(first));
        Assert.Equal("bridge", first.GetProperty("id").GetString());
        Assert.Equal(2, first.GetProperty("hits")[0].GetProperty("rating").GetInt32());
        Assert.Equal("2", reply.GetProperty("details")[1].GetProperty("id").GetString());
        Assert.Contains("harbour", reply.GetProperty("details")[1].GetProperty("unrated").EnumerateArray().Select(id => id.GetString()));
    }

    [Theory]
    [InlineData("""{}""", "'requests'")]
    [InlineData("""{"requests":[]}""", "'requests'")]
    [InlineData("""{"requests":[{"ratings":[]}]}""", "'request'")]
    [InlineData("""{"requests":[{"request":{"q":"a"},"ratings":[{"rating":1}]}]}""", "'id'")]
    [InlineData("""{"requests":[{"request":{"q":"a"},"ratings":[{"id":"x"},{"id":"x"}]}]}""", "twice")]
    [InlineData("""{"requests":[{"request":{"q":"a"}}],"k":0}""", "'k'")]
    [InlineData("""{"requests":[{"request":{"q":"a"}}],"depth":1001}""", "'depth'")]
    [InlineData("""{"requests":[{"id":"x","request":{"q":"a"}},{"id":"x","request":{"q":"b"}}]}""", "'x'")]
    [InlineData("""{"requests":[{"request":{"q":"a","size":1000}}]}""", "'size'")]
    public async Task Mistakes_are_problems(string json, string word)
    {
        using var response = await Host.SendAsync(HttpMethod.Post, "/v1/evaluate", json);
        await Reply.ProblemAsync(response, 400, word);
    }
}
