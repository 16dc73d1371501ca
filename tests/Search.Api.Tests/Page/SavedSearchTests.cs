using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Search.Api.Tests.Page;

/// <summary>Searches are saved, listed with what is new, followed live and removed on the page.</summary>
[Collection(SharedSearchPage.Name)]
public sealed class SavedSearchTests(SearchPageFixture fixture)
{
    private const string Put = """{"title":"River rises","body":"The river rose in the town.","source":"Coast Daily","date":"2026-05"}""";

    [Fact]
    public Task A_search_is_saved_followed_and_removed() => OnOwnHostAsync("?q=river&source=Coast+Daily", async (page, host) =>
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Save this search" }).ClickAsync();
        var name = page.GetByLabel("Save this search as");
        await Expect(name).ToBeFocusedAsync();
        await Expect(name).ToHaveValueAsync("river-coast-daily");
        await name.FillAsync("rivers");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#save-outcome")).ToContainTextAsync("Saved as rivers");
        await Expect(page.Locator("#save-form")).ToBeHiddenAsync();
        var saved = await host.GetJsonAsync("/v1/alerts/rivers");
        Assert.Equal(("river", "any", "Coast Daily"), (saved.GetProperty("q").GetString(), saved.GetProperty("match").GetString(), saved.GetProperty("source")[0].GetString()));

        await host.PutAsync("first", Put);
        await page.Locator("#save-outcome").GetByRole(AriaRole.Link, new() { Name = "Saved searches" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?saved=true$"));
        await Expect(page).ToHaveTitleAsync("Saved searches – Article search");
        await Expect(page.Locator("#saved-heading")).ToBeFocusedAsync();
        await Expect(page.Locator("#found")).ToBeHiddenAsync();
        await Expect(page.Locator("#saved summary")).ToHaveTextAsync(new Regex("rivers.*river.*Coast Daily.*1 new"));

        // With the keyboard: the summary opens, and what comes is shown and told.
        await page.Locator("#saved summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var matches = page.Locator("#saved .matches li");
        await Expect(matches).ToHaveTextAsync([new Regex("River rises.*Coast Daily, May 2026")]);
        await host.PutAsync("second", Put.Replace("River rises", "River falls", StringComparison.Ordinal));
        await Expect(matches).ToHaveTextAsync([new Regex("River falls"), new Regex("River rises")]);
        await Expect(page.Locator("#saved .new")).ToHaveTextAsync("2 new");
        await Expect(page.Locator("#announcement")).ToHaveTextAsync("New for rivers: River falls");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Atom feed of rivers" })).ToHaveAttributeAsync("href", "v1/alerts/rivers/feed?format=atom");

        await matches.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator("#reader-title")).ToHaveTextAsync("River falls");
        await Expect(page.Locator("#reader-title mark")).ToHaveTextAsync("River");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page).ToHaveURLAsync(new Regex(@"\?saved=true$"));

        await page.Locator("#saved summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as read" }).ClickAsync();
        await Expect(page.GetByText("Nothing new yet.")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("#saved summary")).ToBeVisibleAsync();
        await Expect(page.Locator("#saved .new")).ToBeHiddenAsync();

        await page.Locator("#saved summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove rivers" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Keep it" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Expect(page.GetByText("None yet.")).ToBeVisibleAsync();
        Assert.Empty((await host.GetJsonAsync("/v1/alerts")).GetProperty("alerts").EnumerateArray());
    });

    [Fact]
    public Task Files_hold_what_it_finds() => OnOwnHostAsync("?saved=true", async (page, host) =>
    {
        await page.Locator("#saved summary").Filter(new() { HasText = "tides" }).ClickAsync();
        foreach (var (link, file, line) in ((string, string, string)[])[("CSV file of tides", "articles.csv", "one,"), ("NDJSON file of tides", "articles.jsonl", "\"id\":\"one\"")])
        {
            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync());
            Assert.Equal(file, download.SuggestedFilename);
            Assert.Contains(line, await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        }
        await page.GetByRole(AriaRole.Link, new() { Name = "All that it finds" }).ClickAsync();
        await Expect(page.Locator("#hits .title")).ToHaveTextAsync(["Tides"]);
    }, prepare: async host =>
    {
        await host.PutAsync("one", """{"title":"Tides","body":"The tide turned.","topic":"sea"}""");
        using var put = await host.SendAsync(HttpMethod.Put, "/v1/alerts/tides", """{"q":"tide"}""");
        await Reply.JsonAsync(put, 201);
        using var other = await host.SendAsync(HttpMethod.Put, "/v1/alerts/by-field", """{"q":"tide","filter":["topic:sea"]}""");
        await Reply.JsonAsync(other, 201);
    });

    [Fact]
    public Task A_name_in_use_is_replaced_when_asked_twice() => OnOwnHostAsync("?q=lake", async (page, host) =>
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Save this search" }).ClickAsync();
        await page.GetByLabel("Save this search as").FillAsync("water");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is a saved search named water");
        Assert.Equal("sea", (await host.GetJsonAsync("/v1/alerts/water")).GetProperty("q").GetString());
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#save-outcome")).ToContainTextAsync("Saved as water");
        Assert.Equal("lake", (await host.GetJsonAsync("/v1/alerts/water")).GetProperty("q").GetString());

        await page.GetByRole(AriaRole.Button, new() { Name = "Save this search" }).ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#save-form")).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save this search" })).ToBeFocusedAsync();
    }, prepare: async host =>
    {
        using var put = await host.SendAsync(HttpMethod.Put, "/v1/alerts/water", """{"q":"sea"}""");
        await Reply.JsonAsync(put, 201);
    });

    /// <summary>Through a proxy nobody counts as local: the host refuses, and the page says why.</summary>
    [Fact]
    public Task Who_may_not_write_is_told_so() => OnOwnHostAsync("?q=lake", async (page, host) =>
    {
        await page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["X-Forwarded-For"] = "192.0.2.7" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save this search" }).ClickAsync();
        await page.Keyboard.PressAsync("Enter");
        var alert = page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync("You may not change saved searches from here");
        await Expect(alert).ToContainTextAsync("came through a proxy");
        await Expect(alert.GetByLabel("Key")).ToHaveCountAsync(0);
        Assert.Empty((await host.GetJsonAsync("/v1/alerts")).GetProperty("alerts").EnumerateArray());
    }, refusals: true);

    [Fact]
    public async Task With_keys_the_page_asks_for_one_that_may_write_and_files_come_with_it()
    {
        string[] Key(int number, string key, string scope) =>
            [$"Search:ApiKeys:{number}:Name={scope}", $"Search:ApiKeys:{number}:Sha256={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}", $"Search:ApiKeys:{number}:Scopes:0={scope}"];
        await OnOwnHostAsync("", async (page, host) =>
        {
            await page.EvaluateAsync("() => sessionStorage.setItem('api-key', 'may-read')");
            await page.GotoAsync(new Uri(host.Url, "/?q=lake").AbsoluteUri);
            await page.GetByRole(AriaRole.Button, new() { Name = "Save this search" }).ClickAsync();
            await page.Keyboard.PressAsync("Enter");
            var alert = page.GetByRole(AriaRole.Alert);
            await Expect(alert).ToContainTextAsync("with a key of the scope write");
            await alert.GetByLabel("Key", new() { Exact = true }).FillAsync("may-write");
            await alert.GetByRole(AriaRole.Button, new() { Name = "Use this key" }).ClickAsync();
            await Expect(page.Locator("#total")).ToHaveTextAsync("No article matches");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save this search" }).ClickAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("#save-outcome")).ToContainTextAsync("Saved as lake");
            await page.Locator("#to-saved").ClickAsync();
            await page.Locator("#saved summary").ClickAsync();
            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV file of lake" }).ClickAsync());
            Assert.Equal("lake.csv", download.SuggestedFilename);
            // A stream is followed with the key as well.
            await Expect(page.GetByText("Nothing new yet.")).ToBeVisibleAsync();
            host.Client.DefaultRequestHeaders.Add("X-Api-Key", "may-write");
            await host.PutAsync("a", """{"title":"A lake","body":"A lake."}""");
            await Expect(page.Locator("#saved .matches li")).ToHaveTextAsync([new Regex("A lake")]);
        }, refusals: true, settings: [.. Key(0, "may-read", "read"), .. Key(1, "may-write", "write")]);
    }

    [Fact]
    public Task What_is_saved_is_text_alone_and_fits_a_phone() => OnOwnHostAsync("?saved=true", async (page, host) =>
    {
        await page.Locator("#saved summary").ClickAsync();
        await Expect(page.Locator("#saved .matches li").First).ToContainTextAsync(PageCorpus.HostileTitle);
        Assert.Equal(0, await page.Locator("#saved img").CountAsync());
        Assert.Null(await page.EvaluateAsync<JsonElement?>("() => window.hit ?? null"));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
    }, prepare: async host =>
    {
        using var put = await host.SendAsync(HttpMethod.Put, "/v1/alerts/hostile", JsonSerializer.Serialize(new { q = "viper OR " + PageCorpus.HostileTitle + new string('w', 300), source = new[] { "<b>Viper</b>" } }));
        await Reply.JsonAsync(put, 201);
        await host.PutAsync("x", JsonSerializer.Serialize(new { title = PageCorpus.HostileTitle, body = "A viper.", source = "<b>Viper</b>" }));
    }, options: new() { ViewportSize = SearchPageFixture.Phone });

    private async Task OnOwnHostAsync(
        string address, Func<IPage, RunningHost, Task> journey, Func<RunningHost, Task>? prepare = null, bool refusals = false,
        string[]? settings = null, BrowserNewContextOptions? options = null)
    {
        if (Chromium.Path is null)
        {
            await fixture.VisitAsync("", _ => Task.CompletedTask);
            return;
        }
        await using var host = await RunningHost.StartAsync(settings ?? []);
        if (prepare is not null)
            await prepare(host);
        await fixture.VisitAsync(address, page => journey(page, host), options, host: host, refusals: refusals);
    }
}
