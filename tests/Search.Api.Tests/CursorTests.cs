using System.Text.Json;

namespace Search.Api.Tests;

public sealed class CursorTests : IAsyncLifetime
{
    private const int Count = 25;

    private RunningHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync("Search:Durability=async");
        await _host.PostJsonAsync("/v1/articles", string.Join('\n', Enumerable.Range(0, Count).Select(Line)), type: "application/x-ndjson");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("relevance")]
    [InlineData("newest")]
    [InlineData("topic:desc")]
    public async Task Pages_neither_repeat_nor_skip_while_others_write(string sort)
    {
        string[] whole = Reply.Ids(await _host.GetJsonAsync($"/v1/search?q=bridge&sort={sort}&size=100"));
        var ids = new List<string>();
        string? cursor = "*";
        for (int page = 0; cursor is not null; page++)
        {
            // The other parameters may be repeated or left out.
            string rest = page % 2 == 0 ? $"&q=bridge&sort={sort}" : "";
            var reply = await _host.GetJsonAsync($"/v1/search?size=4&cursor={Uri.EscapeDataString(cursor)}{rest}");
            Assert.Equal(Count, reply.GetProperty("total").GetProperty("value").GetInt32());
            ids.AddRange(Reply.Ids(reply));
            cursor = reply.GetProperty("cursor").GetString();
            await _host.PutAsync($"new{page + 1}", Line(-page - 1));
            using var deleted = await _host.SendAsync(HttpMethod.Delete, $"/v1/articles/{page * 3}?refresh=true");
        }
        Assert.Equal(whole, ids);
    }

    [Fact]
    public async Task The_oldest_of_more_than_a_hundred_is_gone_and_a_page_can_be_asked_for_again()
    {
        string first = Cursor(await _host.GetJsonAsync("/v1/search?q=bridge&size=2&cursor=*"));
        string second = Cursor(await _host.PostJsonAsync("/v1/search", """{"q":"bridge","size":2,"cursor":"*","keepAlive":"1h"}"""));
        string[] ids = Reply.Ids(await _host.GetJsonAsync("/v1/search?cursor=" + first));
        Assert.Equal(ids, Reply.Ids(await _host.GetJsonAsync("/v1/search?cursor=" + first)));
        for (int i = 0; i < 99; i++)
            Cursor(await _host.GetJsonAsync("/v1/search?q=bridge&size=2&cursor=*"));

        using var gone = await _host.Client.GetAsync("/v1/search?cursor=" + first);
        await Reply.ProblemAsync(gone, 410, "cursor=*");
        Assert.Equal(2, Reply.Ids(await _host.GetJsonAsync("/v1/search?cursor=" + second)).Length);
    }

    [Fact]
    public async Task One_that_is_not_asked_for_in_time_is_gone()
    {
        string cursor = Cursor(await _host.GetJsonAsync("/v1/search?q=bridge&size=2&cursor=*&keepAlive=1s"));
        await Task.Delay(1_500);
        using var gone = await _host.Client.GetAsync("/v1/search?cursor=" + cursor);
        await Reply.ProblemAsync(gone, 410, "in time");
    }

    [Fact]
    public async Task A_list_that_ends_with_its_first_page_has_no_cursor()
    {
        var reply = await _host.GetJsonAsync("/v1/search?q=bridge&size=100&cursor=*");
        Assert.Equal(JsonValueKind.Null, reply.GetProperty("cursor").ValueKind);
        Assert.Equal(Count, Reply.Ids(reply).Length);
    }

    [Theory]
    [InlineData("cursor=nosuch", 410, "cursor")]
    [InlineData("cursor=0123456789abcdef!!", 410, "cursor")]
    [InlineData("cursor=*&from=10", 400, "from")]
    [InlineData("cursor=*&keepAlive=2", 400, "keepAlive")]
    [InlineData("cursor=*&keepAlive=61m", 400, "keepAlive")]
    [InlineData("cursor=*&keepAlive=0s", 400, "keepAlive")]
    [InlineData("keepAlive=2m", 400, "keepAlive")]
    public async Task Mistakes_are_named(string query, int status, string name)
    {
        using var response = await _host.Client.GetAsync("/v1/search?" + query);
        await Reply.ProblemAsync(response, status, name);
    }

    [Fact]
    public async Task Another_search_cannot_go_on_in_a_list()
    {
        string cursor = Cursor(await _host.GetJsonAsync("/v1/search?q=bridge&size=2&cursor=*"));
        using var other = await _host.Client.GetAsync("/v1/search?q=toll&cursor=" + cursor);
        await Reply.ProblemAsync(other, 400, "'q'", "cursor=*");
        using var sorted = await _host.Client.GetAsync("/v1/search?sort=newest&cursor=" + cursor);
        await Reply.ProblemAsync(sorted, 400, "'sort'");
        using var exact = await _host.Client.GetAsync("/v1/search?typos=false&cursor=" + cursor);
        await Reply.ProblemAsync(exact, 400, "'typos'");
    }

    [Fact]
    public async Task A_parameter_that_says_what_is_so_anyway_is_no_other_search()
    {
        string cursor = Cursor(await _host.GetJsonAsync("/v1/search?q=bridge&size=2&cursor=*"));
        const string Defaults = "match=any&sort=relevance&profile=default&typos=true&collapse=false&recencyWeight=0&recencyHalfLife=30&from=0&cursor=";
        Assert.Equal(Reply.Ids(await _host.GetJsonAsync("/v1/search?cursor=" + cursor)), Reply.Ids(await _host.GetJsonAsync("/v1/search?" + Defaults + cursor)));
    }

    [Fact]
    public async Task Several_searches_are_made_in_one_request()
    {
        var reply = await _host.PostJsonAsync("/v1/searches", """{"searches":[{"q":"bridge","size":3},{"q":"nothing at all"},{"q":"bridge","facet":"topic","size":0}]}""");
        var results = reply.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(3, Reply.Ids(results[0]).Length);
        Assert.Equal(0, results[1].GetProperty("total").GetProperty("value").GetInt32());
        Assert.Equal(3, results[2].GetProperty("facets").GetProperty("topic").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"searches":[]}""", "searches", "1 to 50")]
    [InlineData("""{}""", "searches", "1 to 50")]
    [InlineData("""{"searches":[{"q":"a"},{"size":1000}]}""", "searches[1]", "size")]
    [InlineData("""{"searches":[{"q":"a"},{"facet":"nosuch"}]}""", "searches[1]", "nosuch")]
    [InlineData("""{"searches":[{"cursor":"*"}]}""", "searches[0]", "cursor")]
    [InlineData("""{"searches":[null]}""", "searches[0]", "object")]
    [InlineData("""{"searches":{"q":"a"}}""", "'searches'", "an array of objects")]
    [InlineData("""{"searches":[5]}""", "$.searches[0]", "an array of objects")]
    [InlineData("""{"searches":[{"q":"a"},{"sise":1}]}""", "'sise'", "$.searches[1]")]
    [InlineData("""{"searches":[{"q":"a"},{"odd name":1}]}""", "'odd name'", "size")]
    [InlineData("""{"searches":[{"q":"a"},{"size":"1"}]}""", "$.searches[1].size", "'size' must be a whole number")]
    [InlineData("""{"searches":[{"source":["a",5]}]}""", "'source'", "a string or an array of strings")]
    [InlineData("""{"searches":[{"q":"a","q":"b"}]}""", "'q'", "twice")]
    public async Task A_mistake_in_one_of_several_is_named(string json, string name, string expected)
    {
        using var response = await _host.SendAsync(HttpMethod.Post, "/v1/searches", json);
        await Reply.ProblemAsync(response, 400, name, expected);
    }

    private static string Cursor(JsonElement reply) => reply.GetProperty("cursor").GetString()!;

    private static string Line(int i) => JsonSerializer.Serialize(new
    {
        id = i < 0 ? $"new{-i}" : $"{i}",
        body = $"A bridge {string.Concat(Enumerable.Repeat("and a bridge ", Math.Abs(i) % 4))}of the town.",
        date = $"{2000 + Math.Abs(i) % 5}",
        topic = i % 3 == 0 ? "city" : i % 3 == 1 ? "law" : "sport",
    });
}
