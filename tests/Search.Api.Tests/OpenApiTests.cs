using System.Text.Json;

namespace Search.Api.Tests;

public sealed class OpenApiTests(NewsHost news) : IClassFixture<NewsHost>
{
    [Fact]
    public async Task The_document_lists_every_call_with_words()
    {
        var document = await news.Host.GetJsonAsync("/openapi/v1.json");
        string[] expected =
        [
            "get /v1/search", "post /v1/search", "post /v1/searches", "post /v1/highlight", "get /v1/articles/{id}/highlight",
            "put /v1/articles/{id}", "get /v1/articles/{id}", "patch /v1/articles/{id}", "delete /v1/articles/{id}",
            "post /v1/articles", "post /v1/articles/delete", "get /v1/articles/{id}/related", "post /v1/related", "get /v1/suggest",
            "get /v1/index", "post /v1/index/commit", "post /v1/index/refresh", "post /v1/index/optimize", "post /v1/index/snapshots",
            "post /v1/evaluate",
            "get /v1/synonyms", "get /v1/synonyms/{name}", "put /v1/synonyms/{name}", "delete /v1/synonyms/{name}",
            "get /v1/stopwords", "get /v1/stopwords/{name}", "put /v1/stopwords/{name}", "delete /v1/stopwords/{name}",
            "get /v1/alerts", "get /v1/alerts/{name}", "put /v1/alerts/{name}", "delete /v1/alerts/{name}",
            "get /v1/alerts/{name}/matches", "get /v1/alerts/{name}/events", "get /v1/alerts/{name}/feed",
            "get /v1/log/searches", "delete /v1/log/searches",
            "get /health/live", "get /health/ready", "get /metrics",
        ];
        var calls = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value))).ToArray();

        Assert.Equal(expected.Order(), calls.Select(call => call.Name).Order());
        foreach (var (name, operation) in calls)
        {
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.GetProperty("description").GetString()!);
            Assert.NotEmpty(operation.GetProperty("responses").EnumerateObject());
            if (name.Contains("{id}", StringComparison.Ordinal))
                Assert.Equal("id", Assert.Single(operation.GetProperty("parameters").EnumerateArray(), each => each.GetProperty("in").GetString() == "path").GetProperty("name").GetString());
            foreach (var parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : [])
                Assert.NotEmpty(parameter.GetProperty("description").GetString()!);
        }
    }

    [Fact]
    public async Task Both_forms_of_search_document_the_same_names()
    {
        var document = await news.Host.GetJsonAsync("/openapi/v1.json");
        var search = document.GetProperty("paths").GetProperty("/v1/search");
        var parameters = search.GetProperty("get").GetProperty("parameters").EnumerateArray().ToDictionary(each => each.GetProperty("name").GetString()!);
        var body = Resolve(document, search.GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"));

        Assert.Equal(
            ["q", "match", "size", "from", "sort", "after", "before", "source", "author", "filter", "highlight", "total", "explain", "timings", "recencyWeight", "recencyHalfLife", "profile", "typos", "facet", "facetSize", "histogram", "collapse", "cursor", "keepAlive", "format", "limit"],
            parameters.Keys);
        Assert.Equal(parameters.Keys, Reply.Names(body.GetProperty("properties")));
        var size = parameters["size"].GetProperty("schema");
        Assert.Equal(0, size.GetProperty("minimum").GetInt32());
        Assert.Equal(100, size.GetProperty("maximum").GetInt32());
        Assert.Equal(10, size.GetProperty("default").GetInt32());
        Assert.Contains("string", parameters["q"].GetProperty("schema").GetProperty("type").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replies_are_described()
    {
        var document = await news.Host.GetJsonAsync("/openapi/v1.json");
        var reply = document.GetProperty("components").GetProperty("schemas").GetProperty("SearchReply");
        Assert.Equal(["tookMs", "total", "groups", "hits", "facets", "facetMissing", "histogram", "didYouMean", "cursor", "timingsMs", "warnings"], Reply.Names(reply.GetProperty("properties")));
        Assert.NotEmpty(reply.GetProperty("properties").GetProperty("tookMs").GetProperty("description").GetString()!);
    }

    [Theory]
    [InlineData("get", "/v1/search", true, false)]
    [InlineData("put", "/v1/articles/{id}", true, true)]
    [InlineData("post", "/v1/index/commit", true, true)]
    [InlineData("get", "/health/live", false, false)]
    public async Task Refusals_of_callers_are_described(string method, string path, bool needsKey, bool needsMore)
    {
        var document = await news.Host.GetJsonAsync("/openapi/v1.json");
        var responses = document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses");
        Assert.Equal(needsKey, responses.TryGetProperty("401", out _));
        Assert.Equal(needsMore, responses.TryGetProperty("403", out var forbidden) && forbidden.GetProperty("content").TryGetProperty("application/problem+json", out _));
    }

    [Fact]
    public async Task The_order_of_optimizing_is_described()
    {
        var document = await news.Host.GetJsonAsync("/openapi/v1.json");
        var optimize = document.GetProperty("paths").GetProperty("/v1/index/optimize").GetProperty("post");
        Assert.Equal("order", Assert.Single(optimize.GetProperty("parameters").EnumerateArray()).GetProperty("name").GetString());
    }

    private static JsonElement Resolve(JsonElement document, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]) : schema;
}
