using System.Text.Json;
using System.Xml.Linq;

namespace Search.Api.Tests;

public sealed class ExportTests(NewsHost news) : IClassFixture<NewsHost>
{
    private RunningHost Host => news.Host;

    [Fact]
    public async Task Json_lines_are_the_articles_as_they_are_read_and_imported()
    {
        using var response = await Host.Client.GetAsync("/v1/search?q=bridge&sort=newest&format=ndjson");
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        string[] lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["storm", "harbour", "bridge"], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()));
        Assert.Equal((await Host.GetJsonAsync("/v1/articles/harbour")).GetRawText(), JsonDocument.Parse(lines[1]).RootElement.GetRawText());

        await using var other = await RunningHost.StartAsync();
        var reply = await other.PostJsonAsync("/v1/articles", string.Join('\n', lines), type: "application/x-ndjson");
        Assert.Equal(3, reply.GetProperty("indexed").GetInt64());
    }

    [Fact]
    public async Task Csv_has_a_header_and_a_row_an_article()
    {
        using var response = await Host.SendAsync(HttpMethod.Post, "/v1/search", """{"q":"bridge","sort":"oldest","format":"csv","limit":2}""");
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        string[] rows = (await response.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal("id,title,date,source,url,authors,language,length_km,paid,topic,body", rows[0]);
        Assert.Equal("bridge,Toll debate,2021-11-03,The Courier,,Jo Lind,,10,,politics,Councillors debated a bridge toll for lorries.", rows[1]);
        Assert.StartsWith("harbour,Harbour bridge opens,2022-05,The Courier,https://example.org/harbour,\"Jo Lind;Kim Osei\",,2.5,false,city,\"The new harbour", rows[2], StringComparison.Ordinal);
        Assert.Equal("", rows[^1]);
    }

    [Fact]
    public async Task Cells_that_look_like_formulas_are_text()
    {
        await using var host = await RunningHost.StartAsync();
        await host.PutAsync("f", """{"title":"=HYPERLINK(\"x\")","body":"-1","source":"a,b"}""");
        using var response = await host.Client.GetAsync("/v1/search?format=csv");
        Assert.Contains("f,\"'=HYPERLINK(\"\"x\"\")\",,\"a,b\",,,,-1\r\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rss", "application/rss+xml")]
    [InlineData("atom", "application/atom+xml")]
    public async Task Feeds_hold_the_newest_first(string format, string type)
    {
        using var named = await Host.Client.GetAsync("/v1/search?q=bridge&format=" + format);
        Assert.Equal(type, named.Content.Headers.ContentType?.MediaType);
        var feed = XDocument.Parse(await named.Content.ReadAsStringAsync());
        var entries = feed.Descendants().Where(element => element.Name.LocalName is "item" or "entry").ToList();
        Assert.Equal(["Storm closes ferry", "Harbour bridge opens", "Toll debate"], entries.Select(entry => entry.Elements().First(child => child.Name.LocalName == "title").Value));
        Assert.Contains("https://example.org/harbour", entries[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("2022-05-01T00:00:00Z", format == "atom" ? entries[1].ToString() : "2022-05-01T00:00:00Z", StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/search?q=bridge");
        request.Headers.TryAddWithoutValidation("Accept", $"text/plain, {type};q=0.9, application/json;q=0.1");
        using var accepted = await Host.Client.SendAsync(request);
        Assert.Equal(type, accepted.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("format=pdf", "format")]
    [InlineData("format=csv&size=5", "limit")]
    [InlineData("format=csv&cursor=*", "cursor")]
    [InlineData("format=csv&limit=0", "limit")]
    [InlineData("format=csv&sort=nosuch:asc", "nosuch")]
    [InlineData("format=rss&limit=5", "limit")]
    [InlineData("format=atom&facet=source", "facet")]
    [InlineData("limit=5", "limit")]
    public async Task Mistakes_are_named(string query, string name)
    {
        using var response = await Host.Client.GetAsync("/v1/search?" + query);
        await Reply.ProblemAsync(response, 400, name);
    }
}
