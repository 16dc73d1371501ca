using Search.Core.Matching;

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
    public async Task Question_marks_that_end_a_word_are_punctuation()
    {
        await using var index = await ArchiveAsync();
        Assert.Equal("treaty washington?", DidYouMean(index, "treaty washingtin?"));
        Assert.Equal("washington?? treaty", DidYouMean(index, "washingtin?? treaty"));
        Assert.Equal("(\"washington?\")", DidYouMean(index, "(\"washingtin?\")"));
        Assert.Null(DidYouMean(index, "washingtin?*"));
        Assert.Null(DidYouMean(index, "washing?tin"));
        Assert.Null(DidYouMean(index, "washingto??xxx"));
    }

    [Fact]
    public async Task Two_letters_in_the_other_order_are_less_of_an_error_than_a_letter_that_is_missing()
    {
        await using var index = await ArchiveAsync();
        for (int i = 0; i < 40; i++)
            await PutAsync(index, $"brigade{i}", "A brigade went by.");
        await PutAsync(index, "bridge", "The harbour has a bridge.");
        Assert.Equal("bridge", DidYouMean(index, "brigde"));
        Assert.Equal("harbour bridge", DidYouMean(index, "harbuor brigde"));
    }

    [Fact]
    public async Task Words_that_articles_have_together_are_offered()
    {
        await using var index = await ArchiveAsync();
        for (int i = 0; i < 30; i++)
        {
            await PutAsync(index, $"monster{i}", "A monster was seen.");
            if (i < 10)
                await PutAsync(index, $"minster{i}", "The abbey is a minster, and the choir sang.");
        }
        // One letter from both: by itself what more articles have, beside other words what they have with these.
        Assert.Equal("monster", DidYouMean(index, "mnster"));
        Assert.Equal("abbey minster", DidYouMean(index, "abbey mnster"));
        Assert.Equal("minster choir", DidYouMean(index, "mnster chior"));
        Assert.Equal("the minster and the choir", DidYouMean(index, "the mnster and the chior"));
        Assert.Equal("treaty monster", DidYouMean(index, "treaty mnster"));
    }

    [Fact]
    public void Typing_errors_cost_what_the_cheapest_way_to_make_them_costs()
    {
        var random = new Random(7);
        for (int i = 0; i < 3_000; i++)
        {
            string typed = Letters(random), meant = Letters(random);
            Assert.Equal(Cost(typed, meant), TypingErrors.Cost(typed, meant), 9);
        }

        static string Letters(Random random) => new([.. Enumerable.Range(0, random.Next(7)).Select(_ => (char)('a' + random.Next(3)))]);

        static double Cost(string x, string y)
        {
            if (x.Length == 0 || y.Length == 0)
                return x.Length + y.Length;
            double least = Math.Min(Math.Min(Cost(x[..^1], y), Cost(x, y[..^1])) + 1, Cost(x[..^1], y[..^1]) + (x[^1] == y[^1] ? 0 : 1));
            bool isSwap = x.Length > 1 && y.Length > 1 && x[^1] != x[^2] && x[^1] == y[^2] && x[^2] == y[^1];
            return isSwap ? Math.Min(least, Cost(x[..^2], y[..^2]) + TypingErrors.Swap) : least;
        }
    }

    private static Task<AddOutcome> PutAsync(ArticleIndex index, string id, string body) => index.AddAsync(new Article { Id = id, Body = body });

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
