using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Search.Api.Tests.Page;

[Collection(SharedSearchPage.Name)]
public sealed class SearchingTests(SearchPageFixture fixture)
{
    [Fact]
    public Task Typing_shows_hits_and_their_number() => fixture.VisitAsync("", async page =>
    {
        await page.Locator("#query").PressSequentiallyAsync("lantern");
        await Expect(page.Locator("#hits > li")).ToHaveCountAsync(10);
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");
        await Expect(page.Locator("#took")).ToHaveTextAsync(new Regex(@"^in [\d.]+ m?s$"));
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("24 articles");
        await Expect(page).ToHaveTitleAsync("lantern – Article search");
        await Expect(page).ToHaveURLAsync(new Regex(@"/\?q=lantern$"));
        await Expect(page.Locator("#landing")).ToBeHiddenAsync();
    });

    [Fact]
    public Task Passages_and_marks_are_those_of_the_interface() => fixture.VisitAsync("", async page =>
    {
        foreach (string q in (string[])["lantern", "\"harbour bridge\" keepers", "viper", "המגדלור", "pelican caf*"])
        {
            await page.Locator("#query").FillAsync(q);
            await Expect(page).ToHaveTitleAsync($"{q} – Article search");
            await Expect(page.Locator("#results:not([aria-busy]) #hits > li").First).ToBeVisibleAsync();
            var shown = await page.EvaluateAsync<string[][]>(
                """
                () => [...document.querySelectorAll("#hits .passage")].map(passage =>
                  [passage.querySelector(".text").textContent, ...[...passage.querySelectorAll("mark")].map(mark => mark.textContent)])
                """);
            Assert.Equal(await PassagesAsync(q), shown);
            Assert.Contains(shown, passage => passage.Length > 1);
        }
    });

    private async Task<string[][]> PassagesAsync(string q)
    {
        var reply = await fixture.Host.GetJsonAsync("/v1/search?q=" + Uri.EscapeDataString(q));
        return [.. reply.GetProperty("hits").EnumerateArray()
            .SelectMany(hit => hit.GetProperty("highlights").EnumerateArray())
            .Where(passage => passage.GetProperty("field").GetString() != "title")
            .Select(TextAndMarks)];
    }

    private static string[] TextAndMarks(JsonElement passage)
    {
        string text = passage.GetProperty("text").GetString()!;
        return [text, .. passage.GetProperty("matches").EnumerateArray()
            .Select(match => text.Substring(match.GetProperty("start").GetInt32(), match.GetProperty("length").GetInt32()))];
    }

    [Fact]
    public Task A_match_in_the_title_is_marked_in_the_title() => fixture.VisitAsync("?q=harbour", async page =>
    {
        await Expect(page.Locator("#hits .title").First).ToHaveTextAsync("Harbour bridge opens");
        await Expect(page.Locator("#hits .title mark").First).ToHaveTextAsync("Harbour");
    });

    [Fact]
    public async Task A_slow_reply_to_an_older_text_is_not_shown()
    {
        var asked = new TaskCompletionSource();
        var slow = new TaskCompletionSource();
        await fixture.VisitAsync("", async page =>
        {
            await page.Locator("#query").FillAsync("lantern");
            await asked.Task;
            await page.Locator("#query").FillAsync("pelican");
            await Expect(page.Locator("#total")).ToHaveTextAsync("1 article");
            slow.SetResult();
            await page.WaitForTimeoutAsync(200);
            await Expect(page.Locator("#total")).ToHaveTextAsync("1 article");
            await Expect(page.Locator("#hits > li")).ToHaveCountAsync(1);
        }, prepare: page => page.RouteAsync("**/v1/search?q=lantern&size=10*", async route =>
        {
            asked.SetResult();
            await slow.Task;
            await route.ContinueAsync();
        }));
    }

    [Fact]
    public Task The_order_can_be_changed() => fixture.VisitAsync("?q=lantern", async page =>
    {
        await page.GetByLabel("Sort by").SelectOptionAsync("newest");
        await Expect(page.Locator("#hits .title").First).ToHaveTextAsync("Lantern report 23");
        await Expect(page.Locator("#hits time").First).ToHaveTextAsync("December 2021");
        await page.GetByLabel("Sort by").SelectOptionAsync("oldest");
        await Expect(page.Locator("#hits .title").First).ToHaveTextAsync("Lantern report 0");
        await Expect(page).ToHaveURLAsync(new Regex("sort=oldest"));
    });

    [Fact]
    public Task All_words_can_be_asked_for() => fixture.VisitAsync("?q=lantern+pelican", async page =>
    {
        await Expect(page.Locator("#total")).ToHaveTextAsync("25 articles");
        await page.GetByLabel("all of them").CheckAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("No article matches");
        // The advice leads back.
        await page.GetByText("Ask for any of the words").ClickAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("25 articles");
        await Expect(page.GetByLabel("any of them")).ToBeCheckedAsync();
    });

    [Fact]
    // Longer words that the archive does not have find near ones by themselves.
    public Task Nothing_found_comes_with_advice() => fixture.VisitAsync("?q=lyt&after=2020", async page =>
    {
        await Expect(page.Locator("#messages")).ToContainTextAsync("No article matches this search");
        await Expect(page.GetByText("Search without the filters")).ToBeVisibleAsync();
        await page.GetByText("Allow for misspellings").ClickAsync();
        await Expect(page.Locator("#query")).ToHaveValueAsync("lyt~");
        await Expect(page.Locator("#total")).ToHaveTextAsync("24 articles");
    });

    [Fact]
    public Task Warnings_are_shown() => fixture.VisitAsync("?q=" + Uri.EscapeDataString("(lantern"), async page =>
    {
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Warnings" })).ToBeVisibleAsync();
        await Expect(page.Locator("#hits > li").First).ToBeVisibleAsync();
    });

    [Fact]
    public async Task A_failure_says_so_and_can_be_tried_again()
    {
        bool down = true;
        await fixture.VisitAsync("?q=lantern", async page =>
        {
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The server cannot be reached");
            down = false;
            await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
            await Expect(page.Locator("#hits > li")).ToHaveCountAsync(10);
            await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        }, refusals: true, prepare: page => page.RouteAsync("**/v1/search?*", route => down ? route.AbortAsync() : route.ContinueAsync()));
    }

    [Fact]
    public Task A_refusal_is_shown_in_the_hosts_words() => fixture.VisitAsync("?q=lantern&after=someday", async page =>
    {
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("someday");
        await Expect(page.GetByLabel("From", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
    }, refusals: true);
}
