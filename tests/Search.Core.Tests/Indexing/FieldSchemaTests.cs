using Search.Core.Indexing;

namespace Search.Core.Tests.Indexing;

/// <summary>The types of the caller's fields are inferred from articles that are in the index, and from no others.</summary>
public sealed class FieldSchemaTests
{
    [Fact]
    public async Task AnArticleThatIsRefusedLeavesNoFieldsBehind()
    {
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { RefreshInterval = TimeSpan.Zero });
        await index.AddAsync(Article("a", ("rank", 1)));
        await Assert.ThrowsAsync<InvalidRequestException>(() => index.AddAsync(Article("b", ("fresh", 5), ("rank", "many"))));
        await Assert.ThrowsAsync<InvalidRequestException>(() => index.AddAsync(Article("c", ("fresh", 5), ("title", "x"))));
        await index.AddAsync(Article("d", ("fresh", "a word")));
        Assert.Equal(FieldType.Keyword, index.Fields.Single(field => field.Name == "fresh").Type);
    }

    [Fact]
    public async Task AnArticleOfTooManyFieldsLeavesRoomForTheOthers()
    {
        await using var index = ArticleIndex.CreateInMemory();
        var many = Article("many", [.. Enumerable.Range(0, 1_001).Select(i => ($"f{i}", (FieldValue)"x"))]);
        var result = await index.AddAsync(Sequence(many, Article("one", ("topic", "city")), Article("all", [.. Enumerable.Range(0, 999).Select(i => ($"g{i}", (FieldValue)i))])));
        Assert.Equal(2, result.Indexed);
        Assert.Contains("1,000", Assert.Single(result.Failed).Error, StringComparison.Ordinal);
        Assert.Equal(1_000, index.Fields.Count);
        Assert.Contains("1,000", (await Assert.ThrowsAsync<InvalidRequestException>(() => index.AddAsync(Article("late", ("other", "x"))))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FieldsComeAllOrNone()
    {
        var schema = new FieldSchema([]);
        var first = new List<FieldDefinition>();
        var second = new List<FieldDefinition>();
        Assert.Equal(FieldType.Keyword, schema.TypeFor("b", "x", first));
        Assert.Equal(FieldType.Keyword, schema.TypeFor("a", "x", second));
        Assert.Equal(FieldType.Number, schema.TypeFor("b", 5, second));
        Assert.Empty(schema.Types);
        Assert.True(schema.TryAdd(first));
        Assert.False(schema.TryAdd(second));
        Assert.Equal("b", Assert.Single(schema.Types).Key);
    }

    private static Article Article(string id, params (string Name, FieldValue Value)[] fields) =>
        new() { Id = id, Fields = fields.ToDictionary(field => field.Name, field => field.Value) };

    private static async IAsyncEnumerable<Article> Sequence(params Article[] articles)
    {
        foreach (var article in articles)
            yield return article;
        await Task.CompletedTask;
    }
}
