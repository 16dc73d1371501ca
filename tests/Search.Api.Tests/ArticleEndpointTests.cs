using System.Text;
using System.Text.Json;

namespace Search.Api.Tests;

public sealed class ArticleEndpointTests(NewsHost news) : IClassFixture<NewsHost>
{
    private RunningHost Host => news.Host;

    [Fact]
    public async Task An_article_is_created_read_replaced_patched_and_deleted()
    {
        using var created = await Host.SendAsync(HttpMethod.Put, "/v1/articles/a%2Fb?refresh=true", """{"title":"One","body":"zebra crossing","date":"2020","views":7}""");
        Assert.Equal("""{"id":"a/b","result":"created"}""", (await Reply.JsonAsync(created, 201)).GetRawText());
        Assert.Equal("/v1/articles/a%2Fb", created.Headers.Location?.OriginalString);
        Assert.Equal(["a/b"], Reply.Ids(await Host.GetJsonAsync("/v1/search?q=zebra")));

        using var replaced = await Host.SendAsync(HttpMethod.Put, "/v1/articles/a%2Fb", """{"id":"a/b","title":"Two","body":"quagga","views":8,"authors":"Solo"}""");
        Assert.Equal("""{"id":"a/b","result":"replaced"}""", (await Reply.JsonAsync(replaced, 200)).GetRawText());
        var article = await Host.GetJsonAsync("/v1/articles/a%2Fb");
        Assert.Equal("Two", article.GetProperty("title").GetString());
        Assert.Equal("""["Solo"]""", article.GetProperty("authors").GetRawText());
        Assert.Equal(8, article.GetProperty("fields").GetProperty("views").GetInt32());

        using var patched = await Host.SendAsync(HttpMethod.Patch, "/v1/articles/a%2Fb?refresh", """{"title":"Three","authors":null,"fields":{"views":9}}""", "application/merge-patch+json");
        var now = await Reply.JsonAsync(patched, 200);
        Assert.Equal("Three", now.GetProperty("title").GetString());
        Assert.Equal("quagga", now.GetProperty("body").GetString());
        Assert.Equal(9, now.GetProperty("fields").GetProperty("views").GetInt32());
        Assert.Equal(["a/b"], Reply.Ids(await Host.GetJsonAsync("/v1/search?q=quagga+three&match=all")));

        using var deleted = await Host.SendAsync(HttpMethod.Delete, "/v1/articles/a%2Fb?refresh=true");
        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Empty(Reply.Ids(await Host.GetJsonAsync("/v1/search?q=quagga")));
        using var again = await Host.SendAsync(HttpMethod.Delete, "/v1/articles/a%2Fb");
        await Reply.ProblemAsync(again, 404, "a/b");
        using var gone = await Host.Client.GetAsync("/v1/articles/a%2Fb");
        await Reply.ProblemAsync(gone, 404, "a/b");
        using var patchGone = await Host.SendAsync(HttpMethod.Patch, "/v1/articles/a%2Fb", """{"title":"x"}""");
        await Reply.ProblemAsync(patchGone, 404, "a/b");
    }

    [Fact]
    public async Task Get_is_real_time()
    {
        await using var host = await RunningHost.StartAsync("Search:RefreshInterval=00:00:00");
        await host.PutAsync("now", """{"title":"Now","body":"immediate"}""", refresh: false);

        Assert.Equal("Now", (await host.GetJsonAsync("/v1/articles/now")).GetProperty("title").GetString());
        await host.PostJsonAsync("/v1/index/refresh", null);
        Assert.Equal(["now"], Reply.Ids(await host.GetJsonAsync("/v1/search?q=immediate")));
    }

    [Fact]
    public async Task A_cleaned_article_keeps_its_original()
    {
        string crawled = JsonSerializer.Serialize(new { title = "Talks", body = "Follow us on Image Source : FILE PHOTO The talks ended on Monday.\n\nBoth sides went home." });
        using var put = await Host.SendAsync(HttpMethod.Put, "/v1/articles/crawled?clean=true", crawled);
        Assert.Equal(201, (int)put.StatusCode);

        string cleaned = (await Host.GetJsonAsync("/v1/articles/crawled")).GetProperty("body").GetString()!;
        string original = (await Host.GetJsonAsync("/v1/articles/crawled?original=true")).GetProperty("body").GetString()!;

        Assert.DoesNotContain("Follow us on", cleaned, StringComparison.Ordinal);
        Assert.StartsWith("Follow us on", original, StringComparison.Ordinal);
        using var delete = await Host.SendAsync(HttpMethod.Delete, "/v1/articles/crawled");
        Assert.Equal(204, (int)delete.StatusCode);
    }

    [Theory]
    [InlineData("""{"id":"other","title":"x"}""", "other")]
    [InlineData("""{"title":"x","id":"other"}""", "other")]
    [InlineData("""[]""", "object")]
    [InlineData("{\"title\":\"x\"", "malformed")]
    [InlineData("""{"title":"x"} {}""", "malformed")]
    [InlineData("", "empty")]
    [InlineData("""{"title":"x","body":"y","date":"soon"}""", "soon")]
    [InlineData("""{"title":{"a":1},"body":"y"}""", "title")]
    public async Task A_mistake_in_a_put_is_a_400(string json, string word)
    {
        using var response = await Host.SendAsync(HttpMethod.Put, "/v1/articles/mistaken", json);
        await Reply.ProblemAsync(response, 400, word);
        using var get = await Host.Client.GetAsync("/v1/articles/mistaken");
        Assert.Equal(404, (int)get.StatusCode);
    }

    [Theory]
    [InlineData("""{"id":"other"}""", "other")]
    [InlineData("""[]""", "object")]
    [InlineData("""{"date":"soon"}""", "soon")]
    [InlineData("""{"title":5, }""", "malformed")]
    public async Task A_mistake_in_a_patch_is_a_400(string json, string word)
    {
        using var response = await Host.SendAsync(HttpMethod.Patch, "/v1/articles/harbour", json);
        await Reply.ProblemAsync(response, 400, word);
    }

    [Theory]
    [InlineData("PUT", "refresh=maybe", "refresh")]
    [InlineData("PUT", "fresh=true", "'fresh'")]
    [InlineData("GET", "original=1", "original")]
    [InlineData("GET", "refresh=true", "'refresh'")]
    [InlineData("PATCH", "original=true", "'original'")]
    [InlineData("DELETE", "now=true", "'now'")]
    public async Task A_mistake_in_the_query_string_is_a_400(string method, string query, string word)
    {
        using var response = await Host.SendAsync(new HttpMethod(method), "/v1/articles/harbour?" + query, method is "PUT" or "PATCH" ? "{}" : null);
        await Reply.ProblemAsync(response, 400, word);
    }

    [Fact]
    public async Task A_field_against_its_declared_type_is_a_400()
    {
        await using var host = await RunningHost.StartAsync("Search:Fields:0:Name=pages", "Search:Fields:0:Type=number");
        using var response = await host.SendAsync(HttpMethod.Put, "/v1/articles/a", """{"body":"x","pages":"many"}""");
        await Reply.ProblemAsync(response, 400, "pages");
    }

    [Fact]
    public async Task Any_text_survives()
    {
        string body = "\u0000 \u202E \u0627\u0644 漢字 😀 \u2028 </script> \\ \"";
        await Host.PutAsync("odd", JsonSerializer.Serialize(new { title = "odd", body }), refresh: false);
        Assert.Equal(body, (await Host.GetJsonAsync("/v1/articles/odd")).GetProperty("body").GetString());

        await Host.PutAsync("odd", """{"title":"odd","body":"a \uD800 b"}""", refresh: false);
        Assert.Equal("a \uFFFD b", (await Host.GetJsonAsync("/v1/articles/odd")).GetProperty("body").GetString());
        using var delete = await Host.SendAsync(HttpMethod.Delete, "/v1/articles/odd");
        Assert.Equal(204, (int)delete.StatusCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Names_and_ids_that_are_no_text_are_a_400(string method)
    {
        // Latin-1 makes a byte of each character.
        foreach (string json in (string[])["""{"\uD800":1}""", "{\"id\":\"\u00FF\"}"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "/v1/articles/harbour")
            {
                Content = new ByteArrayContent(Encoding.Latin1.GetBytes(json)) { Headers = { ContentType = new("application/json") } },
            };
            using var response = await Host.Client.SendAsync(request);
            await Reply.ProblemAsync(response, 400);
        }
    }

    [Fact]
    public async Task An_article_over_the_limit_is_a_413()
    {
        await using var host = await RunningHost.StartAsync("Search:MaxArticleMegabytes=1");
        string large = JsonSerializer.Serialize(new { body = new string('x', 2 << 20) });
        using var response = await host.SendAsync(HttpMethod.Put, "/v1/articles/large", large);
        await Reply.ProblemAsync(response, 413, "MaxArticleMegabytes");
    }
}
