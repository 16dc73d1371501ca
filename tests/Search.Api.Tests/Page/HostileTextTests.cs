using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Search.Api.Tests.Page;

[Collection(SharedSearchPage.Name)]
public sealed class HostileTextTests(SearchPageFixture fixture)
{
    [Fact]
    public Task Markup_in_an_article_is_shown_as_text() => fixture.VisitAsync("?q=viper", async page =>
    {
        await Expect(page.Locator("#hits .title")).ToHaveTextAsync([PageCorpus.HostileTitle]);
        await Expect(page.Locator("#hits .source")).ToHaveTextAsync(["<b onclick=window.hit=1>Viper</b>"]);
        await NothingWasCreatedAsync(page, "#hits");

        await page.Locator("#hits .title").ClickAsync();
        await Expect(page.Locator("#reader-title")).ToHaveTextAsync(PageCorpus.HostileTitle);
        string[] lines = PageCorpus.HostileBody.Split("\r\n\r\n");
        Assert.Equal(lines, await page.Locator("#reader-body p").AllTextContentsAsync());
        await Expect(page.Locator("#reader-body mark")).ToHaveTextAsync(["viper", "viper"]);
        // Its address is a script, so it is no link.
        await Expect(page.Locator("#reader .original")).ToContainTextAsync("javascript:window.hit=1");
        // The page's own links are those to related articles.
        await Expect(page.Locator("#reader a:not(.related a)")).ToHaveCountAsync(0);
        await NothingWasCreatedAsync(page, "#reader");

        await page.Locator("#reader .source").ClickAsync();
        await Expect(page.Locator("#chips")).ToContainTextAsync("<b onclick=window.hit=1>Viper</b>");
        await NothingWasCreatedAsync(page, "#results");
    });

    [Fact]
    public Task Markup_in_the_query_is_shown_as_text() =>
        fixture.VisitAsync("?q=" + Uri.EscapeDataString("<img src=x onerror=window.hit=1> \"</script>") + "&source=" + Uri.EscapeDataString("<svg onload=window.hit=1>"), async page =>
        {
            await Expect(page.Locator("#chips")).ToContainTextAsync("<svg onload=window.hit=1>");
            await Expect(page.Locator("#total")).ToHaveTextAsync("No article matches");
            await NothingWasCreatedAsync(page, "#results");
        });

    [Fact]
    public Task Text_that_runs_from_right_to_left_does() => fixture.VisitAsync("?q=lighthouse", async page =>
    {
        var title = page.Locator("#hits .title");
        await Expect(title).ToHaveTextAsync([PageCorpus.HebrewTitle]);
        Assert.Equal("rtl", await title.EvaluateAsync<string>("element => getComputedStyle(element).direction"));
        Assert.Equal("rtl", await page.Locator("#hits .passage").First.EvaluateAsync<string>("element => getComputedStyle(element).direction"));
    });

    [Fact]
    public Task Marks_stand_right_behind_emoji() => fixture.VisitAsync("?q=pelican", async page =>
    {
        await Expect(page.Locator("#hits .passage mark")).ToHaveTextAsync(["pelican", "pelican"]);
        await Expect(page.Locator("#hits time")).ToHaveTextAsync("4 May 2017 at 09:30 UTC");
    });

    private static async Task NothingWasCreatedAsync(IPage page, string within)
    {
        await Expect(page.Locator($"{within} :is(script, img, svg, iframe, object, b, [onclick], [onerror], [onload])")).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("() => window.hit === undefined"));
    }
}
