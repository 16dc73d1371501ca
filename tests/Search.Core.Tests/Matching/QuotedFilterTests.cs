namespace Search.Core.Tests.Matching;

/// <summary>Quotes around a filter's value, which people know from the query language, are not taken for a part of it.</summary>
public sealed class QuotedFilterTests
{
    [Theory]
    [InlineData("places:Walvis Bay", "bay")]
    [InlineData("places:\"Walvis Bay\"", "bay")]
    [InlineData("places:\u201Cwalvis bay\u201D", "bay")]
    [InlineData("source:\"The Times\"", "bay")]
    [InlineData("author:\"Ada Ferrars\"", "bay")]
    [InlineData("places:Bay", "plain")]
    [InlineData("places:\"Bay\"", "plain quoted")]
    [InlineData("places:\"\"Bay\"\"", "quoted")]
    [InlineData("places:\"\"", "")]
    [InlineData("places:\"", "")]
    public async Task QuotesMayStandAroundAKeyword(string filter, string ids)
    {
        await using var index = ArticleIndex.CreateInMemory();
        await index.AddAsync(new Article { Id = "bay", Source = "The Times", Authors = ["Ada Ferrars"], Fields = Places("Walvis Bay") });
        await index.AddAsync(new Article { Id = "plain", Fields = Places("Bay") });
        await index.AddAsync(new Article { Id = "quoted", Fields = Places("\u201CBay\u201D") });
        var results = index.Search(new SearchRequest("") { Filters = [FieldFilter.Parse(filter)] });
        Assert.Equal(ids, string.Join(' ', results.Hits.Select(hit => hit.Id)));
    }

    private static Dictionary<string, FieldValue> Places(string place) => new() { ["places"] = place };
}
