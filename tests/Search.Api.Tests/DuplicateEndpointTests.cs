using System.Text.Json;

namespace Search.Api.Tests;

/// <summary>Folding of near-duplicates and related articles over HTTP.</summary>
public sealed class DuplicateEndpointTests : IAsyncLifetime
{
    private const string Story = "The bridge over the bay was shut on Monday after an inspector found a crack in the main cable, the mayor said. It is the second time in a year that it "
        + "had to be shut, and it is not known for how long. Boats are to run from the old pier in the meantime, and the fare is to be the same as it was for the tram.";

    private RunningHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync("Search:Durability=async");
        string[] articles =
        [
            Line("wire", Story, "Air Wire", "2020-01-01"),
            Line("gazette", "PORT CITY (Wire) - " + Story, "Gazette", "2020-01-02"),
            Line("a/courier", Story + " Sign up for our newsletter.", "Courier", "2020-01-03"),
            Line("other", "Engineers doubt that the cable of the bridge can be mended before winter; the inspector wants another one.", "Gazette", "2020-02"),
            Line("pier", "The pier was painted. A boat was named after an inspector of the bridge.", "Courier", "2019"),
            Line("cake", "Plums and flour.", "Courier", "2019"),
        ];
        await _host.PostJsonAsync("/v1/articles", string.Join('\n', articles), type: "application/x-ndjson");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Copies_are_put_under_the_first_hit()
    {
        var plain = await _host.GetJsonAsync("/v1/search?q=bridge&sort=newest&facet=source");
        var reply = await _host.GetJsonAsync("/v1/search?q=bridge&sort=newest&facet=source&collapse=true");

        Assert.Equal(["other", "a/courier", "gazette", "wire", "pier"], Reply.Ids(plain));
        Assert.False(plain.TryGetProperty("groups", out _));
        Assert.Equal(["other", "a/courier", "pier"], Reply.Ids(reply));
        var hit = reply.GetProperty("hits")[1];
        Assert.Equal("""[{"id":"gazette","source":"Gazette"},{"id":"wire","source":"Air Wire"}]""", hit.GetProperty("duplicates").GetRawText());
        Assert.False(hit.TryGetProperty("duplicateCount", out _));
        Assert.Empty(reply.GetProperty("hits")[0].GetProperty("duplicates").EnumerateArray());
        Assert.Equal("""{"value":5,"relation":"exact"}""", reply.GetProperty("total").GetRawText());
        Assert.Equal("""{"value":3,"relation":"exact"}""", reply.GetProperty("groups").GetRawText());
        Assert.Equal(plain.GetProperty("facets").GetRawText(), reply.GetProperty("facets").GetRawText());
        var posted = await _host.PostJsonAsync("/v1/search", """{"q":"bridge","sort":"newest","collapse":true,"source":["Gazette","Air Wire"]}""");
        Assert.Equal(["other", "gazette"], Reply.Ids(posted));
    }

    [Fact]
    public async Task Pages_and_exports_count_what_is_left()
    {
        Assert.Equal(["a/courier", "pier"], Reply.Ids(await _host.GetJsonAsync("/v1/search?q=bridge&sort=newest&collapse=true&from=1")));
        var ids = new List<string>();
        for (string? cursor = "*"; cursor is not null;)
        {
            var reply = await _host.GetJsonAsync($"/v1/search?q=bridge&sort=newest&size=1&collapse=true&cursor={cursor}");
            ids.AddRange(Reply.Ids(reply));
            cursor = reply.GetProperty("cursor").GetString();
        }
        Assert.Equal(["other", "a/courier", "pier"], ids);
        string csv = await _host.Client.GetStringAsync("/v1/search?q=bridge&sort=newest&collapse=true&format=csv");
        Assert.Equal(4, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        string pinned = (await _host.GetJsonAsync("/v1/search?q=bridge&size=1&cursor=*")).GetProperty("cursor").GetString()!;
        using var changed = await _host.Client.GetAsync($"/v1/search?collapse=true&cursor={pinned}");
        await Reply.ProblemAsync(changed, 400, "'collapse'");
    }

    [Fact]
    public async Task Related_articles_are_not_copies()
    {
        var reply = await _host.GetJsonAsync("/v1/articles/a%2Fcourier/related");
        Assert.Equal(["tookMs", "hits", "warnings"], Reply.Names(reply));
        Assert.Equal(["other", "pier"], Reply.Ids(reply).Order(StringComparer.Ordinal));
        Assert.Equal(["pier"], Reply.Ids(await _host.GetJsonAsync("/v1/articles/a%2Fcourier/related?source=same")));
        Assert.Equal(["other"], Reply.Ids(await _host.GetJsonAsync("/v1/articles/a%2Fcourier/related?source=other&after=2020&recencyWeight=1&recencyHalfLife=10&size=5")));
        var hit = (await _host.GetJsonAsync("/v1/articles/other/related?size=1")).GetProperty("hits")[0];
        Assert.Equal(2, hit.GetProperty("duplicates").GetArrayLength());
        Assert.Empty(hit.GetProperty("highlights").EnumerateArray());
        Assert.Equal(["pier", "other"], Reply.Ids(await _host.PostJsonAsync("/v1/related", JsonSerializer.Serialize(new { text = Story, title = "The old pier" }))));
        // One in six must be there: three of the story's 23 words, which the other report has, and four of 24.
        Assert.Equal(["pier"], Reply.Ids(await _host.PostJsonAsync("/v1/related", JsonSerializer.Serialize(new { text = Story, title = "Pier painted" }))));
        var ofWire = Reply.Ids(await _host.PostJsonAsync("/v1/related", """{"id":"wire"}""")).ToArray();
        Assert.Contains("pier", ofWire);
        Assert.DoesNotContain("wire", ofWire);
        Assert.DoesNotContain("a/courier", ofWire);
    }

    [Theory]
    [InlineData("/v1/articles/none/related", 404, "none")]
    [InlineData("/v1/articles/wire/related?size=101", 400, "size")]
    [InlineData("/v1/articles/wire/related?source=Gazette", 400, "source")]
    [InlineData("/v1/articles/wire/related?before=soon", 400, "before")]
    [InlineData("/v1/articles/wire/related?recencyHalfLife=3", 400, "recencyWeight")]
    [InlineData("/v1/articles/wire/related?q=a", 400, "'q'")]
    [InlineData("/v1/search?collapse=yes", 400, "collapse")]
    public async Task Mistakes_are_named(string path, int status, string name)
    {
        using var response = await _host.Client.GetAsync(path);
        await Reply.ProblemAsync(response, status, name);
    }

    [Theory]
    [InlineData("""{}""", "'id'")]
    [InlineData("""{"id":"wire","text":"a"}""", "either")]
    [InlineData("""{"id":"wire","title":"a"}""", "title")]
    [InlineData("""{"text":"a","source":"same"}""", "source")]
    public async Task Mistakes_in_the_body_are_named(string json, string name)
    {
        using var response = await _host.SendAsync(HttpMethod.Post, "/v1/related", json);
        await Reply.ProblemAsync(response, 400, name);
    }

    private static string Line(string id, string body, string source, string date) => JsonSerializer.Serialize(new { id, title = "About " + id, body, source, date });
}
