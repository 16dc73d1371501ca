using System.Text;
using System.Text.Json;
using CsCheck;

namespace Search.Api.Tests;

/// <summary>Ids travel through paths as they are, whatever they are. Sent by socket: HttpClient would tidy the paths up.</summary>
public sealed class ArticleIdTests(NewsHost news) : IClassFixture<NewsHost>
{
    private RunningHost Host => news.Host;

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("a%25b", "a%b")]
    [InlineData("%2F", "/")]
    [InlineData("%2E", ".")]
    [InlineData("%2E%2E", "..")]
    [InlineData("%2e.", "..")]
    [InlineData("..%2F..%2Fetc", "../../etc")]
    [InlineData("a%3Fb", "a?b")]
    [InlineData("a%23b", "a#b")]
    [InlineData("a+b", "a+b")]
    [InlineData("a%2Bb", "a+b")]
    [InlineData("a%20b", "a b")]
    [InlineData("%F0%9F%98%80", "😀")]
    [InlineData("delete", "delete")]
    [InlineData("highlight", "highlight")]
    [InlineData("-", "-")]
    [InlineData("a:b@c;d,e=f&g!$'()*", "a:b@c;d,e=f&g!$'()*")]
    [InlineData("%5C%22%3C%3E", "\\\"<>")]
    [InlineData("%EF%BB%BFbom", "\uFEFFbom")]
    [InlineData("CaseMatters", "CaseMatters")]
    public async Task An_id_is_what_its_escapes_say(string segment, string id)
    {
        var put = await Host.RawAsync("PUT", "/v1/articles/" + segment, """{"title":"t","body":"kumquat"}""");
        Assert.True(put.Status is 200 or 201, put.Body);
        Assert.Equal(id, JsonDocument.Parse(put.Body).RootElement.GetProperty("id").GetString());

        var get = await Host.RawAsync("GET", "/v1/articles/" + segment);
        Assert.Equal(200, get.Status);
        Assert.Equal(id, JsonDocument.Parse(get.Body).RootElement.GetProperty("id").GetString());

        var highlight = await Host.RawAsync("GET", $"/v1/articles/{segment}/highlight?q=kumquat");
        Assert.Equal(200, highlight.Status);
        Assert.Contains("<mark>kumquat</mark>", highlight.Body, StringComparison.Ordinal);

        Assert.Equal(200, (await Host.RawAsync("GET", $"/v1/articles/{segment}/related")).Status);
        Assert.Equal(204, (await Host.RawAsync("DELETE", "/v1/articles/" + segment)).Status);
    }

    [Theory]
    [InlineData("GET", "/v1/articles/", 400, "empty")]
    [InlineData("PUT", "/v1/articles/", 400, "empty")]
    [InlineData("GET", "/v1/articles//highlight?q=a", 400, "empty")]
    [InlineData("GET", "/v1/articles/%", 400, "%25")]
    [InlineData("GET", "/v1/articles/a%2", 400, "%25")]
    [InlineData("GET", "/v1/articles/a%ZZ", 400, "%25")]
    [InlineData("GET", "/v1/articles/%FF", 400, "UTF-8")]
    [InlineData("GET", "/v1/articles/%C0%AF", 400, "UTF-8")]
    [InlineData("GET", "/v1/articles/%ED%A0%80", 400, "UTF-8")]
    [InlineData("GET", "/v1/articles/..", 400, "dot segment")]
    [InlineData("GET", "/v1/articles/../articles/x", 400, "dot segment")]
    [InlineData("GET", "/v1/x/../articles/x%2Fy", 400, "dot segments")]
    [InlineData("GET", "/%761/articles/x", 400, "escapes")]
    [InlineData("GET", "/v1/articles/a/b/c", 404, "%2F")]
    [InlineData("GET", "/v1/articles/a/b", 404, "%2F")]
    [InlineData("POST", "/v1/articles/a", 405, "GET")]
    public async Task A_path_that_is_no_id_is_a_problem(string method, string target, int status, string word) =>
        Reply.Problem(await Host.RawAsync(method, target, method is "PUT" or "POST" ? "{}" : null), status, word);

    [Fact]
    public async Task An_id_may_have_512_bytes_and_no_more()
    {
        string longest = string.Concat(Enumerable.Repeat("%C3%A9", 256));
        Assert.Equal(201, (await Host.RawAsync("PUT", "/v1/articles/" + longest, """{"body":"x"}""")).Status);
        Assert.Equal(204, (await Host.RawAsync("DELETE", "/v1/articles/" + longest)).Status);
        Reply.Problem(await Host.RawAsync("PUT", $"/v1/articles/{longest}a", """{"body":"x"}"""), 400, "513", "512");
    }

    [Fact]
    public async Task An_absolute_target_works_as_well()
    {
        var reply = await Host.RawAsync("GET", $"http://{Host.Url.Authority}/v1/articles/harbour?original=false");
        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Random_ids_come_back_and_the_location_leads_to_them()
    {
        // NUL is left out: HTTP servers refuse it in a path.
        var ids = Gen.Char['\u0001', '\uFFFD'].Array[1, 12].Select(chars => new string(chars))
            .Where(id => IsWellFormed(id) && Encoding.UTF8.GetByteCount(id) <= 512);
        await ids.SampleAsync(async id =>
        {
            using var put = await Host.SendAsync(HttpMethod.Put, "/v1/articles/x" + Uri.EscapeDataString(id), """{"body":"x"}""");
            Assert.Equal(201, (int)put.StatusCode);
            var get = await Host.RawAsync("GET", put.Headers.Location!.OriginalString);
            Assert.Equal("x" + id, JsonDocument.Parse(get.Body).RootElement.GetProperty("id").GetString());
            using var delete = await Host.SendAsync(HttpMethod.Delete, put.Headers.Location.OriginalString);
            Assert.Equal(204, (int)delete.StatusCode);
        }, seed: "0N0XIzNsQ0O2", iter: 40, threads: 1);
    }

    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
                return false;
        }
        return true;
    }
}
