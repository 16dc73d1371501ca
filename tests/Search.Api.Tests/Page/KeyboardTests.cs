using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Search.Api.Tests.Page;

[Collection(SharedSearchPage.Name)]
public sealed class KeyboardTests(SearchPageFixture fixture)
{
    [Fact]
    public Task A_whole_journey_without_a_pointer() => fixture.VisitAsync("?sort=newest", async page =>
    {
        var titles = page.Locator("#hits .title");
        await Expect(titles).ToHaveCountAsync(10);
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#query")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("lantern/j");
        await Expect(page.Locator("#query")).ToHaveValueAsync("lantern/j");
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");
        await Expect(titles.First).ToHaveTextAsync("Lantern report 23");

        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(titles.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(titles.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(titles.Nth(2)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#reader-title")).ToHaveTextAsync("Lantern report 22");
        await Expect(page.Locator("#match-count")).ToHaveTextAsync("1 match");
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator("mark.current")).ToHaveTextAsync("lantern");
        await page.Keyboard.PressAsync("Escape");
        await Expect(titles.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.Locator("#query")).ToBeFocusedAsync();
    });

    [Fact]
    public Task Keys_of_one_character_can_be_turned_off() => fixture.VisitAsync("?q=lantern", async page =>
    {
        await page.GetByText("How to search").ClickAsync();
        await page.GetByLabel("Use the keys of a single character").UncheckAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("#hits > li")).ToHaveCountAsync(10);
        await page.Locator("#hits .title").First.FocusAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#hits .title").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("#hits .title").Nth(1)).ToBeFocusedAsync();
    });

    [Fact]
    public Task Back_returns_from_filters_and_from_what_was_typed() => fixture.VisitAsync("", async page =>
    {
        await page.Locator("#query").PressSequentiallyAsync("lantern", new() { Delay = 30 });
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");
        await page.GetByLabel("Coast Daily", new() { Exact = true }).CheckAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("12 articles");

        await page.GoBackAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");
        await Expect(page.GetByLabel("Coast Daily", new() { Exact = true })).Not.ToBeCheckedAsync();
        // Seven keys are one step.
        await page.GoBackAsync();
        await Expect(page.Locator("#landing")).ToBeVisibleAsync();
        await Expect(page.Locator("#query")).ToHaveValueAsync("");
        await page.GoForwardAsync();
        await Expect(page.Locator("#query")).ToHaveValueAsync("lantern");
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");
    });

    [Fact]
    public Task A_key_that_is_taken_back_leaves_no_trace_in_the_history() => fixture.VisitAsync("?q=pelican", async page =>
    {
        await Expect(page.Locator("#total")).ToHaveTextAsync("1 article");
        await page.EvaluateAsync("() => { const box = document.getElementById('query'); box.value = 'pelican'; box.dispatchEvent(new InputEvent('input')); }");
        await page.WaitForTimeoutAsync(250);
        await page.Locator("#query").FillAsync("lantern");
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");
        await page.GoBackAsync();
        await Expect(page.Locator("#query")).ToHaveValueAsync("pelican");
        await Expect(page.Locator("#total")).ToHaveTextAsync("1 article");
    });

    [Fact]
    public Task The_skip_link_is_the_first_stop() => fixture.VisitAsync("?q=lantern", async page =>
    {
        await Expect(page.Locator("#hits > li")).ToHaveCountAsync(10);
        await page.GetByText("Skip to the results").FocusAsync();
        await Expect(page.GetByText("Skip to the results")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#results")).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new Regex("#results$"));
        await Expect(page.Locator("#hits > li")).ToHaveCountAsync(10);
    });
}
