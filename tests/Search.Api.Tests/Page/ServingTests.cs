using System.Net;
using System.Text.RegularExpressions;
using Search.Api.Page;

namespace Search.Api.Tests.Page;

/// <summary>What the page's files are sent with; needs no browser.</summary>
public sealed partial class ServingTests(NewsHost news) : IClassFixture<NewsHost>
{
    private readonly RunningHost _host = news.Host;

    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/page/app.js", "text/javascript; charset=utf-8")]
    [InlineData("/page/style.css", "text/css; charset=utf-8")]
    [InlineData("/page/favicon.svg", "image/svg+xml")]
    public async Task Files_are_what_they_say_and_are_asked_for_again(string path, string type)
    {
        using var response = await _host.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(SearchPage.ContentPolicy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.True(response.Headers.CacheControl!.NoCache);
        Assert.False(response.Headers.CacheControl.NoStore);

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var unchanged = await _host.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        using var head = await _host.SendAsync(HttpMethod.Head, path);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(response.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Everything_that_is_referred_to_is_there_and_nothing_is_from_elsewhere()
    {
        string page = await _host.Client.GetStringAsync("/");
        var todo = new Queue<string>(References().Matches(page).Select(found => found.Groups[1].Value).Where(path => path.StartsWith("page/", StringComparison.Ordinal)));
        var seen = new HashSet<string>();
        while (todo.TryDequeue(out string? path))
        {
            if (!seen.Add(path))
                continue;
            string content = await _host.Client.GetStringAsync("/" + path);
            foreach (Match import in Imports().Matches(content))
                todo.Enqueue("page/" + import.Groups[1].Value);
            Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", content);
            Assert.DoesNotMatch(@"@import|url\(", content);
        }
        Assert.True(seen.Count > 10);
        Assert.Contains("<noscript>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|(?:src|href)=""(?:https?:)?//", page);
    }

    [Theory]
    [InlineData("/page/")]
    [InlineData("/page/nothing.js")]
    [InlineData("/page/index.html")]
    [InlineData("/page/..%2FSearch.Api.dll")]
    public async Task What_is_no_file_of_the_page_is_not_there(string path)
    {
        using var response = await _host.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex References();

    [GeneratedRegex("from \"\\./([^\"]+)\"")]
    private static partial Regex Imports();
}
