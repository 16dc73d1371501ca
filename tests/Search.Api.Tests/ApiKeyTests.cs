using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Search.Api.Hosting;

namespace Search.Api.Tests;

public sealed class ApiKeyTests : IAsyncLifetime
{
    private RunningHost Host { get; set; } = null!;

    public async ValueTask InitializeAsync() => Host = await RunningHost.StartAsync(
        [.. Key(0, "reader-key", "read"), .. Key(1, "writer-key", "write"), .. Key(2, "admin-key", "admin"), .. Key(3, "both-key", "read", "write")]);

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    [Theory]
    [InlineData("GET", "/v1/search", null, Scope.Read)]
    [InlineData("POST", "/v1/search", "{}", Scope.Read)]
    [InlineData("POST", "/v1/highlight", """{"q":"a","text":"a"}""", Scope.Read)]
    [InlineData("GET", "/v1/articles/x", null, Scope.Read)]
    [InlineData("GET", "/v1/articles/x/highlight?q=a", null, Scope.Read)]
    [InlineData("GET", "/v1/index", null, Scope.Read)]
    [InlineData("GET", "/v1/suggest", null, Scope.Read)]
    [InlineData("PUT", "/v1/articles/x", "{}", Scope.Write)]
    [InlineData("PATCH", "/v1/articles/x", "{}", Scope.Write)]
    [InlineData("DELETE", "/v1/articles/x", null, Scope.Write)]
    [InlineData("POST", "/v1/articles", "[]", Scope.Write)]
    [InlineData("POST", "/v1/articles/delete", """{"q":"a"}""", Scope.Write)]
    [InlineData("POST", "/v1/index/commit", null, Scope.Admin)]
    [InlineData("POST", "/v1/index/refresh", null, Scope.Admin)]
    [InlineData("POST", "/v1/index/optimize", null, Scope.Admin)]
    [InlineData("GET", "/v1/indexes/news/search", null, Scope.Admin)]
    public async Task A_call_needs_its_scope_or_a_higher_one(string method, string path, string? json, object needed)
    {
        foreach (var (key, held) in ((string?, Scope?)[])[(null, null), ("wrong", null), ("reader-key", Scope.Read), ("writer-key", Scope.Write), ("both-key", Scope.Write), ("admin-key", Scope.Admin)])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (json is not null)
                request.Content = new StringContent(json, Encoding.UTF8, "application/json");
            if (key is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await Host.Client.SendAsync(request);
            if (held is null)
            {
                await Reply.ProblemAsync(response, 401, "Bearer");
                Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
            }
            else if (held < (Scope)needed)
            {
                await Reply.ProblemAsync(response, 403, needed.ToString()!);
                Assert.Contains("insufficient_scope", response.Headers.WwwAuthenticate.Single().ToString(), StringComparison.Ordinal);
            }
            else
            {
                Assert.False((int)response.StatusCode is 401 or 403, $"{key}: {(int)response.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task The_other_header_works_and_a_key_writes_from_anywhere()
    {
        var reply = await Host.RawAsync("PUT", "/v1/articles/far", """{"body":"x"}""",
            "X-Api-Key: writer-key", "Host: news.example", "X-Forwarded-For: 10.0.0.7");
        Assert.Equal(201, reply.Status);
        Reply.Problem(await Host.RawAsync("PUT", "/v1/articles/far", "x", "X-Api-Key: writer-key", "Content-Type: text/plain"), 415);
        Reply.Problem(await Host.RawAsync("PUT", "/v1/articles/far", "{}", "X-Api-Key: "), 401);
        Reply.Problem(await Host.RawAsync("PUT", "/v1/articles/far", "{}", "Authorization: Basic d3JpdGVyLWtleQ=="), 401);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    public async Task Some_calls_stay_open(string path)
    {
        using var response = await Host.Client.GetAsync(path);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public void Every_call_under_v1_needs_a_scope()
    {
        var endpoints = Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal)).ToArray();
        Assert.True(endpoints.Length > 15);
        Assert.All(endpoints, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<RequiredScope>()));
    }

    private static IEnumerable<string> Key(int n, string key, params string[] scopes) =>
    [
        $"Search:ApiKeys:{n}:Name={key}",
        $"Search:ApiKeys:{n}:Sha256={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}",
        .. scopes.Select((scope, i) => $"Search:ApiKeys:{n}:Scopes:{i}={scope}"),
    ];
}
