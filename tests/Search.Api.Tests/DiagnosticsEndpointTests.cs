using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Search.Api.Tests;

public sealed partial class DiagnosticsEndpointTests
{
    [Fact]
    public async Task Metrics_count_what_was_done()
    {
        await using var host = await RunningHost.StartAsync();
        await host.PutAsync("a", """{"body":"A river."}""");
        await host.GetJsonAsync("/v1/search?q=river");
        using var response = await host.Client.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        string text = await response.Content.ReadAsStringAsync();
        var values = new Dictionary<string, double>();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#')
            {
                Assert.Matches("^# (HELP|TYPE) [a-z_]+ .+$", line);
                continue;
            }
            var match = Sample().Match(line);
            Assert.True(match.Success, line);
            values.Add(match.Groups[1].Value, double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        }
        // Other hosts of this test process may count into the same names.
        Assert.True(values["search_core_articles_written_total{index=\"index\",outcome=\"created\"}"] >= 1);
        Assert.True(values["search_core_search_duration_seconds_count{index=\"index\"}"] >= 1);
        Assert.Equal(values["search_core_search_duration_seconds_count{index=\"index\"}"], values["search_core_search_duration_seconds_bucket{index=\"index\",le=\"+Inf\"}"]);
        Assert.True(values["search_core_commit_duration_seconds_count{index=\"index\"}"] >= 1);
        Assert.True(values["search_core_refresh_duration_seconds_count{index=\"index\"}"] >= 1);
        Assert.Contains("search_core_articles{index=\"index\"}", values.Keys);
        Assert.Contains("search_core_segments{index=\"index\"}", values.Keys);
        Assert.Contains("search_core_size_bytes{index=\"index\"}", values.Keys);
        var buckets = values.Where(each => each.Key.StartsWith("search_core_search_duration_seconds_bucket", StringComparison.Ordinal)).Select(each => each.Value).ToArray();
        Assert.Equal(buckets.Order(), buckets);
    }

    [Fact]
    public async Task Searches_are_logged_when_asked_and_not_otherwise()
    {
        await using (var quiet = await RunningHost.StartAsync())
        {
            await quiet.GetJsonAsync("/v1/search?q=unicorn");
            var none = await quiet.GetJsonAsync("/v1/log/searches");
            Assert.False(none.GetProperty("enabled").GetBoolean());
            Assert.Empty(none.GetProperty("withoutResults").EnumerateArray());
        }
        await using var host = await RunningHost.StartAsync("Search:SearchLog=true", "Search:SlowSearch=00:00:00");
        await host.PutAsync("a", """{"body":"A river."}""");
        for (int i = 0; i < 2; i++)
            await host.GetJsonAsync("/v1/search?q=%20unicorn");
        await host.GetJsonAsync("/v1/search?q=river&source=BBC");
        await host.GetJsonAsync("/v1/search?q=river");
        var log = await host.GetJsonAsync("/v1/log/searches");
        var empty = log.GetProperty("withoutResults").EnumerateArray().Select(each => (each.GetProperty("q").GetString(), each.GetProperty("filtered").GetBoolean(), each.GetProperty("count").GetInt32()));
        Assert.Equal([("unicorn", false, 2), ("river", true, 1)], empty);
        Assert.Contains(log.GetProperty("slow").EnumerateArray(), each => each.GetProperty("q").GetString() == "river" && each.GetProperty("longestMs").GetDouble() > 0);
        using (var delete = await host.SendAsync(HttpMethod.Delete, "/v1/log/searches"))
            Assert.Equal(HttpStatusCode.NoContent, delete.StatusCode);
        Assert.Empty((await host.GetJsonAsync("/v1/log/searches")).GetProperty("withoutResults").EnumerateArray());
    }

    [GeneratedRegex("""^([a-z_]+(?:\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\})?) ([-+0-9.eE]+)$""")]
    private static partial Regex Sample();
}
