namespace Search.Core.Tests.Matching;

/// <summary>Words that articles repeat weigh more.</summary>
public sealed class BurstinessTests
{
    [Fact]
    public async Task Of_two_equally_rare_words_the_one_that_its_articles_repeat_weighs_more()
    {
        await using var index = await FillAsync(new ArticleIndexOptions());
        Assert.Equal(["amber-once", "cobalt-once"], Ranked(index, "cobalt amber").Select(hit => hit.Id).Where(id => id.EndsWith("once", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using var index = await FillAsync(new ArticleIndexOptions { Ranking = new RankingOptions { BurstinessPower = 0 } });
        var scores = Ranked(index, "cobalt amber").Where(hit => hit.Id.EndsWith("once", StringComparison.Ordinal)).Select(hit => hit.Score).ToList();
        Assert.Equal(2, scores.Count);
        Assert.Equal(scores[0], scores[1]);
    }

    [Theory]
    [InlineData("cobalt")]
    [InlineData("+cobalt")]
    [InlineData("body:cobalt")]
    public async Task A_word_alone_finds_the_same_in_the_same_order(string query)
    {
        await using var with = await FillAsync(new ArticleIndexOptions());
        await using var without = await FillAsync(new ArticleIndexOptions { Ranking = new RankingOptions { BurstinessPower = 0 } });
        Assert.Equal(Ranked(without, query).Select(hit => hit.Id), Ranked(with, query).Select(hit => hit.Id));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_power_out_of_its_range_is_refused(double power)
    {
        var options = new ArticleIndexOptions { Ranking = new RankingOptions { BurstinessPower = power } };
        var refused = Assert.Throws<ArgumentException>(() => ArticleIndex.CreateInMemory(options));
        Assert.Contains("Ranking.BurstinessPower", refused.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Hit> Ranked(ArticleIndex index, string query) => index.Search(new SearchRequest(query) { Size = 20 }).Hits;

    /// <summary>Two words, each in three articles; all articles have eight words.</summary>
    private static async Task<ArticleIndex> FillAsync(ArticleIndexOptions options)
    {
        var index = ArticleIndex.CreateInMemory(options);
        foreach (var (id, body) in new[]
        {
            ("amber", "amber trade amber coast amber road amber price"), ("more-amber", "amber guild amber river amber tax amber law"),
            ("amber-once", "amber beads were lost behind stone walls yesterday"), ("cobalt-once", "cobalt glass was lost behind stone walls yesterday"),
            ("cobalt", "cobalt mines closed when winter storms came early"), ("more-cobalt", "cobalt prices fell after long quiet summer weeks"),
            ("other", "fishing boats left harbour before morning light came"), ("third", "school children planted forty young trees near town"),
        })
        {
            await index.AddAsync(new Article { Id = id, Title = "Report", Body = body });
        }

        return index;
    }
}
