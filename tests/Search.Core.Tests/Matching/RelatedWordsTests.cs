using Search.Core.Matching;

namespace Search.Core.Tests.Matching;

/// <summary>Words of one root, which the stems of the index keep apart.</summary>
public sealed class RelatedWordsTests
{
    [Theory]
    [InlineData("construct", "construction")]
    [InlineData("industry", "industrial")]
    [InlineData("conduct", "conductivity")]
    [InlineData("elastic", "elasticity")]
    [InlineData("laos", "lao")]
    public void Words_of_one_root_have_it_in_common(string first, string second)
    {
        string? root = RelatedStems.Root(first);
        Assert.NotNull(root);
        Assert.Equal(root, RelatedStems.Root(second));
    }

    [Theory]
    [InlineData("at")]
    [InlineData("news")] // whose root would be that of new
    [InlineData("1963")]
    [InlineData("covid19")]
    [InlineData("élection")]
    [InlineData("")]
    public void Short_words_and_what_is_no_english_word_have_none(string stem) => Assert.Null(RelatedStems.Root(stem));

    [Fact]
    public async Task An_article_with_a_word_of_the_same_root_comes_after_those_with_the_word()
    {
        await using var index = await FillAsync(new ArticleIndexOptions());
        Assert.Equal(["construct", "construction"], Find(index, "constructing harbours").Take(2));
    }

    [Theory]
    [InlineData("constructing")]
    [InlineData("+constructing +harbours")]
    [InlineData("\"construct\" \"harbour\"")]
    [InlineData("title:none OR constructing")]
    public async Task A_word_alone_required_quoted_or_an_alternative_is_taken_as_it_is(string query)
    {
        await using var index = await FillAsync(new ArticleIndexOptions());
        Assert.DoesNotContain("construction-alone", Find(index, query));
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using var index = await FillAsync(new ArticleIndexOptions { Ranking = new RankingOptions { RelatedWeight = 0 } });
        Assert.DoesNotContain("construction-alone", Find(index, "constructing harbours"));
    }

    [Fact]
    public async Task Words_as_they_are_written_and_deletions_leave_them_out()
    {
        await using var index = await FillAsync(new ArticleIndexOptions());
        Assert.Contains("construction-alone", Find(index, "constructing harbours"));
        Assert.DoesNotContain("construction-alone", index.Search(new SearchRequest("constructing harbours") { Typos = false }).Hits.Select(hit => hit.Id));
        await index.DeleteAsync(new SearchRequest("constructing harbours"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotNull(index.Get("construction-alone"));
    }

    private static async Task<ArticleIndex> FillAsync(ArticleIndexOptions options)
    {
        var index = ArticleIndex.CreateInMemory(options);
        foreach (var (id, body) in new[]
        {
            ("construct", "They construct a harbour of stone."), ("construction", "The construction of a harbour of stone."),
            ("construction-alone", "The construction of a road of stone."), ("other", "A road of stone went to the hill."),
            ("another", "The hill stood by the sea."), ("third", "The sea was calm that day."),
        })
        {
            await index.AddAsync(new Article { Id = id, Body = body });
        }

        return index;
    }

    private static IEnumerable<string> Find(ArticleIndex index, string query) => index.Search(new SearchRequest(query)).Hits.Select(hit => hit.Id);
}
