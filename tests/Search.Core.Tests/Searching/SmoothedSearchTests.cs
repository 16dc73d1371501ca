using System.Globalization;
using System.Runtime.InteropServices;
using Search.Core.Duplicates;
using Search.Core.Likeness;
using Search.Core.Tests.Likeness;

namespace Search.Core.Tests.Searching;

/// <summary>Searches with smoothed scores, with feedback and without, whose order is one however it is cut.</summary>
public sealed class SmoothedSearchTests
{
    private static readonly string[] s_words =
        ["flood", "bridge", "mayor", "harbour", "storm", "river", "council", "rain", "repair", "engineer", "water", "town", "road", "wall", "ship"];

    [Theory]
    [InlineData(1, 30, RankingProfile.Thorough)]
    [InlineData(2, 260, RankingProfile.Thorough)]
    [InlineData(3, 7, RankingProfile.Default)]
    [InlineData(4, 30, RankingProfile.Default)]
    [InlineData(5, 260, RankingProfile.Default)]
    public async Task Pages_are_parts_of_one_order_that_no_score_breaks(int seed, int count, RankingProfile profile)
    {
        await using var index = await FillAsync(new Random(seed), count);
        using var point = index.OpenPointInTime();
        foreach (string query in (string[])["flood", "bridge mayor", "storm harbour rain -ship", "+wall river \"road town\"", ""])
        {
            var request = new SearchRequest(query) { Profile = profile, Highlight = false };
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
                Assert.Equal(ids.Skip(40).Take(size), point.Search(request with { From = 40, Size = size }).Hits.Select(hit => hit.Id));
                Assert.Equal(ids.Skip(90).Take(size), point.Search(request with { From = 90, Size = size }).Hits.Select(hit => hit.Id));
                Assert.Equal(whole.Hits.Select(hit => (hit.Id, hit.Score)), Walk(point, request with { Size = size }, whole.Total));
            }
        }
    }

    [Theory]
    [InlineData(RankingProfile.Default)]
    [InlineData(RankingProfile.Thorough)]
    public async Task An_explanation_adds_up_to_the_score(RankingProfile profile)
    {
        await using var index = await FillAsync(new Random(3), 60);
        foreach (var hit in index.Search(new SearchRequest("flood bridge") { Profile = profile, Explain = true }).Hits)
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

    /// <summary>The 50 best by their own scores, smoothed by the naive twin, then the others: read from docs/scoring.md.</summary>
    [Fact]
    public async Task The_best_are_in_the_order_of_their_smoothed_scores()
    {
        await using var index = await FillAsync(new Random(6), 260);
        await using var plain = await FillAsync(new Random(6), 260, new RankingOptions { NeighbourWeight = 0 });
        var request = new SearchRequest("flood bridge mayor") { Size = 1_000, Highlight = false };
        var own = plain.Search(request).Hits;
        // Without those that have the score of the first one behind them.
        var best = own.Take(50).Where(hit => hit.Score != own[50].Score).ToList();
        var signatures = best.Select(hit => Signature(plain.Get(hit.Id)!)).ToList();
        var smoothed = best.Select((hit, i) => (hit.Id, Score: (float)Smoothed(best, signatures, i)));

        var expected = smoothed.Concat(own.Skip(best.Count).Select(hit => (hit.Id, Score: (float)hit.Score)))
            .Select(hit => (Number: int.Parse(hit.Id, CultureInfo.InvariantCulture), hit.Score)).OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Number).ToList();

        Assert.Equal(expected, Ordered(index, request));
        Assert.NotEqual(Ordered(plain, request).Select(hit => hit.Number), expected.Select(hit => hit.Number));
    }

    [Theory]
    [InlineData("flood")]
    [InlineData("+flood +bridge")]
    [InlineData("\"flood bridge\"")]
    [InlineData("title:flood")]
    public async Task What_is_no_choice_of_words_is_not_smoothed(string query)
    {
        await using var index = await FillAsync(new Random(7), 260);
        await using var plain = await FillAsync(new Random(7), 260, new RankingOptions { NeighbourWeight = 0 });
        var request = new SearchRequest(query) { Size = 1_000, Highlight = false };

        Assert.Equal(Ordered(plain, request), Ordered(index, request));
        var all = request with { Query = "flood bridge", Match = MatchMode.All };
        Assert.Equal(Ordered(plain, all), Ordered(index, all));
    }

    /// <summary>What is found, equal scores by id: which of two articles has the lower document number is the merges' doing.</summary>
    private static IEnumerable<(int Number, float Score)> Ordered(ArticleIndex index, SearchRequest request)
    {
        var hits = index.Search(request).Hits.Select(hit => (Number: int.Parse(hit.Id, CultureInfo.InvariantCulture), Score: (float)hit.Score)).ToList();
        Assert.Equal(hits.Select(hit => hit.Score), hits.Select(hit => hit.Score).OrderDescending());
        return hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Number);
    }

    private static double Smoothed(List<Hit> best, List<ushort[]> signatures, int article)
    {
        double[] likeness = NaiveLikeness.Of(signatures, article);
        double sum = 0, weights = 0;
        foreach (int other in Enumerable.Range(0, best.Count).Where(other => likeness[other] > 0).OrderByDescending(other => likeness[other]).ThenBy(other => other).Take(5))
        {
            sum += likeness[other] * likeness[other] * best[other].Score;
            weights += likeness[other] * likeness[other];
        }

        return 0.65 * best[article].Score + 0.35 * (weights > 0 ? sum / weights : best[article].Score);
    }

    private static ushort[] Signature(Article article)
    {
        var builder = new SignatureBuilder();
        new SketchBuilder().Build(article.Title, article.Body, builder);
        ushort[] entries = [.. MemoryMarshal.Cast<byte, ushort>(builder.Build())];
        Assert.True(ArticleSignature.IsSound(entries));
        return entries;
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

    private static async Task<ArticleIndex> FillAsync(Random random, int count, RankingOptions? ranking = null)
    {
        var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { Ranking = ranking ?? new RankingOptions() });
        for (int i = 0; i < count; i++)
        {
            string Words(int length) => string.Join(' ', Enumerable.Range(0, length).Select(_ => s_words[random.Next(s_words.Length)]));
            await index.AddAsync(new Article { Id = $"{i}", Title = Words(random.Next(3)), Body = Words(random.Next(1, 30)) }, refresh: false);
        }

        await index.RefreshAsync();
        return index;
    }
}
