namespace Search.Core.Tests.Searching;

/// <summary>The words that the thorough profile takes from the best articles.</summary>
public sealed class FeedbackTests
{
    [Fact]
    public async Task Words_are_read_in_the_language_of_their_article()
    {
        await using var index = await FillAsync("de", i => $"Die alten Häuser an der Brücke Nummer {i} werden erneuert.");
        string explained = Explained(index, "Brücke");
        Assert.Contains("\"haus\" (of the best articles)", explained, StringComparison.Ordinal);
        Assert.DoesNotContain("\"hauser\"", explained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_beginnings_of_the_articles_are_read()
    {
        string filler = string.Concat(Enumerable.Repeat("and so it went on ", 80));
        await using var index = await FillAsync("en", i => $"A bridge with lanterns. {filler} Umbrellas.");
        string explained = Explained(index, "bridge");
        Assert.Contains("\"lantern\" (of the best articles)", explained, StringComparison.Ordinal);
        Assert.DoesNotContain("\"umbrella\"", explained, StringComparison.Ordinal);
    }

    private static string Explained(ArticleIndex index, string query)
    {
        var found = index.Search(new SearchRequest(query) { Profile = RankingProfile.Thorough, Explain = true });
        return Lines(found.Hits[0].Explanation!);
    }

    private static string Lines(Explanation explanation) => string.Join('\n', explanation.Details.Select(Lines).Prepend(explanation.Description));

    /// <summary>Twelve articles, and as many of other things, so that no word is in most.</summary>
    private static async Task<ArticleIndex> FillAsync(string language, Func<int, string> body)
    {
        var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { RefreshInterval = TimeSpan.Zero });
        for (int i = 0; i < 12; i++)
        {
            await index.AddAsync(new Article { Id = $"{i}", Title = "", Body = body(i), Language = language });
            for (int other = 0; other < 4; other++)
                await index.AddAsync(new Article { Id = $"{i}-{other}", Body = $"Quite another matter, the {i + other}th of its kind.", Language = "en" });
        }
        await index.RefreshAsync();
        return index;
    }
}
