using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Search.Api.Tests.Page;

/// <summary>Copies of a story in the list, and related articles in the reader.</summary>
[Collection(SharedSearchPage.Name)]
public sealed class StoryTests(SearchPageFixture fixture)
{
    [Fact]
    public Task Copies_are_folded_and_named_under_their_hit() => fixture.VisitAsync("?q=zeppelin&sort=newest", async page =>
    {
        await Expect(page.Locator("#total")).ToHaveTextAsync("4 articles");
        await Expect(page.Locator("#hits .copies")).ToHaveCountAsync(0);
        await page.GetByLabel("fold copies of one story").CheckAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("4 articles of 2 stories");
        await Expect(page).ToHaveURLAsync(new Regex("collapse=true"));
        await Expect(page.Locator("#hits .title")).ToHaveTextAsync(["Airfield sold", "Zeppelin lands, version 2"]);
        await page.GetByText("and 2 copies").ClickAsync();
        await Expect(page.Locator("#hits .copies li")).ToHaveTextAsync(["Coast Daily", "Air Wire"]);
        await page.Locator("#hits .copies a").Nth(1).ClickAsync();
        await Expect(page.Locator("#reader-title")).ToHaveTextAsync("Zeppelin lands, version 0");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByLabel("fold copies of one story").UncheckAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("4 articles");
    });

    [Fact]
    public Task An_address_folds_and_pages_count_stories() => fixture.VisitAsync("?q=zeppelin&collapse=true", async page =>
    {
        await Expect(page.GetByLabel("fold copies of one story")).ToBeCheckedAsync();
        await Expect(page.Locator("#hits .title")).ToHaveCountAsync(2);
        await Expect(page.Locator("#pages")).ToBeHiddenAsync();
    });

    [Fact]
    public Task Related_articles_open_in_the_reader() => fixture.VisitAsync("?q=zeppelin&article=copy%2F0", async page =>
    {
        var related = page.Locator("#reader .related");
        await Expect(related.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Related articles");
        // No copy of it is among them.
        await Expect(related.Locator("a").First).ToHaveTextAsync("Airfield sold");
        await Expect(related.Locator("li").First).ToContainTextAsync("Coast Daily, April 2016");
        await Expect(related.GetByText("Zeppelin lands")).ToHaveCountAsync(0);
        await related.Locator("a").First.ClickAsync();
        await Expect(page.Locator("#reader-title")).ToHaveTextAsync("Airfield sold");
        await Expect(page).ToHaveURLAsync(new Regex("article=airfield"));
        await page.GoBackAsync();
        await Expect(page.Locator("#reader-title")).ToHaveTextAsync("Zeppelin lands, version 0");
    });
}
