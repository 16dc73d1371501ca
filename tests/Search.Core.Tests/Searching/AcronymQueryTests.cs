namespace Search.Core.Tests.Searching;

public sealed class AcronymQueryTests
{
    [Theory]
    [InlineData("WHO 2020", "health")]
    [InlineData("COVID-19 WHO", "health")]
    [InlineData("WHO US", "health")]
    [InlineData("WHO CHIEF", "health")]
    [InlineData("(WHO) 2020", "health")]
    [InlineData("WHO NATO", "health")]
    [InlineData("WHO report", "health")]
    [InlineData("IT 2020", "computers")]
    public async Task An_acronym_is_looked_for_beside_other_words_in_capitals(string query, string id)
    {
        await using var index = ArticleIndex.CreateInMemory();
        await index.AddAsync(new Article { Id = "health", Body = "The WHO was founded in Geneva." });
        await index.AddAsync(new Article { Id = "computers", Body = "The IT staff went on strike." });
        await index.AddAsync(new Article { Id = "country", Body = "A US delegation came." });
        await index.AddAsync(new Article { Id = "words", Body = "They asked who gave it to us." });
        var ids = index.Search(new SearchRequest(query)).Hits.Select(hit => hit.Id).ToList();
        Assert.Contains(id, ids);
        Assert.DoesNotContain("words", ids);
    }

    [Theory]
    [InlineData("WHO REPORTED")]
    [InlineData("WHO LEFT THE TOWN")]
    public async Task A_query_in_capitals_throughout_leaves_its_stop_words_out(string query)
    {
        await using var index = ArticleIndex.CreateInMemory();
        await index.AddAsync(new Article { Id = "words", Body = "They asked who it was." });
        await index.AddAsync(new Article { Id = "town", Body = "He left the town and reported." });
        Assert.Equal(["town"], index.Search(new SearchRequest(query)).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task Datelines_and_other_acronyms_beside_it_hide_none()
    {
        await using var index = ArticleIndex.CreateInMemory();
        await index.AddAsync(new Article { Id = "dateline", Body = "WASHINGTON (AP) — US officials said that the talks had ended." });
        await index.AddAsync(new Article { Id = "list", Title = "The EU, US, UN and NATO agreed on it", Body = "They met in Lurgan." });
        await index.AddAsync(new Article { Id = "capitals", Body = "WASHINGTON SENT US FORCES TO SAIGON ." });
        await index.AddAsync(new Article { Id = "word", Body = "They told us." });
        var hits = index.Search(new SearchRequest("US")).Hits;
        Assert.Equal(["dateline", "list"], hits.Select(hit => hit.Id).Order());
        Assert.All(hits, hit => Assert.Contains(hit.Highlights, passage => passage.Matches.Count == 1));
    }
}
