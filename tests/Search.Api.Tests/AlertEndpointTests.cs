using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Search.Api.Exports;

namespace Search.Api.Tests;

public sealed class AlertEndpointTests
{
    [Fact]
    public async Task A_saved_search_is_put_listed_polled_and_removed()
    {
        await using var host = await RunningHost.StartAsync();
        using (var put = await host.SendAsync(HttpMethod.Put, "/v1/alerts/rivers", """{"q":"river -dam","match":"all","source":"BBC","filter":["language:en"],"after":"2021"}"""))
        {
            var created = await Reply.JsonAsync(put, 201);
            Assert.Equal("/v1/alerts/rivers", put.Headers.Location!.OriginalString);
            Assert.Equal(["name", "created", "q", "match", "after", "before", "source", "author", "filter", "found", "last"], Reply.Names(created));
            Assert.Equal("2021", created.GetProperty("after").GetString());
            Assert.Equal("language:en", created.GetProperty("filter")[0].GetString());
        }
        using (var put = await host.SendAsync(HttpMethod.Put, "/v1/alerts/rivers", """{"q":"river -dam"}"""))
            await Reply.JsonAsync(put, 200);
        Assert.Equal("any", (await host.GetJsonAsync("/v1/alerts/rivers")).GetProperty("match").GetString());
        Assert.Equal("rivers", (await host.GetJsonAsync("/v1/alerts")).GetProperty("alerts")[0].GetProperty("name").GetString());

        await host.PutAsync("a/1", """{"title":"Rise","body":"A river rose.","date":"2022-05","source":"BBC","url":"https://example.org/a"}""");
        await host.PutAsync("b", """{"body":"A river and a dam."}""");
        await host.PostJsonAsync("/v1/articles", """
            {"id":"c","body":"Two rivers."}
            {"id":"d","body":"The sea."}
            """, type: "application/x-ndjson");
        var page = await host.GetJsonAsync("/v1/alerts/rivers/matches?size=1");
        var match = Assert.Single(page.GetProperty("matches").EnumerateArray());
        Assert.Equal(["number", "id", "time", "update", "title", "date", "source", "url"], Reply.Names(match));
        Assert.Equal(("a/1", "Rise", "2022-05", "BBC"), (Text(match, "id"), Text(match, "title"), Text(match, "date"), Text(match, "source")));
        Assert.Equal(0, page.GetProperty("missed").GetInt64());
        page = await host.GetJsonAsync($"/v1/alerts/rivers/matches?after={page.GetProperty("next").GetInt64()}");
        Assert.Equal(["c"], page.GetProperty("matches").EnumerateArray().Select(each => Text(each, "id")));
        using (var delete = await host.SendAsync(HttpMethod.Delete, "/v1/articles/c?refresh=true"))
            Assert.Equal(HttpStatusCode.NoContent, delete.StatusCode);
        page = await host.GetJsonAsync($"/v1/alerts/rivers/matches?after={page.GetProperty("next").GetInt64() - 1}");
        Assert.Equal(JsonValueKind.Null, page.GetProperty("matches")[0].GetProperty("title").ValueKind);

        using (var delete = await host.SendAsync(HttpMethod.Delete, "/v1/alerts/rivers"))
            Assert.Equal(HttpStatusCode.NoContent, delete.StatusCode);
        foreach (string path in (string[])["", "/matches", "/events", "/feed"])
        {
            using var gone = await host.Client.GetAsync("/v1/alerts/rivers" + path);
            await Reply.ProblemAsync(gone, 404, "rivers");
        }
        using var again = await host.SendAsync(HttpMethod.Delete, "/v1/alerts/rivers");
        await Reply.ProblemAsync(again, 404, "rivers");
    }

    [Fact]
    public async Task Events_come_as_articles_do_and_go_on_where_the_client_left_off()
    {
        await using var host = await RunningHost.StartAsync();
        host.Services.GetRequiredService<EventStreams>().Heartbeat = TimeSpan.FromMilliseconds(50);
        using (var put = await host.SendAsync(HttpMethod.Put, "/v1/alerts/rivers", """{"q":"river"}"""))
            await Reply.JsonAsync(put, 201);
        await host.PutAsync("old", """{"body":"A river."}""");
        string last;
        using (var stream = await EventReader.OpenAsync(host, "/v1/alerts/rivers/events"))
        {
            await host.PutAsync("a", """{"title":"Rise","body":"A river."}""");
            var first = await stream.NextAsync();
            Assert.Equal(("match", "a"), (first["event"], Text(JsonDocument.Parse(first["data"]).RootElement, "id")));
            Assert.True(stream.Comments > 0 || await stream.SawCommentAsync());
            last = first["id"];
        }
        await host.PutAsync("b", """{"body":"A river\n\nin two paragraphs."}""");
        await host.PutAsync("c", """{"body":"A river."}""");
        using (var stream = await EventReader.OpenAsync(host, "/v1/alerts/rivers/events", last))
        {
            foreach (string id in (string[])["b", "c"])
                Assert.Equal(id, Text(JsonDocument.Parse((await stream.NextAsync())["data"]).RootElement, "id"));
            using var delete = await host.SendAsync(HttpMethod.Delete, "/v1/alerts/rivers");
            Assert.Equal("gone", (await stream.NextAsync())["event"]);
            Assert.Null(await stream.TryNextAsync());
        }
    }

    [Fact]
    public async Task Too_many_streams_are_refused_and_places_come_free()
    {
        await using var host = await RunningHost.StartAsync();
        using (var put = await host.SendAsync(HttpMethod.Put, "/v1/alerts/all", """{"q":""}"""))
            await Reply.JsonAsync(put, 201);
        var open = new List<EventReader>();
        for (int i = 0; i < EventStreams.MaxOpen; i++)
            open.Add(await EventReader.OpenAsync(host, "/v1/alerts/all/events"));
        using (var refused = await host.Client.GetAsync("/v1/alerts/all/events"))
            await Reply.ProblemAsync(refused, 429, "100");
        using (var delete = await host.SendAsync(HttpMethod.Delete, "/v1/alerts/all"))
            Assert.Equal(HttpStatusCode.NoContent, delete.StatusCode);
        foreach (var stream in open)
        {
            Assert.Equal("gone", (await stream.NextAsync())["event"]);
            Assert.Null(await stream.TryNextAsync());
            stream.Dispose();
        }
        using (var put = await host.SendAsync(HttpMethod.Put, "/v1/alerts/all", """{"q":""}"""))
            await Reply.JsonAsync(put, 201);
        using var again = await EventReader.OpenAsync(host, "/v1/alerts/all/events");
    }

    [Fact]
    public async Task A_host_that_ends_does_not_wait_for_streams()
    {
        var host = await RunningHost.StartAsync();
        using (var put = await host.SendAsync(HttpMethod.Put, "/v1/alerts/all", """{"q":""}"""))
            await Reply.JsonAsync(put, 201);
        using var stream = await EventReader.OpenAsync(host, "/v1/alerts/all/events");
        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(25));
    }

    [Theory]
    [InlineData("atom", "application/atom+xml", "{http://www.w3.org/2005/Atom}entry")]
    [InlineData("rss", "application/rss+xml", "item")]
    public async Task A_feed_has_the_newest_articles(string format, string type, string entry)
    {
        await using var host = await RunningHost.StartAsync();
        using (var put = await host.SendAsync(HttpMethod.Put, "/v1/alerts/rivers", """{"q":"river"}"""))
            await Reply.JsonAsync(put, 201);
        await host.PutAsync("a", """{"title":"Older","body":"A river.","date":"2021"}""");
        await host.PutAsync("b", """{"title":"Newer","body":"A river.","date":"2022"}""");
        await host.PutAsync("c", """{"title":"Other","body":"A sea.","date":"2022"}""");
        using var response = await host.Client.GetAsync($"/v1/alerts/rivers/feed?format={format}");
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        var feed = XDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(["Newer", "Older"], feed.Descendants(entry).Select(each => each.Elements().First(child => child.Name.LocalName == "title").Value));
    }

    [Theory]
    [InlineData("/v1/alerts/x", """{}""", "'q'")]
    [InlineData("/v1/alerts/x", """{"q":"a","size":3}""", "size")]
    [InlineData("/v1/alerts/a%20b", """{"q":"a"}""", "name")]
    [InlineData("/v1/alerts/x", """{"q":"a","filter":"nofield:1"}""", "nofield")]
    [InlineData("/v1/alerts/x", """{"q":"a","match":"some"}""", "match")]
    [InlineData("/v1/alerts/x", """{"q":"a","after":"2023","before":"2021"}""", "after")]
    public async Task Mistakes_are_problems(string path, string json, string word)
    {
        await using var host = await RunningHost.StartAsync();
        using var response = await host.SendAsync(HttpMethod.Put, path, json);
        await Reply.ProblemAsync(response, 400, word);
        Assert.Empty((await host.GetJsonAsync("/v1/alerts")).GetProperty("alerts").EnumerateArray());
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
