namespace Search.Core.Tests.Duplicates;

/// <summary>Folded searches against folding the whole list of hits by the naive twin.</summary>
public sealed class CollapseTests
{
    private static readonly string[] s_queries = ["", "flood", "bridge mayor", "+harbour storm", "flood -ferry", "word17 word3 the"];

    private static readonly SortOrder[] s_sorts = [SortOrder.Relevance, SortOrder.Newest, SortOrder.ByField("words", true), SortOrder.ByField("topic")];

    /// <summary>A slow machine must not cut a list short.</summary>
    private static readonly ArticleIndexOptions s_options = new()
    {
        RefreshInterval = TimeSpan.Zero,
        Durability = Durability.Async,
        Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan },
        // Folded lists are not smoothed, and are compared with lists that are not folded.
        Ranking = new RankingOptions { NeighbourWeight = 0 },
    };

    /// <summary>Few articles are counted, and the whole list is folded.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Lists_that_are_counted_are_folded_whole(int seed)
    {
        var random = new Random(seed);
        await using var index = ArticleIndex.CreateInMemory(s_options);
        for (int i = 0; i < 160; i++)
            await index.AddAsync(Stories.Article(random, random.Next(130), 12), refresh: random.Next(30) == 0);
        await index.DeleteAsync("7");
        await index.RefreshAsync();
        await AssertFoldedAsync(index, random, largest: 1_000);
    }

    /// <summary>Of long lists only what is near to the page is looked at; updates, deletions, merges and another order change nothing.</summary>
    [Fact]
    public async Task Parts_of_long_lists_are_those_of_the_whole_list()
    {
        var random = new Random(3);
        await using var index = ArticleIndex.CreateInMemory(s_options);
        await index.AddAsync(Articles());
        await AssertFoldedAsync(index, random, largest: 3_000);
        for (int i = 0; i < 120; i++)
        {
            await index.AddAsync(Stories.Article(random, random.Next(1_500), 150), refresh: random.Next(20) == 0);
            await index.DeleteAsync(random.Next(1_500).ToString(System.Globalization.CultureInfo.InvariantCulture), refresh: false);
        }
        await index.RefreshAsync();
        await AssertFoldedAsync(index, random, largest: 3_000);
        await index.OptimizeAsync();
        await AssertFoldedAsync(index, random, largest: 3_000);
        Assert.True((await index.VerifyAsync()).Sound);

        async IAsyncEnumerable<Article> Articles()
        {
            await Task.Yield();
            for (int i = 0; i < 1_400; i++)
                yield return Stories.Article(random, i, 150);
        }
    }

    [Fact]
    public async Task Filters_recency_and_totals_hold_for_articles()
    {
        var random = new Random(4);
        await using var index = ArticleIndex.CreateInMemory(s_options);
        for (int i = 0; i < 60; i++)
            await index.AddAsync(Stories.Article(random, i, 4), refresh: false);
        await index.RefreshAsync();
        var request = new SearchRequest("flood bridge the")
        {
            Sources = ["wire", "ledger"],
            Recency = new RecencyOptions { Origin = new DateTimeOffset(2003, 1, 1, 0, 0, 0, TimeSpan.Zero), HalfLife = TimeSpan.FromDays(400) },
            Facets = [new FacetRequest("source")],
            Histogram = HistogramInterval.Year,
            Size = 100,
            Highlight = false,
        };
        var plain = index.Search(request);
        var folded = index.Search(request with { Collapse = true });
        Assert.Equal(plain.Total, folded.Total);
        Assert.Equal(plain.Facets[0].Values, folded.Facets[0].Values);
        Assert.Equal(plain.Histogram!.Periods, folded.Histogram!.Periods);
        Assert.Null(plain.Groups);
        Assert.Equal(new HitTotal(folded.Hits.Count, TotalRelation.Exact), folded.Groups);
        Assert.True(folded.Hits.Count < plain.Hits.Count);
        Assert.Equal(plain.Hits.Select(hit => hit.Id).Order(), folded.Hits.SelectMany(hit => hit.Duplicates.Select(duplicate => duplicate.Id).Prepend(hit.Id)).Order());
        Assert.All(folded.Hits, hit => Assert.All(hit.Duplicates, duplicate => Assert.Equal(index.Get(duplicate.Id)!.Source, duplicate.Source)));
        Assert.All(plain.Hits, hit => Assert.Empty(hit.Duplicates));
    }

    [Fact]
    public async Task Many_copies_are_one_hit_of_which_the_first_hundred_are_named()
    {
        await using var index = ArticleIndex.CreateInMemory(s_options);
        await index.AddAsync(Copies());
        var hit = Assert.Single(index.Search(new SearchRequest("flood") { Collapse = true }).Hits);
        Assert.Equal(1_299, hit.DuplicateCount);
        Assert.Equal(Hit.MaxDuplicates, hit.Duplicates.Count);
        var counted = index.Search(new SearchRequest("flood") { Collapse = true, Size = 0, Total = TotalMode.Exact });
        Assert.Equal((1_300, 1), (counted.Total.Value, counted.Groups!.Value.Value));

        static async IAsyncEnumerable<Article> Copies()
        {
            await Task.Yield();
            for (int i = 0; i < 1_300; i++)
                yield return new Article { Id = $"{i}", Body = "The flood is at the door of the town and the town is in the flood of the sea." };
        }
    }

    [Fact]
    public async Task Exports_are_folded_too()
    {
        var random = new Random(5);
        await using var index = ArticleIndex.CreateInMemory(s_options);
        for (int i = 0; i < 150; i++)
            await index.AddAsync(Stories.Article(random, i, 10), refresh: false);
        await index.RefreshAsync();
        using var point = index.OpenPointInTime();
        var request = new SearchRequest("flood the") { Collapse = true, Size = 1_000 };
        var exported = new List<string>();
        await foreach (var article in point.ExportAsync(request, TestContext.Current.CancellationToken))
            exported.Add(article.Id);
        Assert.Equal(point.Search(request).Hits.Select(hit => hit.Id), exported);
    }

    private static async Task AssertFoldedAsync(ArticleIndex index, Random random, int largest)
    {
        using var point = index.OpenPointInTime();
        foreach (var sort in s_sorts)
        {
            foreach (string query in s_queries)
            {
                var request = new SearchRequest(query) { Sort = sort, Highlight = false, Size = 1_000, Total = TotalMode.Exact };
                var all = new List<Hit>();
                for (SearchPosition? position = null; ;)
                {
                    var page = point.Search(request, position);
                    all.AddRange(page.Hits);
                    position = page.Position;
                    if (position is null)
                        break;
                }
                var naive = NaiveSketch.Fold(all.Select(hit => (hit, hit.Title, index.Get(hit.Id)!.Body)));
                var expected = naive.Select(group => (group.Item.Id, group.Item.Score, string.Join(' ', group.Duplicates.Select(hit => hit.Id).Take(Hit.MaxDuplicates)))).ToList();
                var groups = new HitTotal(naive.Count, TotalRelation.Exact);

                // Counted exactly, the whole list is folded.
                int from = random.Next(naive.Count + 2), size = random.Next(1, 30);
                var counted = point.Search(request with { Collapse = true, From = from, Size = size });
                Assert.Equal(expected.Skip(from).Take(size), counted.Hits.Select(Shown));
                Assert.Equal(groups, counted.Groups);
                Assert.Equal(all.Count, counted.Total.Value);

                // With a bounded total, parts of longer lists.
                var bounded = request with { Collapse = true, Total = TotalMode.Bounded };
                var skipped = point.Search(bounded with { From = from, Size = size });
                Assert.Equal(expected.Skip(from).Take(size), skipped.Hits.Select(Shown));
                Assert.True(skipped.Groups!.Value.Value <= naive.Count && (all.Count > 1_000 || skipped.Groups == groups));
                var pages = new List<Hit>();
                for (SearchPosition? position = null; pages.Count <= largest;)
                {
                    var page = point.Search(bounded with { Size = random.Next(1, 120) }, position);
                    pages.AddRange(page.Hits);
                    position = page.Position;
                    if (position is null)
                        break;
                }
                Assert.Equal(expected, pages.Select(Shown));
            }
        }
        await Task.CompletedTask;

        static (string, float, string) Shown(Hit hit) => (hit.Id, hit.Score, string.Join(' ', hit.Duplicates.Select(duplicate => duplicate.Id)));
    }
}
