using System.Net;

namespace Search.Api.Tests;

public sealed class VocabularyEndpointTests(NewsHost news) : IClassFixture<NewsHost>
{
    private RunningHost Host => news.Host;

    [Fact]
    public async Task Synonyms_take_effect_with_the_next_search()
    {
        Assert.Empty(Reply.Ids(await Host.GetJsonAsync("/v1/search?q=levy&typos=false")));
        using (var put = await Host.SendAsync(HttpMethod.Put, "/v1/synonyms/money", """{"rules":["toll, levy"]}"""))
            Assert.Equal("money", (await Reply.JsonAsync(put, 201)).GetProperty("name").GetString());
        Assert.Equal(["bridge"], Reply.Ids(await Host.GetJsonAsync("/v1/search?q=levy")));
        using (var again = await Host.SendAsync(HttpMethod.Put, "/v1/synonyms/money", """{"rules":["toll, levy"]}"""))
            await Reply.JsonAsync(again, 200);
        Assert.Equal("toll, levy", (await Host.GetJsonAsync("/v1/synonyms/money")).GetProperty("rules")[0].GetString());
        Assert.Equal(1, (await Host.GetJsonAsync("/v1/synonyms")).GetProperty("synonyms").GetArrayLength());
        using (var delete = await Host.SendAsync(HttpMethod.Delete, "/v1/synonyms/money", null))
            Assert.Equal(HttpStatusCode.NoContent, delete.StatusCode);
        using var gone = await Host.SendAsync(HttpMethod.Get, "/v1/synonyms/money", null);
        await Reply.ProblemAsync(gone, 404, "money");
    }

    [Fact]
    public async Task Stop_lists_are_managed_alike()
    {
        using (var put = await Host.SendAsync(HttpMethod.Put, "/v1/stopwords/own", """{"words":["apples"]}"""))
            await Reply.JsonAsync(put, 201);
        Assert.DoesNotContain("undated", Reply.Ids(await Host.GetJsonAsync("/v1/search?q=storm+apples")));
        Assert.Equal("apples", (await Host.GetJsonAsync("/v1/stopwords")).GetProperty("stopWords")[0].GetProperty("words")[0].GetString());
        using (var delete = await Host.SendAsync(HttpMethod.Delete, "/v1/stopwords/own", null))
            Assert.Equal(HttpStatusCode.NoContent, delete.StatusCode);
        Assert.Contains("undated", Reply.Ids(await Host.GetJsonAsync("/v1/search?q=storm+apples")));
    }

    [Theory]
    [InlineData("/v1/synonyms/x", """{}""", "'rules'")]
    [InlineData("/v1/synonyms/x", """{"rules":["alone"]}""", "alone")]
    [InlineData("/v1/synonyms/x", """{"rules":[""]}""", "no rule")]
    [InlineData("/v1/synonyms/x", """{"rules":["a, b", "!!!, b"]}""", "Rule 2")]
    [InlineData("/v1/synonyms/x", """{"rules":["a, a"]}""", "all sides")]
    [InlineData("/v1/synonyms/x", """{"rules":["a,,b"]}""", "comma")]
    [InlineData("/v1/synonyms/x", """{"rules":["a, b\nc, d"]}""", "line break")]
    [InlineData("/v1/synonyms/a%20b", """{"rules":["a, b"]}""", "name")]
    [InlineData("/v1/stopwords/x", """{}""", "'words'")]
    [InlineData("/v1/stopwords/x", """{"words":["two words"]}""", "two words")]
    public async Task Mistakes_are_problems(string path, string json, string word)
    {
        using var response = await Host.SendAsync(HttpMethod.Put, path, json);
        await Reply.ProblemAsync(response, 400, word);
    }

    [Fact]
    public async Task Profiles_and_typos_can_be_chosen()
    {
        Assert.Equal(["storm"], Reply.Ids(await Host.GetJsonAsync("/v1/search?q=ferri&typos=true")));
        Assert.Empty(Reply.Ids(await Host.GetJsonAsync("/v1/search?q=ferri&typos=false")));
        Assert.Contains("harbour", Reply.Ids(await Host.GetJsonAsync("/v1/search?q=bridge&profile=thorough")));
        using var wrong = await Host.SendAsync(HttpMethod.Get, "/v1/search?q=a&profile=best", null);
        await Reply.ProblemAsync(wrong, 400, "profile");
    }
}
