namespace Search.Core.Tests;

/// <summary>Nulls that a caller's compiler let through are refused by name where they come in, and cost no other article.</summary>
public sealed class NullMembersTests
{
    [Fact]
    public void AnArticleHasNoNullMembers()
    {
        Assert.Throws<ArgumentNullException>("Id", () => new Article { Id = null! });
        Assert.Throws<ArgumentNullException>("Title", () => new Article { Id = "a", Title = null! });
        Assert.Throws<ArgumentNullException>("Body", () => new Article { Id = "a" } with { Body = null! });
        Assert.Throws<ArgumentNullException>("Authors", () => new Article { Id = "a", Authors = null! });
        Assert.Throws<ArgumentNullException>("Fields", () => new Article { Id = "a", Fields = null! });
    }

    [Fact]
    public async Task ANullWithinAnArticleFailsThatArticleAlone()
    {
        await using var index = ArticleIndex.CreateInMemory();
        var result = await index.AddAsync(Sequence(
            new Article { Id = "a", Authors = ["Ada", null!] },
            new Article { Id = "b", Fields = new Dictionary<string, FieldValue> { ["topic"] = null! } },
            new Article { Id = "c", Body = "good" }));
        Assert.Equal(1, result.Indexed);
        Assert.Equal(["author", "'topic'"], result.Failed.Select(failure => failure.Error.Contains("author", StringComparison.Ordinal) ? "author" : failure.Error.Split(' ')[2]));
    }

    [Fact]
    public void ARequestWithNullsIsRefused()
    {
        using var index = ArticleIndex.CreateInMemory();
        foreach (var request in new SearchRequest[]
        {
            new("a") { Sources = null! }, new("a") { Sources = [null!] }, new("a") { Authors = [null!] }, new("a") { Filters = null! },
            new("a") { Filters = [null!] }, new("a") { Facets = null! }, new("a") { Facets = [null!] }, new("a") { Sort = null! }, new(null!),
        })
        {
            Assert.Throws<ArgumentNullException>(() => index.Search(request));
        }
    }

    [Fact]
    public void AClosedIndexSaysSo()
    {
        var index = ArticleIndex.CreateInMemory();
        index.Dispose();
        var closed = Assert.Throws<ObjectDisposedException>(() => index.Search(new SearchRequest("a")));
        Assert.Equal(nameof(ArticleIndex), closed.ObjectName);
    }

    private static async IAsyncEnumerable<Article> Sequence(params Article[] articles)
    {
        foreach (var article in articles)
            yield return article;
        await Task.CompletedTask;
    }
}
