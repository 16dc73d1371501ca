using System.Text.Json;

namespace Search.Api.Tests;

public sealed class SuggestEndpointTests : IAsyncLifetime
{
    private RunningHost? _host;

    private RunningHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync("Search:Durability=async");
        for (int i = 0; i < 3; i++)
            await Host.PutAsync($"{i}", $$"""{"title": "Harbour bridge & quay {{i}}", "body": "It was said that Ada Quill would come."}""");
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Completions_have_text_and_html()
    {
        var reply = await Host.GetJsonAsync("/v1/suggest?q=harbour+bri&size=2");
        Assert.Equal(["suggestions"], Reply.Names(reply));
        var suggestions = reply.GetProperty("suggestions").EnumerateArray().ToArray();
        Assert.Equal(2, suggestions.Length);
        Assert.Equal(["text", "html"], Reply.Names(suggestions[0]));
        Assert.Equal("harbour bridge", suggestions[0].GetProperty("text").GetString());
        Assert.Equal("<mark>harbour bri</mark>dge", suggestions[0].GetProperty("html").GetString());
        Assert.Equal("Harbour bridge & quay 0", suggestions[1].GetProperty("text").GetString());
        Assert.Equal("<mark>Harbour bri</mark>dge &amp; quay 0", suggestions[1].GetProperty("html").GetString());
    }

    [Theory]
    [InlineData("q=ada+qu", "Ada Quill")]
    [InlineData("q=ada+qiull", "Ada Quill")]
    [InlineData("q=bridge+ada", "bridge Ada Quill")]
    [InlineData("q=ada+qiull&typos=false", null)]
    [InlineData("q=zzz", null)]
    [InlineData("q=", null)]
    [InlineData("q=ada&size=0", null)]
    public async Task The_first_one_is(string query, string? expected)
    {
        var suggestions = (await Host.GetJsonAsync("/v1/suggest?" + query)).GetProperty("suggestions").EnumerateArray();
        Assert.Equal(expected, suggestions.Select(each => each.GetProperty("text").GetString()).FirstOrDefault());
    }

    [Theory]
    [InlineData("", "'q'")]
    [InlineData("?q=a&size=101", "100")]
    [InlineData("?q=a&prefix=b", "prefix")]
    public async Task A_wrong_parameter_is_a_400(string query, string named)
    {
        using var response = await Host.Client.GetAsync("/v1/suggest" + query);
        await Reply.ProblemAsync(response, 400, named);
    }

    [Fact]
    public async Task New_articles_are_completed_and_deleted_ones_are_not()
    {
        await Host.PutAsync("new", """{"title": "Zeppelin lands"}""");
        Assert.Equal("""{"suggestions":[{"text":"Zeppelin lands","html":"<mark>Zepp</mark>elin lands"}]}""", (await Host.GetJsonAsync("/v1/suggest?q=zepp")).GetRawText());
        using var response = await Host.SendAsync(HttpMethod.Delete, "/v1/articles/new?refresh=true");
        Assert.Empty((await Host.GetJsonAsync("/v1/suggest?q=zepp")).GetProperty("suggestions").EnumerateArray());
    }

    [Fact]
    public async Task A_search_offers_a_better_spelling()
    {
        var reply = await Host.GetJsonAsync("/v1/search?q=%22harbor+brigde%22+-zebra");
        Assert.Equal("\"harbour bridge\" -zebra", reply.GetProperty("didYouMean").GetString());
        Assert.Equal(JsonValueKind.Null, (await Host.GetJsonAsync("/v1/search?q=harbour+bridge")).GetProperty("didYouMean").ValueKind);
    }
}
