using Search.Core.Tests.Alerts;

namespace Search.Core.Tests.Retrieval;

/// <summary>Explanations add up, at every level and for every kind of search, and say in words what a score is owed to.</summary>
public sealed class ExplanationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Details_add_up_to_the_score(int seed)
    {
        var random = new Random(seed);
        var news = new RandomNews(random);
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { RefreshInterval = TimeSpan.Zero, Durability = Durability.Async });
        index.SetSynonyms(new SynonymSet("own", ["levy, toll", "pm => prime minister", "river bank, postwar"]));
        for (int i = 0; i < 120; i++)
            await index.AddAsync(news.Article($"{i}"), refresh: i % 40 == 39);
        int explained = 0;
        for (int i = 0; i < 250; i++)
        {
            var request = news.Request() with
            {
                Explain = true,
                Size = 5,
                Typos = random.Next(2) == 0,
                Profile = random.Next(3) == 0 ? RankingProfile.Thorough : RankingProfile.Default,
                Recency = random.Next(3) == 0 ? new RecencyOptions { HalfLife = TimeSpan.FromDays(500), Weight = 1 } : null,
            };
            foreach (var hit in index.Search(request).Hits)
            {
                Assert.Equal(hit.Score, hit.Explanation!.Value, 1e-5);
                Check(hit.Explanation, 1e-4, $"{request}");
                explained += hit.Explanation.Details.Count;
            }
        }
        Assert.True(explained > 500, $"Only {explained} contributions were looked at.");
    }

    [Fact]
    public async Task Each_kind_of_evidence_is_named()
    {
        await using var index = ArticleIndex.CreateInMemory();
        index.SetSynonyms(new SynonymSet("own", ["levy, toll"]));
        await index.AddAsync(new Article { Id = "a", Title = "Lantern toll", Body = "The lantern market. A lantern toll in the quiet lantern of Haus.", Language = "en", Date = ArticleDate.FromYear(2024) });
        await index.AddAsync(new Article { Id = "b", Title = "Other", Body = "Something else." });

        string lantern = Explain("lantern");
        Assert.Contains("\"lantern\" in title and body: 6 times among", lantern, StringComparison.Ordinal);
        Assert.Contains("which 1 of 2 articles have, 6 times on average", lantern, StringComparison.Ordinal);
        Assert.Contains("in the title, once, each counting 3", lantern, StringComparison.Ordinal);
        Assert.Contains("in the body, 3 times", lantern, StringComparison.Ordinal);
        Assert.Contains("\"toll\" (a synonym) in title and body", Explain("levy"), StringComparison.Ordinal);
        Assert.Contains("(near to what was typed)", Explain("lantarn"), StringComparison.Ordinal);
        Assert.Contains("in this order: \"lantern market\" in the body, as written: once", Explain("\"lantern market\""), StringComparison.Ordinal);
        Assert.Contains("near each other: \"lantern haus\"", Explain("\"lantern haus\"~3"), StringComparison.Ordinal);
        Assert.Contains("words like lan* in the title, as written", Explain("lan*"), StringComparison.Ordinal);
        Assert.Contains("\"lantern\" and \"market\" stand close together in the body", Explain("lantern market"), StringComparison.Ordinal);
        Assert.Contains("\"lantern\" in the title: once", Explain("title:lantern"), StringComparison.Ordinal);
        Assert.Contains("(of the best articles)", Explain("lantern", request => request with { Profile = RankingProfile.Thorough }), StringComparison.Ordinal);
        Assert.Contains("recency: its date multiplies what is above with", Explain("lantern", request => request with { Recency = new RecencyOptions { Weight = 1, HalfLife = TimeSpan.FromDays(10_000) } }), StringComparison.Ordinal);

        string Explain(string query, Func<SearchRequest, SearchRequest>? change = null)
        {
            var request = new SearchRequest(query) { Explain = true };
            return Lines(index.Search(change?.Invoke(request) ?? request).Hits[0].Explanation!);
        }
    }

    private static string Lines(Explanation explanation) =>
        string.Join('\n', explanation.Details.Select(Lines).Prepend(explanation.Description));

    private static void Check(Explanation explanation, double tolerance, string place)
    {
        Assert.NotEmpty(explanation.Description);
        if (explanation.Details.Count == 0)
            return;
        double sum = explanation.Details.Sum(detail => detail.Value);
        Assert.True(Math.Abs(explanation.Value - sum) <= tolerance * Math.Max(1, Math.Abs(explanation.Value)), $"{place}: {explanation.Description} is {explanation.Value}, its details {sum}.");
        foreach (var detail in explanation.Details)
            Check(detail, 1e-9, place);
    }
}
