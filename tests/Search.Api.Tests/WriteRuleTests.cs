using System.Net;
using Microsoft.AspNetCore.Http;
using Search.Api.Hosting;

namespace Search.Api.Tests;

/// <summary>Without keys, only local callers write; reads are for all.</summary>
public sealed class WriteRuleTests(NewsHost news) : IClassFixture<NewsHost>
{
    private RunningHost Host => news.Host;

    [Theory]
    [InlineData("Host: localhost:5080", true)]
    [InlineData("Host: LOCALHOST", true)]
    [InlineData("Host: 127.0.0.1:1", true)]
    [InlineData("Host: [::1]:5080", true)]
    [InlineData("Host: evil.example", false)]
    [InlineData("Host: localhost.evil.example", false)]
    [InlineData("Host: 127.0.0.1.evil.example:5080", false)]
    [InlineData("X-Forwarded-For: 127.0.0.1", false)]
    [InlineData("x-forwarded-proto: https", false)]
    [InlineData("Forwarded: for=127.0.0.1", false)]
    [InlineData("Origin: https://evil.example", false)]
    [InlineData("Origin: null", false)]
    [InlineData("Origin: http://localhost:3000", false)]
    [InlineData("X-Requested-With: anything", true)]
    public async Task A_write_needs_a_local_caller(string header, bool allowed)
    {
        (string Method, string Target, string? Body)[] writes =
        [
            ("PUT", "/v1/articles/written", """{"body":"x"}"""),
            ("PATCH", "/v1/articles/written", """{"body":"y"}"""),
            ("POST", "/v1/articles", """[]"""),
            ("POST", "/v1/articles/delete", """{"q":"nothinglikethis"}"""),
            ("POST", "/v1/index/commit", null),
            ("POST", "/v1/index/refresh", null),
            ("DELETE", "/v1/articles/written", null),
        ];
        foreach (var (method, target, body) in writes)
        {
            var reply = await Host.RawAsync(method, target, body, header);
            if (allowed)
                Assert.True(reply.Status is 200 or 201 or 204, $"{method} {target}: {reply.Status} {reply.Body}");
            else
                Reply.Problem(reply, 403, "Search:ApiKeys");
        }
        Assert.Equal(200, (await Host.RawAsync("GET", "/v1/search?q=bridge", null, header)).Status);
        Assert.Equal(200, (await Host.RawAsync("POST", "/v1/search", """{"q":"bridge"}""", header)).Status);
        Assert.Equal(200, (await Host.RawAsync("GET", "/v1/articles/harbour", null, header)).Status);
    }

    [Fact]
    public async Task The_page_of_the_host_itself_may_write()
    {
        var reply = await Host.RawAsync("PUT", "/v1/articles/own", """{"body":"x"}""", $"Origin: http://{Host.Url.Authority}");
        Assert.Equal(201, reply.Status);
        Assert.Equal(204, (await Host.RawAsync("DELETE", "/v1/articles/own", null, $"Origin: http://{Host.Url.Authority}")).Status);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.8.8", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.7", false)]
    [InlineData("::ffff:10.0.0.7", false)]
    [InlineData("fe80::1", false)]
    [InlineData(null, false)]
    public void The_peer_must_be_a_loopback_address(string? peer, bool allowed)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer);
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost", 5080);
        Assert.Equal(allowed, LocalCaller.WhyNot(context) is null);
    }
}
