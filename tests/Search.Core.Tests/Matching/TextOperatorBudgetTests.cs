using System.Globalization;

namespace Search.Core.Tests.Matching;

/// <summary>Operators on places in the text that run out of time: every result is right, the total is a lower bound, and a warning says so.</summary>
public sealed class TextOperatorBudgetTests
{
    private const int Articles = 400;

    [Fact]
    public async Task What_was_found_until_then_is_a_lower_bound()
    {
        await using var index = await OpenAsync(Seconds(24));
        var results = index.Search(Request("river w/s town"));
        Assert.InRange(results.Total.Value, 1, Articles - 1);
        Assert.Equal(TotalRelation.AtLeast, results.Total.Relation);
        Assert.Contains($"to the first {results.Total.Value} articles", Assert.Single(results.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_of_duplicates_are_a_lower_bound_too()
    {
        await using var index = await OpenAsync(Seconds(24));
        Assert.Equal(TotalRelation.AtLeast, index.Search(Request("river w/s town") with { Collapse = true }).Groups!.Value.Relation);
    }

    [Theory]
    [InlineData("monday -(river w/s town)", 0)]
    [InlineData("-(river w/s town)", 0)]
    [InlineData("monday -(lower -(river w/s town))", Articles)]
    [InlineData("monday -(lower -(lower -(river w/s town)))", Articles / 2)]
    [InlineData("monday -(body:(lower OR (river w/s town)))", 0)]
    public async Task What_may_have_to_be_excluded_is_no_result(string query, int truth)
    {
        await using var unhurried = await OpenAsync(Timeout.InfiniteTimeSpan);
        var all = unhurried.Search(Request(query));
        Assert.Equal(new HitTotal(truth, TotalRelation.Exact), all.Total);

        // With the shorter time, not lower the candidates are all known.
        foreach (int seconds in (int[])[24, 1])
        {
            await using var index = await OpenAsync(Seconds(seconds));
            var results = index.Search(Request(query));
            Assert.Empty(results.Hits.Select(hit => hit.Id).Except(all.Hits.Select(hit => hit.Id)));
            Assert.InRange(results.Total.Value, 0, truth);
            Assert.Equal(TotalRelation.AtLeast, results.Total.Relation);
        }
    }

    [Fact]
    public async Task Time_that_was_used_up_before_it_began_is_said_so()
    {
        await using var index = await OpenAsync(TimeSpan.FromTicks(1));
        Assert.Contains("to none of the articles", index.Search(Request("river w/s town")).Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_looks_at_texts_once()
    {
        var clock = new CountingClock();
        await using var index = await OpenAsync(Seconds(1), clock);
        using var point = index.OpenPointInTime();
        long before = clock.Looks;
        Assert.Equal(Articles, await point.ExportAsync(Request("river w/s town")).CountAsync());
        Assert.InRange(clock.Looks - before, Articles, (2 * Articles) - 1);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static SearchRequest Request(string query) => new(query) { Size = Articles, Highlight = false, Typos = false, Total = TotalMode.Exact };

    private static async Task<ArticleIndex> OpenAsync(TimeSpan time, TimeProvider? clock = null)
    {
        var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions
        {
            Clock = clock ?? new CountingClock(),
            Limits = new SearchLimits { TimeBudget = time },
            RefreshInterval = TimeSpan.Zero,
            Durability = Durability.Async,
        });
        for (int i = 0; i < Articles; i++)
        {
            await index.AddAsync(
                new Article { Id = i.ToString(CultureInfo.InvariantCulture), Body = $"On Monday the river came to the {(i % 2 == 0 ? "lower" : "upper")} town." }, refresh: false);
        }
        await index.RefreshAsync();
        return index;
    }
}
