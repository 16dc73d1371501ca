namespace Search.Core.Tests.Searching;

/// <summary>A caller's field may be called length, and its type decides what its values are.</summary>
public sealed class LengthFieldTests
{
    [Theory]
    [InlineData(FieldType.Text, "length:short", true)]
    [InlineData(FieldType.Text, "length:[10 TO 20]", false)]
    [InlineData(FieldType.Keyword, "length:short", true)]
    [InlineData(FieldType.Date, "length:2022", true)]
    [InlineData(FieldType.Date, "length:abc", false)]
    [InlineData(FieldType.Number, "length:[1 TO 3]", true)]
    [InlineData(FieldType.Number, "length:short", false)]
    [InlineData(FieldType.Boolean, "length:true", true)]
    [InlineData(FieldType.Boolean, "length:short", false)]
    public async Task Its_values_are_those_of_its_type(FieldType type, string query, bool isFound)
    {
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { Fields = [new FieldDefinition("length", type)] });
        await index.AddAsync(new Article { Id = "a", Body = "The mayor spoke.", Fields = new Dictionary<string, FieldValue> { ["length"] = Value(type) } });
        var results = index.Search(new SearchRequest(query));
        Assert.Equal(isFound ? ["a"] : [], results.Hits.Select(hit => hit.Id));
        Assert.NotNull(index.Highlight(new HighlightRequest(query) { Id = "a" }));
    }

    private static FieldValue Value(FieldType type) => type switch
    {
        FieldType.Date => FieldValue.From(ArticleDate.FromYear(2022)),
        FieldType.Number => FieldValue.From(2.0),
        FieldType.Boolean => FieldValue.From(true),
        _ => FieldValue.From("short"),
    };
}
