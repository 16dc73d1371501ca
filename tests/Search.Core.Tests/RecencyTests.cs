using System.Globalization;

namespace Search.Core.Tests;

/// <summary>Scores with recency are those without, times the factor of the article's age.</summary>
public sealed class RecencyTests
{
    private static readonly DateTimeOffset s_origin = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Scores_are_multiplied_by_age()
    {
        await using var index = await FillAsync();
        var recency = new RecencyOptions { HalfLife = TimeSpan.FromDays(365), Weight = 2, Origin = s_origin };
        var request = new SearchRequest("flood bridge") { Size = 1_000, Highlight = false };
        var plain = index.Search(request).Hits.ToDictionary(hit => hit.Id, hit => hit.Score);
        var raised = index.Search(request with { Recency = recency, Explain = true }).Hits;

        Assert.Equal(plain.Count, raised.Count);
        Assert.Equal(raised.OrderByDescending(hit => hit.Score).Select(hit => hit.Id), raised.Select(hit => hit.Id));
        foreach (var hit in raised)
        {
            double age = hit.Date is { } date ? Math.Max(0, (s_origin.UtcDateTime - date.Start).TotalDays) : double.PositiveInfinity;
            Assert.Equal(plain[hit.Id] * (1 + 2 * Math.Pow(2, -age / 365)), hit.Score, 1e-4);
            Assert.Equal(hit.Score, hit.Explanation!.Details.Sum(detail => detail.Value), 1e-4);
        }
        var first = index.Search(request with { Recency = recency, Size = 5 }).Hits;
        Assert.Equal(raised.Take(5).Select(hit => (hit.Id, hit.Score)), first.Select(hit => (hit.Id, hit.Score)));
    }

    [Fact]
    public async Task Pages_of_a_point_in_time_measure_age_from_it()
    {
        await using var index = await FillAsync();
        using var point = index.OpenPointInTime();
        var request = new SearchRequest("flood") { Size = 7, Highlight = false, Recency = new RecencyOptions { HalfLife = TimeSpan.FromMilliseconds(1) } };
        var whole = point.Search(request with { Size = 1_000 }).Hits;
        var paged = new List<Hit>();
        SearchPosition? position = null;
        do
        {
            var page = point.Search(request, position);
            paged.AddRange(page.Hits);
            position = page.Position;
        }
        while (position is not null);
        Assert.Equal(whole.Select(hit => hit.Id), paged.Select(hit => hit.Id));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    [InlineData(1, 1_001)]
    [InlineData(1, double.NaN)]
    public async Task Values_out_of_range_are_refused(double days, double weight)
    {
        await using var index = ArticleIndex.CreateInMemory();
        Assert.Throws<InvalidRequestException>(() => index.Search(new SearchRequest("a") { Recency = new RecencyOptions { HalfLife = TimeSpan.FromDays(days), Weight = weight } }));
    }

    private static async Task<ArticleIndex> FillAsync()
    {
        var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { Durability = Durability.Async, Ranking = new RankingOptions { NeighbourWeight = 0 } });
        var random = new Random(7);
        for (int i = 0; i < 60; i++)
        {
            await index.AddAsync(new Article
            {
                Id = i.ToString(CultureInfo.InvariantCulture),
                Body = string.Join(' ', Enumerable.Range(0, 5).Select(_ => random.Next(3) switch { 0 => "flood", 1 => "bridge", _ => "town" })),
                Date = i % 6 == 0 ? null : ArticleDate.FromMonth(2020 + random.Next(6), 1 + random.Next(12)),
            }, refresh: i % 20 == 0);
        }
        await index.RefreshAsync();
        return index;
    }
}
