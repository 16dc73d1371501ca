using Search.Core.Tests.Indexing.Bulk;

namespace Search.Core.Tests.Indexing.Optimizing;

public sealed class OptimizeTests
{
    private static readonly string[] s_queries = ["talk", "\"the chief\"", "khan washington", "topic:politics", "words:[0 TO 3]", "+war -x", "lede:chief", "title:talking author:x", "w4* 日本"];

    [Theory]
    [InlineData(1, ArticleOrder.Similarity)]
    [InlineData(2, ArticleOrder.Date)]
    [InlineData(3, ArticleOrder.Source)]
    [InlineData(4, ArticleOrder.AsAdded)]
    [InlineData(5, ArticleOrder.Similarity)]
    public async Task Results_stay_as_they_are(int seed, ArticleOrder order)
    {
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { Fields = RandomArticles.Declared });
        var random = new RandomArticles(new Random(seed), 900);
        await index.AddAsync(Enumerable.Range(0, 700).Select(_ => random.Next()).ToAsyncEnumerable());
        await index.AddAsync(Enumerable.Range(0, 500).Select(_ => random.Next()).ToAsyncEnumerable());
        for (int i = 0; i < 50; i++)
            await index.DeleteAsync($"id {i}", refresh: false);
        await index.RefreshAsync();
        // What was deleted counts in the scores until it is merged away: that is not the order's doing.
        await index.OptimizeAsync(new OptimizeOptions { Order = ArticleOrder.AsAdded });
        var before = s_queries.ToDictionary(query => query, query => Found(index, query));
        long count = index.GetStatistics().Articles;

        await index.OptimizeAsync(new OptimizeOptions { Order = order });
        Assert.Equal(1, index.GetStatistics().Segments);
        Assert.Equal(count, index.GetStatistics().Articles);
        Assert.True((await index.VerifyAsync()) is { Sound: true } result, string.Join('\n', (await index.VerifyAsync()).Problems));
        foreach (string query in s_queries)
            Assert.Equal(before[query], Found(index, query));
    }

    [Fact]
    public async Task Articles_of_like_words_stand_together()
    {
        using var folder = new TemporaryFolder();
        await using var index = ArticleIndex.Open(folder.PathOf("index"));
        var random = new Random(3);
        // Two kinds of articles in turn, with no word in common.
        await index.AddAsync(Enumerable.Range(0, 2_000).Select(i => new Article
        {
            Id = $"{i}",
            Body = string.Join(' ', Enumerable.Range(0, 30).Select(_ => (i % 2 == 0 ? "even" : "odd") + random.Next(40))),
        }).ToAsyncEnumerable());
        long bytes = index.GetStatistics().Bytes;
        await index.OptimizeAsync();
        Assert.InRange(index.GetStatistics().Bytes, 0, bytes);
        string[] ids = [.. Page(0), .. Page(100), .. Page(1_900)];
        int changes = ids.Zip(ids.Skip(1)).Count(pair => int.Parse(pair.First) % 2 != int.Parse(pair.Second) % 2);
        Assert.InRange(changes, 0, 3);

        // Without a query all scores are equal, and articles come in the index's order.
        IEnumerable<string> Page(int from) => index.Search(new SearchRequest("") { Size = 100, From = from, Highlight = false }).Hits.Select(hit => hit.Id);
    }

    [Fact]
    public async Task Optimizing_that_is_cancelled_leaves_the_index_as_it_was()
    {
        using var folder = new TemporaryFolder();
        await using var index = ArticleIndex.Open(folder.PathOf("index"));
        var random = new RandomArticles(new Random(9), 5_000);
        await index.AddAsync(Enumerable.Range(0, 600).Select(_ => random.Next()).ToAsyncEnumerable());
        await index.AddAsync(Enumerable.Range(0, 600).Select(_ => random.Next()).ToAsyncEnumerable());
        long count = index.GetStatistics().Articles;
        foreach (string step in (string[])["finding the order", "writing the articles in their order"])
        {
            using var cancel = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => index.OptimizeAsync(null, new CancelAt(step, cancel), cancel.Token));
            Assert.Equal(count, index.GetStatistics().Articles);
            Assert.True((await index.VerifyAsync()).Sound);
        }

        await index.OptimizeAsync();
        Assert.Equal((1, count), (index.GetStatistics().Segments, index.GetStatistics().Articles));
    }

    [Fact]
    public async Task Writes_during_optimizing_are_kept()
    {
        await using var index = ArticleIndex.CreateInMemory();
        await index.AddAsync(Enumerable.Range(0, 900).Select(i => new Article { Id = $"{i}", Body = $"one w{i % 40} w{i % 33}" }).ToAsyncEnumerable());
        await index.OptimizeAsync(null, new WriteMeanwhile(index));
        Assert.Equal(900, index.GetStatistics().Articles);
        Assert.Equal("changed", index.Get("500")!.Body);
        Assert.Null(index.Get("7"));
        Assert.Equal("new", index.Get("new")!.Body);
        for (int i = 0; i < 900; i += 13)
        {
            if (i is not 500)
                Assert.Equal($"one w{i % 40} w{i % 33}", index.Get($"{i}")!.Body);
        }

        Assert.True((await index.VerifyAsync()).Sound);
    }

    private static List<(string, float)> Found(ArticleIndex index, string query) =>
        [.. index.Search(new SearchRequest(query) { Size = 100, Highlight = false, Total = TotalMode.Exact }).Hits
            .Select(hit => (hit.Id, hit.Score)).OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id, StringComparer.Ordinal).SkipLastTies()];

    private sealed class CancelAt(string step, CancellationTokenSource cancel) : IProgress<string>
    {
        public void Report(string value)
        {
            if (value == step)
                cancel.Cancel();
        }
    }

    private sealed class WriteMeanwhile(ArticleIndex index) : IProgress<string>
    {
        public void Report(string value)
        {
            if (value != "writing the articles in their order")
                return;
            Task.Run(async () =>
            {
                await index.AddAsync(new Article { Id = "500", Body = "changed" });
                await index.DeleteAsync("7");
                await index.AddAsync(new Article { Id = "new", Body = "new" });
            }).GetAwaiter().GetResult();
        }
    }
}

/// <summary>Of more articles than were asked for, which of equal scores come last is open.</summary>
internal static class Ties
{
    public static IEnumerable<(string Id, float Score)> SkipLastTies(this IEnumerable<(string Id, float Score)> hits)
    {
        var all = hits.ToList();
        return all.Count < 100 ? all : all.Where(hit => hit.Score > all[^1].Score);
    }
}
