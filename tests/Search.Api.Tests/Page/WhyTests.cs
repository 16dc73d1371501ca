using static Microsoft.Playwright.Assertions;

namespace Search.Api.Tests.Page;

[Collection(SharedSearchPage.Name)]
public sealed class WhyTests(SearchPageFixture fixture)
{
    [Fact]
    public Task A_hit_says_what_its_score_is_owed_to() => fixture.VisitAsync("?q=harbour+lantern&page=2", async page =>
    {
        await Expect(page.Locator("#hits > li").First).ToBeVisibleAsync();
        var hits = await fixture.Host.GetJsonAsync("/v1/search?q=harbour+lantern&from=10&size=10&explain=true");
        var second = hits.GetProperty("hits")[1].GetProperty("explanation");
        var why = page.Locator("#hits > li").Nth(1).Locator(".why");
        await why.Locator("summary").ClickAsync();
        await Expect(why.Locator(".why-answer > ul > li")).ToHaveCountAsync(second.GetProperty("details").GetArrayLength());
        await Expect(why.Locator(".why-answer > ul > li").First).ToContainTextAsync(second.GetProperty("details")[0].GetProperty("description").GetString()!);
        await Expect(why.Locator(".why-answer")).ToContainTextAsync("Score");
    });

    [Fact]
    public Task Where_dates_decide_nothing_is_to_explain() => fixture.VisitAsync("?q=harbour&sort=newest", async page =>
    {
        await Expect(page.Locator("#hits > li").First).ToBeVisibleAsync();
        await Expect(page.Locator(".why")).ToHaveCountAsync(0);
    });
}
