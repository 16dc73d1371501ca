using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Search.Api.Tests;

public sealed class BulkEndpointTests : IAsyncLifetime
{
    private const string Ndjson = "application/x-ndjson";

    private RunningHost Host { get; set; } = null!;

    public async ValueTask InitializeAsync() => Host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Lines_are_indexed_replaced_and_reported()
    {
        await Host.PutAsync("old", """{"body":"before"}""");
        string[] lines =
        [
            """{"id":"one","body":"walrus"}""",
            """{"id":"broken","body":""",
            """{"id":"old","body":"after"}""",
            "",
            """{"id":"bad","body":"x","date":"someday"}""",
            """[1,2]""",
            $$"""{"id":"{{new string('i', 513)}}","body":"x"}""",
            """{"id":"last","body":"walrus"}""",
        ];

        var reply = await Host.PostJsonAsync("/v1/articles", string.Join('\n', lines), type: Ndjson);

        Assert.Equal(["indexed", "replaced", "failedCount", "failed"], Reply.Names(reply));
        Assert.Equal(2, reply.GetProperty("indexed").GetInt32());
        Assert.Equal(1, reply.GetProperty("replaced").GetInt32());
        Assert.Equal(4, reply.GetProperty("failedCount").GetInt32());
        var failed = reply.GetProperty("failed").EnumerateArray().OrderBy(each => each.GetProperty("line").GetInt64()).ToArray();
        Assert.All(failed, each => Assert.Equal(["line", "id", "error"], Reply.Names(each)));
        Assert.Equal([2, 5, 6, 7], failed.Select(each => each.GetProperty("line").GetInt32()));
        Assert.Equal("bad", failed[1].GetProperty("id").GetString());
        Assert.All(failed, each => Assert.NotEmpty(each.GetProperty("error").GetString()!));
        Assert.Equal(["last", "one"], Reply.Ids(await Host.GetJsonAsync("/v1/search?q=walrus")).Order());
        Assert.Equal("after", (await Host.GetJsonAsync("/v1/articles/old")).GetProperty("body").GetString());
    }

    [Fact]
    public async Task An_array_is_indexed()
    {
        var reply = await Host.PostJsonAsync("/v1/articles?refresh=true&clean=false", """
            [ {"id": "a", "body": "lynx"},
              {"id": "b", "body": "lynx", "date": "someday"},
              {"id": "c", "body": "lynx"} ]
            """);

        Assert.Equal(2, reply.GetProperty("indexed").GetInt32());
        Assert.Equal("b", Assert.Single(reply.GetProperty("failed").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(["a", "c"], Reply.Ids(await Host.GetJsonAsync("/v1/search?q=lynx")).Order());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("  []  ")]
    public async Task An_empty_array_indexes_nothing(string json)
    {
        var reply = await Host.PostJsonAsync("/v1/articles", json);
        Assert.Equal("""{"indexed":0,"replaced":0,"failedCount":0,"failed":[]}""", reply.GetRawText());
    }

    [Fact]
    public async Task A_broken_array_keeps_what_came_before_the_break()
    {
        var reply = await Host.PostJsonAsync("/v1/articles", """[{"id":"a","body":"ibex"}, {"id":"b" """);
        Assert.Equal(1, reply.GetProperty("indexed").GetInt32());
        Assert.True(reply.GetProperty("failedCount").GetInt32() >= 1);
        Assert.Equal(["a"], Reply.Ids(await Host.GetJsonAsync("/v1/search?q=ibex")));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Compressed_bodies_are_taken(string encoding)
    {
        byte[] plain = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 500).Select(i => $$"""{"id":"{{i}}","body":"marmot {{i}}"}""")));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/articles") { Content = new ByteArrayContent(Compress(plain, encoding)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Ndjson);
        request.Content.Headers.ContentEncoding.Add(encoding);

        using var response = await Host.Client.SendAsync(request);

        Assert.Equal(500, (await Reply.JsonAsync(response, 200)).GetProperty("indexed").GetInt32());
    }

    [Fact]
    public async Task Mistakes_are_problems()
    {
        using var form = await Host.SendAsync(HttpMethod.Post, "/v1/articles", "a=b", "application/x-www-form-urlencoded");
        await Reply.ProblemAsync(form, 415, "application/x-ndjson");
        using var charset = await Host.SendAsync(HttpMethod.Post, "/v1/articles", "{}", "application/json; charset=utf-16");
        await Reply.ProblemAsync(charset, 415, "UTF-8");
        using var unknown = await Host.SendAsync(HttpMethod.Post, "/v1/articles?dedupe=true", "{}", Ndjson);
        await Reply.ProblemAsync(unknown, 400, "'dedupe'");

        using var brotli = new HttpRequestMessage(HttpMethod.Post, "/v1/articles") { Content = new StringContent("{}") };
        brotli.Content.Headers.ContentType = new MediaTypeHeaderValue(Ndjson);
        brotli.Content.Headers.ContentEncoding.Add("br");
        using var response = await Host.Client.SendAsync(brotli);
        await Reply.ProblemAsync(response, 415, "gzip");

        Reply.Problem(await Host.RawAsync("POST", "/v1/articles", null, "Content-Type: " + Ndjson, "Transfer-Encoding: chunked", "X: y\r\n\r\nnonsense\r\n"), 400);
    }

    [Fact]
    public async Task Reported_failures_are_bounded_and_their_number_is_exact()
    {
        var reply = await Host.PostJsonAsync("/v1/articles", string.Join('\n', Enumerable.Repeat("{", 1_500)), type: Ndjson);
        Assert.Equal(1_500, reply.GetProperty("failedCount").GetInt32());
        Assert.Equal(1_000, reply.GetProperty("failed").GetArrayLength());
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_the_host_well()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(Host.Url.Host, Host.Url.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /v1/articles HTTP/1.1\r\nHost: {Host.Url.Authority}\r\nContent-Type: {Ndjson}\r\nContent-Length: 100000\r\n\r\n"
                + """{"id":"whole","body":"x"}""" + "\n" + """{"id":"half","bo"""));
        }

        var reply = await Host.PostJsonAsync("/v1/articles", """{"id":"next","body":"x"}""", type: Ndjson);
        Assert.Equal(1, reply.GetProperty("indexed").GetInt32());
        using var half = await Host.Client.GetAsync("/v1/articles/half");
        Assert.Equal(404, (int)half.StatusCode);
    }

    [Fact]
    public async Task Delete_by_query_deletes_what_matches()
    {
        foreach (string article in NewsHost.Articles)
            await Host.PutAsync(JsonDocument.Parse(article).RootElement.GetProperty("id").GetString()!, article, refresh: false);

        var first = await Host.PostJsonAsync("/v1/articles/delete?refresh=true", """{"q":"bridge","filter":"topic:city"}""");
        Assert.Equal("""{"deleted":2}""", first.GetRawText());
        Assert.Equal(["bridge", "undated"], Reply.Ids(await Host.GetJsonAsync("/v1/search")).Order());

        var rest = await Host.PostJsonAsync("/v1/articles/delete?refresh=true", """{"q":""}""");
        Assert.Equal("""{"deleted":2}""", rest.GetRawText());
    }

    [Theory]
    [InlineData("""{}""", "every article")]
    [InlineData("""{"query":"x"}""", "'query'")]
    [InlineData("""{"q":"x","size":5}""", "'size'")]
    [InlineData("""{"filter":"topic"}""", "FIELD:VALUE")]
    [InlineData("""{"q":null}""", "every article")]
    public async Task A_mistake_in_a_delete_by_query_deletes_nothing(string json, string word)
    {
        await Host.PutAsync("kept", """{"body":"x"}""");
        using var response = await Host.SendAsync(HttpMethod.Post, "/v1/articles/delete", json);
        await Reply.ProblemAsync(response, 400, word);
        Assert.Equal(["kept"], Reply.Ids(await Host.GetJsonAsync("/v1/search")));
    }

    private static byte[] Compress(byte[] plain, string encoding)
    {
        using var buffer = new MemoryStream();
        using (Stream stream = encoding == "gzip" ? new GZipStream(buffer, CompressionMode.Compress) : new ZstdSharp.CompressionStream(buffer))
            stream.Write(plain);
        return buffer.ToArray();
    }
}
