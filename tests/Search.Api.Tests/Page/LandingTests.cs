using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Search.Api.Tests.Page;

[Collection(SharedSearchPage.Name)]
public sealed class LandingTests(SearchPageFixture fixture)
{
    [Fact]
    public Task The_empty_page_explains_itself_with_examples_that_find_something() => fixture.VisitAsync("", async page =>
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Find an article" })).ToBeVisibleAsync();
        await Expect(page.Locator("#holdings")).ToHaveTextAsync("33 articles");
        await Expect(page.Locator("#query")).ToBeFocusedAsync();
        // Of the examples for the sample, those that this index answers.
        await Expect(page.Locator("#examples a")).ToHaveTextAsync(["harbour bridge", "title:bridge"]);
        await page.GetByRole(AriaRole.Link, new() { Name = "harbour bridge" }).ClickAsync();
        await Expect(page.Locator("#query")).ToHaveValueAsync("harbour bridge");
        await Expect(page.Locator("#hits > li").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Article search" }).ClickAsync();
        await Expect(page.Locator("#landing")).ToBeVisibleAsync();
        await Expect(page.Locator("#query")).ToHaveValueAsync("");
    });

    [Fact]
    public Task Everything_can_be_looked_through() => fixture.VisitAsync("", async page =>
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "newest first" }).ClickAsync();
        await Expect(page.Locator("#total")).ToHaveTextAsync("33 articles");
        await Expect(page.Locator("#hits .title").First).ToHaveTextAsync("Lantern report 23");
        await Expect(page.Locator("#hits mark")).ToHaveCountAsync(0);
    });

    [Fact]
    public async Task A_running_import_is_shown_and_its_end_searches_again()
    {
        string state = "running";
        int searches = 0;
        await fixture.VisitAsync("?q=lantern", async page =>
        {
            await Expect(page.Locator("#import")).ToContainTextAsync("The index is still being filled: 1,234 articles so far");
            await Expect(page.Locator("#hits > li")).ToHaveCountAsync(10);
            int before = searches;
            state = "done";
            await Expect(page.Locator("#import")).ToBeHiddenAsync();
            await Expect(page.Locator("#holdings")).ToHaveTextAsync("7 articles");
            await Expect(page.Locator("#hits > li")).ToHaveCountAsync(10);
            Assert.Equal(before + 1, searches);
        }, prepare: async page =>
        {
            await page.RouteAsync("**/v1/index", route => route.FulfillAsync(new()
            {
                ContentType = "application/json",
                Body = $$$"""{"articles":7,"segments":1,"bytes":1,"lastCommit":null,"generation":1,"import":{"state":"{{{state}}}","indexed":1234,"failed":0}}""",
            }));
            await page.RouteAsync("**/v1/search?*", route =>
            {
                searches++;
                return route.ContinueAsync();
            });
        });
    }

    [Fact]
    public async Task An_index_with_keys_asks_for_one()
    {
        if (Chromium.Path is null)
        {
            await fixture.VisitAsync("", _ => Task.CompletedTask);
            return;
        }
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("open sesame")));
        await using var host = await RunningHost.StartAsync("Search:ApiKeys:0:Name=reader", $"Search:ApiKeys:0:Sha256={hash}", "Search:ApiKeys:0:Scopes:0=read");
        await fixture.VisitAsync("", async page =>
        {
            await page.GetByLabel("Key", new() { Exact = true }).FillAsync("open sesame");
            await page.GetByRole(AriaRole.Button, new() { Name = "Use this key" }).ClickAsync();
            await Expect(page.Locator("#import")).ToContainTextAsync("The index is empty");
            await page.Locator("#query").FillAsync("anything");
            await Expect(page.Locator("#total")).ToHaveTextAsync("No article matches");
        }, host: host, refusals: true);
    }
}
