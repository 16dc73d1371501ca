namespace Search.Core.Tests.Searching;

public sealed class DidYouMeanTests
{
    [Fact]
    public async Task An_unknown_word_is_corrected_within_the_whole_query()
    {
        await using var index = await ArchiveAsync();
        Assert.Equal("washington", DidYouMean(index, "washingtin"));
        Assert.Equal("+Washington -laundry (treaty OR signed)", DidYouMean(index, "+Washingtin -laundry (treaty OR signed)"));
        Assert.Equal("\"signed in washington\"~3 -laundry", DidYouMean(index, "\"signed in washingtin\"~3 -laundry"));
        Assert.Equal("WASHINGTON treaty", DidYouMean(index, "WASHINGTIN traety"));
        Assert.Equal("washington w/5 treaty", DidYouMean(index, "washingtin w/5 treaty"));
    }

    [Fact]
    public async Task What_the_archive_knows_well_is_not_doubted()
    {
        await using var index = await ArchiveAsync();
        Assert.Null(DidYouMean(index, "washington treaty"));
        Assert.Null(DidYouMean(index, "treaties"));
        Assert.Null(DidYouMean(index, ""));
        Assert.Null(DidYouMean(index, "washington treaty", request => request with { Sources = ["Nobody"] }));
    }

    [Fact]
    public async Task A_rare_word_is_doubted_when_little_is_found_and_another_finds_clearly_more()
    {
        await using var index = await ArchiveAsync();
        // Once, where the right word is in twenty articles; and once where nothing near is frequent.
        Assert.Equal("washington", DidYouMean(index, "washingten"));
        Assert.Null(DidYouMean(index, "laundry"));
        Assert.Null(DidYouMean(index, "washingten treaty"));
    }

    [Fact]
    public async Task Nothing_is_offered_that_finds_nothing()
    {
        await using var index = await ArchiveAsync();
        Assert.Null(DidYouMean(index, "washingtin", request => request with { Sources = ["Nobody"] }));
        Assert.Null(DidYouMean(index, "+washingtin +laundry"));
        Assert.Null(DidYouMean(index, "qqqqqqqq"));
    }

    [Fact]
    public async Task Names_forms_and_excluded_words_stay()
    {
        await using var index = await ArchiveAsync();
        Assert.Null(DidYouMean(index, "source:washingtin treaty"));
        Assert.Null(DidYouMean(index, "washingtin*"));
        Assert.Null(DidYouMean(index, "treaty -washingtin"));
    }

    [Fact]
    public async Task It_comes_with_the_first_page_alone()
    {
        await using var index = await ArchiveAsync();
        Assert.Null(DidYouMean(index, "washingtin", request => request with { From = 10 }));
        Assert.Equal("washington", DidYouMean(index, "washingtin", request => request with { Typos = false }));
        Assert.Equal("washington", DidYouMean(index, "washingtin", request => request with { Size = 0 }));
    }

    private static string? DidYouMean(ArticleIndex index, string query, Func<SearchRequest, SearchRequest>? change = null)
    {
        var request = new SearchRequest(query);
        return index.Search(change is null ? request : change(request)).DidYouMean;
    }

    private static async Task<ArticleIndex> ArchiveAsync()
    {
        var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan } });
        for (int i = 0; i < 20; i++)
            await index.AddAsync(new Article { Id = i.ToString(System.Globalization.CultureInfo.InvariantCulture), Title = "Treaty", Body = "The treaty was signed in Washington today.", Source = "Ledger" }, refresh: false);
        await index.AddAsync(new Article { Id = "rare", Title = "Odd", Body = "One washingten alone." }, refresh: false);
        await index.AddAsync(new Article { Id = "laundry", Title = "Shop", Body = "The laundry is closed." });
        return index;
    }
}
