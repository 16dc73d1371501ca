using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Search.Api.Tests;

public sealed class DurabilityTests
{
    [Fact]
    public async Task An_acknowledged_write_survives_kill_9()
    {
        using var folder = new TempFolder();
        string[] args = ["--Search:IndexPath=index", "--Search:Corpus="];
        var acknowledged = new ConcurrentDictionary<string, bool>();
        await using (var host = await HostProcess.StartAsync(folder.Path, args))
        {
            // Writers go on until the host is gone: whatever was acknowledged by then must be there afterwards.
            var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
            {
                try
                {
                    for (int i = 0; ; i++)
                    {
                        using var response = await host.Client.PutAsync($"/v1/articles/{writer}-{i}", Json("""{"body":"x"}"""));
                        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
                        acknowledged[$"{writer}-{i}"] = true;
                    }
                }
                catch (HttpRequestException)
                {
                    // The kill.
                }
            })).ToArray();
            while (acknowledged.Count < 20)
                await Task.Delay(5);
            await host.KillAsync();
            await Task.WhenAll(writers);
        }

        await using var again = await HostProcess.StartAsync(folder.Path, args);
        foreach (string id in acknowledged.Keys)
        {
            using var response = await again.Client.GetAsync("/v1/articles/" + id);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{id} was acknowledged and is lost.");
        }
    }

    [Fact]
    public async Task Parallel_writes_are_all_there_after_a_restart()
    {
        using var folder = new TempFolder();
        string index = "Search:IndexPath=" + Path.Combine(folder.Path, "index");
        await using (var host = await RunningHost.StartAsync(index))
        {
            await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
            {
                await host.PutAsync($"a/{i % 100}", JsonSerializer.Serialize(new { body = $"heron {i}", number = i }), refresh: false);
                await host.GetJsonAsync("/v1/search?q=heron");
            });
            Assert.Equal(100, (await host.PostJsonAsync("/v1/index/refresh", null)).GetProperty("articles").GetInt64());
        }

        await using var again = await RunningHost.StartAsync(index);
        Assert.Equal(100, (await again.GetJsonAsync("/v1/search?q=heron&total=exact")).GetProperty("total").GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task Parallel_patches_of_one_article_lose_nothing()
    {
        await using var host = await RunningHost.StartAsync();
        await host.PutAsync("one", """{"body":"x"}""");

        await Parallel.ForAsync(0, 24, async (i, _) =>
        {
            using var response = await host.SendAsync(HttpMethod.Patch, "/v1/articles/one", $$$"""{"fields":{"f{{{i}}}":{{{i}}}}}""");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        });

        Assert.Equal(24, Reply.Names((await host.GetJsonAsync("/v1/articles/one")).GetProperty("fields")).Length);
    }

    [Fact]
    public async Task A_bulk_body_of_any_size_is_streamed()
    {
        using var folder = new TempFolder();
        // 300 MB through a heap of 160 MB: a host that gathered the body would end here. The padding is cheap to index.
        await using var host = await HostProcess.StartAsync(
            folder.Path,
            ["--Search:IndexPath=index", "--Search:Corpus=", "--Search:WriteBufferMegabytes=16"],
            new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0xA000000" });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/articles") { Content = new PaddedLines(lines: 300, padding: 1_000_000) };

        using var response = await host.Client.SendAsync(request);

        var reply = await Reply.JsonAsync(response, 200);
        Assert.Equal(300, reply.GetProperty("indexed").GetInt32());
        Assert.Equal(0, reply.GetProperty("failedCount").GetInt32());
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private sealed class PaddedLines : HttpContent
    {
        private readonly int _lines;
        private readonly byte[] _padding;

        public PaddedLines(int lines, int padding)
        {
            _lines = lines;
            _padding = new byte[padding];
            Array.Fill(_padding, (byte)' ');
            Headers.ContentType = new("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (int i = 0; i < _lines; i++)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes($$"""{"id":"{{i}}","body":"short",""" + "\"n\":1"));
                await stream.WriteAsync(_padding);
                await stream.WriteAsync("}\n"u8.ToArray());
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
