namespace Search.Core.Tests.Searching;

/// <summary>The profile with feedback and smoothed scores, whose order is one however it is cut.</summary>
public sealed class ThoroughSearchTests
{
    private static readonly string[] s_words =
        ["flood", "bridge", "mayor", "harbour", "storm", "river", "council", "rain", "repair", "engineer", "water", "town", "road", "wall", "ship"];

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 260)]
    public async Task Pages_are_parts_of_one_order_that_no_score_breaks(int seed, int count)
    {
        await using var index = await FillAsync(new Random(seed), count);
        using var point = index.OpenPointInTime();
        foreach (string query in (string[])["flood", "bridge mayor", "storm harbour rain -ship", ""])
        {
            var request = new SearchRequest(query) { Profile = RankingProfile.Thorough, Highlight = false };
            var whole = point.Search(request with { Size = 1_000 });
            var ids = whole.Hits.Select(hit => hit.Id).ToList();

            Assert.Equal(ids.Count, ids.Distinct().Count());
            Assert.True(whole.Hits.Zip(whole.Hits.Skip(1)).All(pair => pair.First.Score >= pair.Second.Score));
            Assert.Equal(
                point.Search(new SearchRequest(query) { Size = 1_000, Highlight = false }).Hits.Select(hit => hit.Id).Order(StringComparer.Ordinal),
                ids.Order(StringComparer.Ordinal));
            foreach (int size in (int[])[7, 100, 130])
            {
                Assert.Equal(ids.Take(size), point.Search(request with { Size = size }).Hits.Select(hit => hit.Id));
                Assert.Equal(ids.Skip(90).Take(size), point.Search(request with { From = 90, Size = size }).Hits.Select(hit => hit.Id));
                Assert.Equal(whole.Hits.Select(hit => (hit.Id, hit.Score)), Walk(point, request with { Size = size }, whole.Total));
            }
        }
    }

    [Fact]
    public async Task An_explanation_adds_up_to_the_score()
    {
        await using var index = await FillAsync(new Random(3), 60);
        foreach (var hit in index.Search(new SearchRequest("flood bridge") { Profile = RankingProfile.Thorough, Explain = true }).Hits)
        {
            Assert.Equal(hit.Score, hit.Explanation!.Value, 1e-4);
            Assert.Equal(hit.Explanation.Value, hit.Explanation.Details.Sum(detail => detail.Value), 1e-4);
        }
    }

    [Fact]
    public async Task An_article_like_the_best_ones_rises()
    {
        await using var index = ArticleIndex.CreateInMemory();
        string[] bodies =
        [
            "The flood took the bridge of the town.", "The flood took the bridge and the engineer cried.",
            "A flood of letters reached the paper from readers of chess columns.", "A flood and the engineer of the bridge of the town.",
        ];
        for (int i = 0; i < bodies.Length; i++)
            await index.AddAsync(new Article { Id = $"{i}", Body = bodies[i] });

        string[] ids = [.. index.Search(new SearchRequest("flood bridge") { Profile = RankingProfile.Thorough }).Hits.Select(hit => hit.Id)];

        Assert.Equal("2", ids[^1]);
        Assert.Equal(4, ids.Length);
    }

    private static List<(string, float)> Walk(PointInTime point, SearchRequest request, HitTotal total)
    {
        var paged = new List<(string, float)>();
        SearchPosition? position = null;
        do
        {
            var page = point.Search(request, position);
            Assert.Equal(total, page.Total);
            paged.AddRange(page.Hits.Select(hit => (hit.Id, hit.Score)));
            position = page.Position;
        }
        while (position is not null);
        return paged;
    }

    private static async Task<ArticleIndex> FillAsync(Random random, int count)
    {
        var index = ArticleIndex.CreateInMemory();
        for (int i = 0; i < count; i++)
        {
            string Words(int length) => string.Join(' ', Enumerable.Range(0, length).Select(_ => s_words[random.Next(s_words.Length)]));
            await index.AddAsync(new Article { Id = $"{i}", Title = Words(random.Next(3)), Body = Words(random.Next(1, 30)) });
        }

        return index;
    }
}
