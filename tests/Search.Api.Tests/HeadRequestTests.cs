namespace Search.Api.Tests;

public sealed class HeadRequestTests(NewsHost news) : IClassFixture<NewsHost>
{
    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/v1/articles/harbour", 200)]
    [InlineData("/v1/articles/nosuch", 404)]
    [InlineData("/v1/search?q=bridge", 200)]
    [InlineData("/v1/search?format=csv", 200)]
    [InlineData("/v1/search?size=x", 400)]
    [InlineData("/", 200)]
    [InlineData("/v1/index/commit", 405)]
    public async Task It_is_answered_as_a_get_without_its_body(string path, int status)
    {
        using var response = await news.Host.SendAsync(HttpMethod.Head, path);
        using var got = await news.Host.Client.GetAsync(path);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status, (int)got.StatusCode);
        Assert.Equal(got.Content.Headers.ContentType, response.Content.Headers.ContentType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }
}
