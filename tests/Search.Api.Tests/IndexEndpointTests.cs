using System.Text.Json;

namespace Search.Api.Tests;

public sealed class IndexEndpointTests(NewsHost news) : IClassFixture<NewsHost>
{
    private RunningHost Host => news.Host;

    [Fact]
    public async Task The_state_has_the_documented_shape()
    {
        var state = await Host.GetJsonAsync("/v1/index");

        Assert.Equal(["articles", "segments", "bytes", "lastCommit", "generation", "import"], Reply.Names(state));
        Assert.Equal(4, state.GetProperty("articles").GetInt64());
        Assert.True(state.GetProperty("segments").GetInt32() >= 1);
        Assert.True(state.GetProperty("bytes").GetInt64() > 0);
        Assert.True(state.GetProperty("lastCommit").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(-10));
        Assert.Equal("""{"state":"none","indexed":0,"failed":0}""", state.GetProperty("import").GetRawText());
    }

    [Theory]
    [InlineData("commit")]
    [InlineData("refresh")]
    public async Task Maintenance_answers_with_the_state(string call)
    {
        var state = await Host.PostJsonAsync("/v1/index/" + call, null);
        Assert.Equal(JsonValueKind.Object, state.GetProperty("import").ValueKind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?order=similarity")]
    [InlineData("?order=date")]
    [InlineData("?order=source")]
    [InlineData("?order=added")]
    public async Task Optimizing_makes_one_segment_and_keeps_every_article(string query)
    {
        long before = (await Host.GetJsonAsync("/v1/index")).GetProperty("articles").GetInt64();
        using var response = await Host.SendAsync(HttpMethod.Post, "/v1/index/optimize" + query);
        Assert.Equal(200, (int)response.StatusCode);
        var state = await Host.GetJsonAsync("/v1/index");
        Assert.Equal(1, state.GetProperty("segments").GetInt32());
        Assert.Equal(before, state.GetProperty("articles").GetInt64());
    }

    [Fact]
    public async Task An_unknown_order_is_a_400()
    {
        using var response = await Host.SendAsync(HttpMethod.Post, "/v1/index/optimize?order=size");
        await Reply.ProblemAsync(response, 400, "similarity");
    }

    [Fact]
    public async Task Health_is_well()
    {
        Assert.Equal("""{"status":"live"}""", (await Host.GetJsonAsync("/health/live")).GetRawText());
        Assert.Equal("""{"status":"ready"}""", (await Host.GetJsonAsync("/health/ready")).GetRawText());
    }

    [Theory]
    [InlineData("POST", "/v1/index/snapshots")]
    [InlineData("GET", "/v1/indexes/news/search?q=a")]
    [InlineData("PUT", "/v1/indexes/news/articles/a%2Fb")]
    [InlineData("DELETE", "/v1/indexes/news")]
    public async Task What_is_not_built_yet_is_a_501(string method, string path)
    {
        using var response = await Host.SendAsync(new HttpMethod(method), path);
        await Reply.ProblemAsync(response, 501, "not built yet");
    }
}
