namespace Search.Api.Tests;

public sealed class ProblemTests(NewsHost news) : IClassFixture<NewsHost>
{
    private RunningHost Host => news.Host;

    [Theory]
    [InlineData("GET", "/nowhere", 404, "openapi")]
    [InlineData("GET", "/v1", 404, "openapi")]
    [InlineData("DELETE", "/v1/search", 405, "GET")]
    [InlineData("GET", "/v1/articles", 405, "POST")]
    [InlineData("PUT", "/v1/index", 405, "GET")]
    public async Task Unknown_calls_are_problems(string method, string path, int status, string word)
    {
        using var response = await Host.SendAsync(new HttpMethod(method), path);
        await Reply.ProblemAsync(response, status, word);
        Assert.Equal(status == 405, response.Content.Headers.Allow.Count > 0);
    }

    [Fact]
    public async Task A_problem_is_json_whatever_the_client_accepts()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/search?size=x");
        request.Headers.Add("Accept", "text/html");
        using var response = await Host.Client.SendAsync(request);
        await Reply.ProblemAsync(response, 400, "size");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_a_413()
    {
        using var response = await Host.SendAsync(HttpMethod.Post, "/v1/search", $$"""{"q":"{{new string('x', 2 << 20)}}"}""");
        await Reply.ProblemAsync(response, 413);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task A_body_of_another_type_is_a_415(string type)
    {
        using var search = await Host.SendAsync(HttpMethod.Post, "/v1/search", "{}", type);
        await Reply.ProblemAsync(search, 415, "application/json");
        using var put = await Host.SendAsync(HttpMethod.Put, "/v1/articles/x", "{}", type);
        await Reply.ProblemAsync(put, 415, "application/json");
    }

    [Fact]
    public async Task A_body_without_a_type_is_a_415()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/search") { Content = new ByteArrayContent("{}"u8.ToArray()) };
        using var response = await Host.Client.SendAsync(request);
        await Reply.ProblemAsync(response, 415, "application/json");
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_mistake()
    {
        using var response = await Host.SendAsync(HttpMethod.Post, "/v1/search", "\uFEFF{\"q\":\"bridge\"}");
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Every_reply_carries_the_security_headers()
    {
        foreach (string path in (string[])["/v1/search", "/v1/search?size=x", "/nowhere", "/health/live", "/v1/articles/harbour"])
        {
            using var response = await Host.Client.GetAsync(path);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.False(response.Headers.Contains("Server"));
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }
}
