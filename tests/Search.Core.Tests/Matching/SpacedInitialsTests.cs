namespace Search.Core.Tests.Matching;

/// <summary>Initials that a query has with spaces between them.</summary>
public sealed class SpacedInitialsTests
{
    [Theory]
    [InlineData("W. H. O.", "who")]
    [InlineData("+W. H. O.", "who")]
    [InlineData("F. B. I. raid", "fbi")]
    [InlineData("J. R. R. Tolkien", "jrr,tolkien")]
    public async Task They_find_each_way_to_write_them(string query, string expected)
    {
        await using var index = ArticleIndex.CreateInMemory();
        foreach (var (id, body) in new[]
        {
            ("who-together", "The chief of the WHO spoke."), ("who-dots", "The chief of the W.H.O. spoke."), ("who-apart", "The chief of the W. H. O. spoke."),
            ("not-it", "A man who spoke to the chief of a town."), ("fbi-together", "An FBI raid at dawn."), ("fbi-apart", "An F. B. I. raid at dawn."),
            ("jrr-together", "JRR Tolkien wrote it."), ("jrr-apart", "J. R. R. Tolkien wrote it."), ("tolkien", "Christopher Tolkien edited it."),
        })
        {
            await index.AddAsync(new Article { Id = id, Body = body });
        }

        var found = index.Search(new SearchRequest(query) { Size = 20 }).Hits.Select(hit => hit.Id).ToList();
        string first = expected.Split(',')[0];
        Assert.Equal([$"{first}-apart", $"{first}-together"], found.Where(id => id.StartsWith(first, StringComparison.Ordinal) && !id.EndsWith("dots", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(found, id => Assert.Contains(id.Split('-')[0], expected, StringComparison.Ordinal));
        var all = index.Search(new SearchRequest(query) { Size = 20, Match = MatchMode.All }).Hits.Select(hit => hit.Id).ToList();
        Assert.Contains($"{first}-apart", all);
        Assert.Contains($"{first}-together", all);
        Assert.DoesNotContain("tolkien", all);
    }
}
