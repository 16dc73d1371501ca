using System.Text.Json;

namespace Search.Api.Tests;

public sealed class HighlightEndpointTests(NewsHost news) : IClassFixture<NewsHost>
{
    private RunningHost Host => news.Host;

    [Fact]
    public async Task A_text_of_the_caller_is_highlighted()
    {
        var reply = await Host.PostJsonAsync("/v1/highlight", """{"q":"\"red fox\"","text":"A <red> hen. The red fox ran.","whole":true,"tag":"em"}""");

        Assert.Equal(["passages", "html", "warnings"], Reply.Names(reply));
        Assert.Equal("A &lt;red&gt; hen. The <em>red fox</em> ran.", reply.GetProperty("html").GetString());
        var passage = reply.GetProperty("passages")[0];
        Assert.Equal(["field", "offset", "text", "matches", "html"], Reply.Names(passage));
    }

    [Fact]
    public async Task A_stored_article_is_highlighted_by_both_calls()
    {
        var post = await Host.PostJsonAsync("/v1/highlight", """{"q":"bridge","id":"harbour","passages":1}""");
        var get = await Host.GetJsonAsync("/v1/articles/harbour/highlight?q=bridge&passages=1");

        // As a hit's highlights: passages of the body as many as asked for, then the title where something matched in it.
        Assert.Equal(["body", "title"], post.GetProperty("passages").EnumerateArray().Select(passage => passage.GetProperty("field").GetString()));
        Assert.Equal(JsonValueKind.Null, post.GetProperty("html").ValueKind);
        Assert.Equal(post.GetRawText(), get.GetRawText());
    }

    [Fact]
    public async Task The_whole_field_comes_when_asked_for()
    {
        var reply = await Host.GetJsonAsync("/v1/articles/harbour/highlight?q=mayor&whole=true&tag=b");
        string html = reply.GetProperty("html").GetString()!;

        Assert.StartsWith("The new harbour bridge", html, StringComparison.Ordinal);
        Assert.Contains("The <b>mayor</b>", html, StringComparison.Ordinal);
        Assert.EndsWith("&lt;people&gt;.", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text":"a"}""", 400, "'q'")]
    [InlineData("""{"q":"a"}""", 400, "'id'")]
    [InlineData("""{"q":"a","id":"x","text":"y"}""", 400, "either")]
    [InlineData("""{"q":"a","text":"y","passages":0}""", 400, "passages")]
    [InlineData("""{"q":"a","text":"y","passages":101}""", 400, "passages")]
    [InlineData("""{"q":"a","text":"y","tag":"b onload"}""", 400, "tag")]
    [InlineData("""{"q":"a","text":"y","tags":"b"}""", 400, "'tags'")]
    [InlineData("""{"q":"a","id":"nobody"}""", 404, "nobody")]
    public async Task Mistakes_are_problems(string json, int status, string word)
    {
        using var response = await Host.SendAsync(HttpMethod.Post, "/v1/highlight", json);
        await Reply.ProblemAsync(response, status, word);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_a_413()
    {
        using var response = await Host.SendAsync(HttpMethod.Post, "/v1/highlight", $$"""{"q":"a","text":"{{new string('a', 8 << 20)}}"}""");
        await Reply.ProblemAsync(response, 413);
    }

    [Fact]
    public async Task Mistakes_in_the_path_form_are_problems()
    {
        using var missing = await Host.Client.GetAsync("/v1/articles/nobody/highlight?q=a");
        await Reply.ProblemAsync(missing, 404, "nobody");
        using var noQuery = await Host.Client.GetAsync("/v1/articles/harbour/highlight");
        await Reply.ProblemAsync(noQuery, 400, "'q'");
        using var text = await Host.Client.GetAsync("/v1/articles/harbour/highlight?q=a&text=b");
        await Reply.ProblemAsync(text, 400, "'text'");
    }

    [Fact]
    public async Task Unpaired_surrogates_move_no_offset()
    {
        var reply = await Host.PostJsonAsync("/v1/highlight", """{"q":"fox","text":"\ud83d\ude00 \ud800 fox \udc00\n\"x\\"}""");
        var passage = Assert.Single(reply.GetProperty("passages").EnumerateArray());

        Assert.StartsWith("😀 \uFFFD fox", passage.GetProperty("text").GetString()!, StringComparison.Ordinal);
        Assert.Equal("""[{"start":5,"length":3}]""", passage.GetProperty("matches").GetRawText());
    }
}
