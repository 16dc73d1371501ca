using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Search.Api.Tests.Page;

[Collection(SharedSearchPage.Name)]
public sealed class CompletionTests(SearchPageFixture fixture)
{
    /// <summary>The page's main journey: type, complete, narrow by a facet and on the timeline, take a better spelling, open an article, go on to one that is related, save the search.</summary>
    [Fact]
    public Task The_main_journey() => fixture.VisitAsync("", async page =>
    {
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "Search the articles" });
        await box.PressSequentiallyAsync("lantern re");
        var options = Options(page);
        await Expect(options.First).ToHaveTextAsync("lantern report");
        await Expect(options.First.Locator("mark")).ToHaveTextAsync("lantern re");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(options.First).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Enter");
        await Expect(box).ToHaveValueAsync("lantern report");
        await Expect(page.Locator("#completions")).ToBeHiddenAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync(new Regex("^2[0-9] articles"));

        await page.GetByLabel("Coast Daily", new() { Exact = true }).CheckAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("12 articles");
        await page.Locator("#timeline .bar").First.ClickAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("1 article");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove all filters" }).ClickAsync();

        await box.FillAsync("lantren");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Did you mean").GetByRole(AriaRole.Link, new() { Name = "lantern" }).ClickAsync();
        await Expect(box).ToHaveValueAsync("lantern");
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");
        await Expect(page.GetByText("Did you mean")).ToHaveCountAsync(0);

        await page.Locator("#hits .title").First.ClickAsync();
        await Expect(page.Locator("#reader-title")).ToContainTextAsync("Lantern report");
        await Expect(page.Locator("#match-count")).ToHaveTextAsync("1 match");

        string opened = await page.Locator("#reader-title").InnerTextAsync();
        var related = page.Locator("#reader .related a").First;
        string title = await related.InnerTextAsync();
        Assert.NotEqual(opened, title);
        await related.ClickAsync();
        await Expect(page.Locator("#reader-title")).ToHaveTextAsync(title);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#reader")).ToBeHiddenAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");

        await page.GetByRole(AriaRole.Button, new() { Name = "Save this search" }).ClickAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#save-outcome")).ToContainTextAsync("Saved as lantern");
        await page.Locator("#to-saved").ClickAsync();
        await page.Locator("#saved summary").Filter(new() { HasText = "lantern" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove lantern" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Expect(page.GetByText("None yet.")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");
    });

    [Fact]
    public Task A_completion_is_pressed_and_others_are_left_alone() => fixture.VisitAsync("", async page =>
    {
        var box = page.Locator("#query");
        await box.PressSequentiallyAsync("harb");
        await Options(page, "Harbour bridge opens").ClickAsync();
        await Expect(box).ToHaveValueAsync("Harbour bridge opens");
        await Expect(box).ToBeFocusedAsync();
        await Expect(page.Locator("#hits .title").First).ToHaveTextAsync("Harbour bridge opens");

        await box.FillAsync("lant");
        await Expect(Options(page).First).ToBeVisibleAsync();
        await Expect(box).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(Options(page).Last).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#completions")).ToBeHiddenAsync();
        await Expect(box).ToHaveValueAsync("lant");
        await Expect(box).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(box).Not.ToHaveAttributeAsync("aria-activedescendant", new Regex(".*"));
    });

    [Fact]
    public Task Hostile_titles_stay_text() => fixture.VisitAsync("", async page =>
    {
        await page.Locator("#query").PressSequentiallyAsync("img src");
        await Expect(Options(page).First).ToContainTextAsync("<img src=x");
        Assert.Equal(0, await page.Locator("#completions img").CountAsync());
    });

    /// <summary>The completions; selects of the page have options of their own.</summary>
    private static ILocator Options(IPage page, string? name = null) =>
        page.GetByRole(AriaRole.Listbox, new() { Name = "Completions" }).GetByRole(AriaRole.Option, new() { Name = name });
}
