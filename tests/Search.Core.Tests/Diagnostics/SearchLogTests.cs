namespace Search.Core.Tests.Diagnostics;

/// <summary>The log of searches: what it keeps, that it is bounded, and that it is off unless asked for.</summary>
public sealed class SearchLogTests
{
    [Fact]
    public async Task It_is_off_by_default()
    {
        await using var index = ArticleIndex.CreateInMemory();
        index.Search(new SearchRequest("unicorn"));
        Assert.Empty(index.ReadSearchLog().WithoutResults);
        Assert.Empty(index.ReadSearchLog().Slow);
    }

    [Fact]
    public async Task It_counts_queries_without_results_and_forgets_those_not_seen_for_longest()
    {
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { SearchLog = new SearchLogOptions { Enabled = true, Capacity = 2, SlowerThan = TimeSpan.FromDays(1) } });
        await index.AddAsync(new Article { Id = "a", Body = "A river." });
        index.Search(new SearchRequest("dragon"));
        foreach (string query in (string[])["unicorn", " unicorn ", "griffin", "river", "unicorn"])
            index.Search(new SearchRequest(query));
        index.Search(new SearchRequest("river") { Size = 0 });
        using (var point = index.OpenPointInTime())
            point.Search(new SearchRequest("griffin"));
        Assert.Equal([("unicorn", 3L), ("griffin", 2L)], index.ReadSearchLog().WithoutResults.Select(search => (search.Query, search.Count)));
        index.Search(new SearchRequest("river") { Sources = ["nobody"] });
        var log = index.ReadSearchLog();
        Assert.Equal([("griffin", false), ("river", true)], log.WithoutResults.Select(search => (search.Query, search.IsFiltered)));
        Assert.Empty(log.Slow);
        Assert.All(log.WithoutResults, search => Assert.True(search.Longest > TimeSpan.Zero && search.Last <= DateTimeOffset.UtcNow));
        index.ClearSearchLog();
        Assert.Empty(index.ReadSearchLog().WithoutResults);
    }

    [Fact]
    public async Task Slow_searches_are_those_over_the_threshold_and_long_queries_are_cut()
    {
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { SearchLog = new SearchLogOptions { Enabled = true, SlowerThan = TimeSpan.Zero } });
        string longest = new('x', 5_000);
        index.Search(new SearchRequest(longest));
        index.Search(new SearchRequest(""));
        // Not within a character.
        index.Search(new SearchRequest(longest[..999] + "\U0001F6F0"));
        var log = index.ReadSearchLog();
        string[] logged = [longest[..999], longest[..1_000]];
        Assert.Equal(["", .. logged], log.Slow.Select(search => search.Query).Order());
        Assert.Equal(logged, log.WithoutResults.Select(search => search.Query).Order());
    }

    [Fact]
    public async Task Stages_are_told_in_their_order()
    {
        await using var index = ArticleIndex.CreateInMemory();
        await index.AddAsync(new Article { Id = "a", Body = "A river.", Source = "BBC" });
        var results = index.Search(new SearchRequest("river") { Timings = true, Explain = true, Profile = RankingProfile.Thorough, Facets = [new FacetRequest("source")] });
        Assert.Equal(["parse", "plan", "feedback", "retrieve", "highlight", "load", "explain", "facets", "didYouMean"], results.Timings.Select(stage => stage.Stage));
        Assert.True(results.Timings.Sum(stage => stage.Time.Ticks) <= results.Took.Ticks);
    }
}
