using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Search.Api.Tests.Page;

[Collection(SharedSearchPage.Name)]
public sealed class FilterTests(SearchPageFixture fixture)
{
    [Fact]
    public Task Pressing_a_hits_source_narrows_to_it_and_its_chip_widens_again() => fixture.VisitAsync("?q=lantern", async page =>
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Coast Daily: only this source" }).First.ClickAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("12 articles");
        Assert.All(await page.Locator("#hits .source").AllTextContentsAsync(), source => Assert.Equal("Coast Daily", source));
        await Expect(page).ToHaveURLAsync(new Regex(@"source=Coast\+Daily"));
        await Expect(page.GetByLabel("Coast Daily", new() { Exact = true })).ToBeCheckedAsync();
        await Expect(page.Locator("#found-heading")).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the filter Source Coast Daily" }).ClickAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");
        await Expect(page.Locator("#chips")).ToBeHiddenAsync();
    });

    [Fact]
    public Task Sources_are_alternatives() => fixture.VisitAsync("?q=lantern", async page =>
    {
        await page.GetByLabel("Coast Daily", new() { Exact = true }).CheckAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("12 articles");
        await Expect(page.GetByLabel("Coast Daily", new() { Exact = true })).ToBeFocusedAsync();
        await page.GetByLabel("The Beacon", new() { Exact = true }).CheckAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove all filters" }).ClickAsync();
        await Expect(page.GetByLabel("The Beacon", new() { Exact = true })).Not.ToBeCheckedAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?q=lantern$"));
    });

    [Fact]
    public Task Values_are_counted_under_the_other_filters() => fixture.VisitAsync("?q=lantern&author=Ada+Quill", async page =>
    {
        await Expect(page.Locator("#sources .choice")).ToHaveTextAsync([new Regex(@"Coast Daily\s*4"), new Regex(@"The Beacon\s*4")]);
        // Authors beside the chosen one stay to be chosen.
        await Expect(page.Locator("#authors .choice")).ToHaveTextAsync([new Regex(@"Ben Moss\s*16"), new Regex(@"Ada Quill\s*8")]);
        await page.GetByLabel("Ben Moss", new() { Exact = true }).CheckAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");
        await Expect(page.Locator("#sources .choice")).ToHaveTextAsync([new Regex(@"Coast Daily\s*12"), new Regex(@"The Beacon\s*12")]);
    });

    [Fact]
    public Task A_part_of_the_timeline_is_brushed() => fixture.VisitAsync("?q=lantern", async page =>
    {
        var bars = page.Locator("#timeline .bar");
        await Expect(bars).ToHaveCountAsync(24);
        await Expect(page.Locator("#timeline")).ToHaveAttributeAsync("aria-label", new Regex("2020-01 to 2021-12"));
        var (first, last) = ((await bars.Nth(3).BoundingBoxAsync())!, (await bars.Nth(6).BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(last.X + last.Width / 2, last.Y + last.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(first.X + first.Width / 2, first.Y + first.Height / 2);
        await page.Mouse.UpAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("4 articles");
        await Expect(page).ToHaveURLAsync(new Regex("after=2020-04&before=2020-07"));
        // It stays whole, so that another part can be brushed.
        await Expect(bars).ToHaveCountAsync(24);
        await Expect(page.Locator("#timeline .bar.chosen")).ToHaveCountAsync(4);
        await bars.Nth(0).ClickAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("1 article");
    });

    [Fact]
    public Task A_source_can_be_written() => fixture.VisitAsync("?q=lantern", async page =>
    {
        await page.GetByLabel("Another source").FillAsync("Coast Daily");
        await page.GetByLabel("Another source").PressAsync("Enter");
        await Expect(page.Locator("#total")).ToHaveTextAsync("12 articles");
        await Expect(page.Locator("#chips")).ToContainTextAsync("Coast Daily");
    });

    [Fact]
    public Task Pressing_an_author_narrows_to_them() => fixture.VisitAsync("?q=lantern", async page =>
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Ada Quill: only this author" }).First.ClickAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("8 articles");
        await Expect(page).ToHaveURLAsync(new Regex(@"author=Ada\+Quill"));
    });

    [Fact]
    public Task Dates_may_be_partial() => fixture.VisitAsync("?q=lantern", async page =>
    {
        var (from, to) = (page.GetByLabel("From", new() { Exact = true }), page.GetByLabel("To", new() { Exact = true }));
        foreach (var (after, before, total) in ((string, string, string)[])
            [("2021", "", "12 articles"), ("", "2020-11", "11 articles"), ("2020-12", "2021-01", "2 articles"), ("2021-03-14", "2021-03-14", "1 article"), ("", "", "24 articles")])
        {
            await from.FillAsync(after);
            await to.FillAsync(before);
            await to.PressAsync("Enter");
            await to.PressAsync("Tab");
            await Expect(page.Locator("#total")).ToHaveTextAsync(total);
        }
    });

    [Fact]
    public Task What_is_no_date_is_refused_in_place() => fixture.VisitAsync("?q=lantern", async page =>
    {
        var from = page.GetByLabel("From", new() { Exact = true });
        var hint = page.Locator("#dates-hint");
        foreach (string text in (string[])["2021-13", "2021-02-30", "May", "0000"])
        {
            await from.FillAsync(text);
            await from.PressAsync("Tab");
            await Expect(from).ToHaveAttributeAsync("aria-invalid", "true");
            await Expect(hint).ToContainTextAsync("This is no date");
            await Expect(page).ToHaveURLAsync(new Regex(@"\?q=lantern$"));
        }
        await from.FillAsync("2021");
        await Expect(page.Locator("#total")).ToHaveTextAsync("12 articles");
        await Expect(from).Not.ToHaveAttributeAsync("aria-invalid", "true");

        var to = page.GetByLabel("To", new() { Exact = true });
        await to.FillAsync("2020-12");
        await to.PressAsync("Tab");
        await Expect(hint).ToHaveTextAsync("The first date is after the second.");
        await to.FillAsync("2021");
        await Expect(hint).ToContainTextAsync("A year, a month or a day");
        await Expect(page).ToHaveURLAsync(new Regex("after=2021&before=2021$"));
    });

    [Fact]
    public Task Pages_are_turned() => fixture.VisitAsync("?q=lantern&sort=oldest", async page =>
    {
        var pages = page.GetByRole(AriaRole.Navigation, new() { Name = "Pages of results" });
        await Expect(pages.GetByRole(AriaRole.Link)).ToHaveTextAsync(["1", "2", "3", "Next"]);
        await pages.GetByText("Next").ClickAsync();
        await Expect(page.Locator("#hits .title").First).ToHaveTextAsync("Lantern report 10");
        await Expect(pages.Locator("[aria-current=page]")).ToHaveTextAsync("2");
        await Expect(page.Locator("#found-heading")).ToBeFocusedAsync();
        await pages.GetByRole(AriaRole.Link, new() { Name = "Page 3" }).ClickAsync();
        await Expect(page.Locator("#hits > li")).ToHaveCountAsync(4);
        await Expect(page.Locator("#hits")).ToHaveAttributeAsync("start", "21");
        await Expect(pages.GetByText("Next")).ToHaveCountAsync(0);
        await pages.GetByText("Previous").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("page=2"));
        // Another order begins at the first page.
        await page.GetByLabel("Sort by").SelectOptionAsync("newest");
        await Expect(page).Not.ToHaveURLAsync(new Regex("page="));
    });

    [Fact]
    public Task A_bounded_number_is_not_taken_for_the_last_page() => fixture.VisitAsync("?q=lantern", async page =>
    {
        await Expect(page.Locator("#total")).ToHaveTextAsync("At least 1,000 articles");
        var pages = page.GetByRole(AriaRole.Navigation, new() { Name = "Pages of results" });
        await Expect(pages.GetByRole(AriaRole.Link)).ToHaveTextAsync(["1", "2", "3", "Next"]);
        await Expect(pages.Locator("li").Last).ToHaveTextAsync("…");
    }, prepare: page => page.RouteAsync("**/v1/search?*", async route =>
    {
        var reply = await route.FetchAsync();
        string text = await reply.TextAsync();
        await route.FulfillAsync(new() { Response = reply, Body = Regex.Replace(text, @"""total"":\s*\{[^}]*\}", @"""total"":{""value"":1000,""relation"":""atLeast""}") });
    }));

    [Fact]
    public Task A_page_after_the_last_leads_back() => fixture.VisitAsync("?q=lantern&page=1001", async page =>
    {
        await Expect(page.Locator("#messages")).ToContainTextAsync("There is no page 1001");
        await page.GetByText("Back to page 3").ClickAsync();
        await Expect(page.Locator("#hits > li")).ToHaveCountAsync(4);
    });
}
