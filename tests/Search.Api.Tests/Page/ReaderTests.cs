using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Search.Api.Tests.Page;

[Collection(SharedSearchPage.Name)]
public sealed class ReaderTests(SearchPageFixture fixture)
{
    [Fact]
    public Task An_article_opens_with_its_matches_and_escape_returns_to_its_hit() => fixture.VisitAsync("?q=bridge", async page =>
    {
        await page.Locator("#hits .title").First.ClickAsync();
        var reader = page.GetByRole(AriaRole.Dialog, new() { Name = "Harbour bridge opens" });
        await Expect(reader).ToBeVisibleAsync();
        await Expect(reader.Locator("#reader-title")).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"article=bridge$"));
        await Expect(reader.Locator("#reader-title mark")).ToHaveTextAsync("bridge");
        await Expect(reader.Locator("#reader-body p")).ToHaveCountAsync(41);
        await Expect(reader.Locator("#reader-body mark")).ToHaveCountAsync(41);
        await Expect(reader.Locator("#match-count")).ToHaveTextAsync("41 matches");
        await Expect(reader.Locator("time")).ToHaveTextAsync("14 July 2011");
        await Expect(reader.Locator(".fields")).ToContainTextAsync("transport");
        var original = reader.GetByRole(AriaRole.Link, new() { Name = "Read the original at example.org" });
        await Expect(original).ToHaveAttributeAsync("href", "https://example.org/bridge?a=1&b=2");
        await Expect(original).ToHaveAttributeAsync("rel", "noopener noreferrer");

        await page.Keyboard.PressAsync("Escape");
        await Expect(reader).ToBeHiddenAsync();
        await Expect(page.Locator("#hits .title").First).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?q=bridge$"));
    });

    [Fact]
    public Task The_keys_walk_the_matches_around_the_ends() => fixture.VisitAsync("?q=bridge&article=bridge", async page =>
    {
        var count = page.Locator("#match-count");
        await Expect(count).ToHaveTextAsync("41 matches");
        await page.Keyboard.PressAsync("n");
        await Expect(count).ToHaveTextAsync("Match 1 of 41");
        await page.Keyboard.PressAsync("p");
        await Expect(count).ToHaveTextAsync("Match 41 of 41");
        await Expect(page.Locator("mark.current")).ToHaveCountAsync(1);
        await Expect(page.Locator("mark.current")).ToBeInViewportAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next match" }).ClickAsync();
        await Expect(count).ToHaveTextAsync("Match 1 of 41");
    });

    [Fact]
    public Task A_shared_address_opens_the_article_over_its_results() => fixture.VisitAsync("?q=lantern&article=lantern%2F07", async page =>
    {
        await Expect(page.Locator("#reader-title")).ToHaveTextAsync("Lantern report 7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(page.Locator("#reader")).ToBeHiddenAsync();
        await Expect(page.Locator("#hits > li")).ToHaveCountAsync(10);
        await Expect(page).ToHaveURLAsync(new Regex(@"\?q=lantern$"));
    });

    [Fact]
    public Task Back_closes_the_article_and_forward_opens_it() => fixture.VisitAsync("?q=bridge", async page =>
    {
        await page.Locator("#hits .title").First.ClickAsync();
        await Expect(page.Locator("#reader-body")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(page.Locator("#reader")).ToBeHiddenAsync();
        await Expect(page.Locator("#hits .title").First).ToBeFocusedAsync();
        await page.GoForwardAsync();
        await Expect(page.Locator("#reader-title")).ToHaveTextAsync("Harbour bridge opens");
    });

    [Fact]
    public Task The_focus_stays_in_the_open_article() => fixture.VisitAsync("?q=bridge&article=bridge", async page =>
    {
        await Expect(page.Locator("#reader-body")).ToBeVisibleAsync();
        for (int i = 0; i < 12; i++)
        {
            await page.Keyboard.PressAsync(i < 8 ? "Tab" : "Shift+Tab");
            Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null"));
        }
    });

    [Fact]
    public Task A_source_in_the_article_narrows_the_search() => fixture.VisitAsync("?q=lantern&article=lantern%2F07", async page =>
    {
        await page.Locator("#reader").GetByRole(AriaRole.Button, new() { Name = "Coast Daily: only this source" }).ClickAsync();
        await Expect(page.Locator("#reader")).ToBeHiddenAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("12 articles");
    });

    [Fact]
    public Task An_article_that_is_gone_says_so() => fixture.VisitAsync("?q=lantern&article=nowhere", async page =>
    {
        await Expect(page.Locator("#reader-title")).ToHaveTextAsync("This article is not in the index");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#reader")).ToBeHiddenAsync();
    }, refusals: true);

    [Fact]
    public async Task A_very_long_article_is_shown_in_parts()
    {
        string line = string.Concat(Enumerable.Repeat("🌊 tide ", 20_000)).TrimEnd();
        string body = string.Join('\n', line, line, "the last tide line");
        await fixture.VisitAsync("?q=tide&article=bridge", async page =>
        {
            await Expect(page.Locator("#reader-body p").First).ToBeVisibleAsync();
            string shown = "";
            for (int part = 0; part < 5 && shown.Length < body.Length; part++)
            {
                if (part > 0)
                    await page.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
                shown = string.Join('\n', await page.Locator("#reader-body p").AllTextContentsAsync());
                Assert.DoesNotContain('\ufffd', shown);
            }
            Assert.Equal(body.Replace("\n", ""), shown.Replace("\n", ""));
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Show more" })).ToHaveCountAsync(0);
        }, prepare: page => page.RouteAsync("**/v1/articles/bridge", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = System.Text.Json.JsonSerializer.Serialize(new { id = "bridge", title = "Tides", body, authors = Array.Empty<string>() }),
        })));
    }
}
