using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Search.Api.Tests.Page;

[Collection(SharedSearchPage.Name)]
public sealed class AccessibilityTests(SearchPageFixture fixture)
{
    private static readonly string[] NamedRoles =
        ["button", "link", "textbox", "searchbox", "checkbox", "radio", "combobox", "dialog", "navigation", "complementary", "region", "main"];

    [Theory]
    [InlineData("")]
    [InlineData("?q=lantern&source=The+Beacon&after=2020&match=all")]
    [InlineData("?q=nowhereatall")]
    [InlineData("?q=bridge&article=bridge")]
    [InlineData("?saved=true")]
    public Task Every_control_and_landmark_has_a_name(string address) => fixture.VisitAsync(address, async page =>
    {
        await SettledAsync(page, address);
        var nodes = await TreeAsync(page);
        var nameless = nodes.Where(node => NamedRoles.Contains(node.Role) && node.Name.Length == 0);
        Assert.Empty(nameless);
        Assert.True(nodes.Count > 10);
    });

    [Fact]
    public Task The_landmarks_and_headings_say_where_one_is() => fixture.VisitAsync("?q=lantern", async page =>
    {
        await SettledAsync(page, "?q=lantern");
        var roles = (await TreeAsync(page)).Select(node => node.Role).ToHashSet();
        Assert.Superset(new HashSet<string> { "banner", "search", "main", "complementary", "navigation", "contentinfo", "status" }, roles);

        int[] levels = await page.EvaluateAsync<int[]>(
            "() => [...document.querySelectorAll('h1, h2, h3, h4')].filter(heading => heading.checkVisibility()).map(heading => Number(heading.tagName[1]))");
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"a heading {pair.First} is followed by {pair.Second}"));
        Assert.Equal("en", await page.EvaluateAsync<string>("() => document.documentElement.lang"));
        Assert.Empty(await page.EvaluateAsync<string[]>(
            "() => { const ids = [...document.querySelectorAll('[id]')].map(element => element.id); return ids.filter((id, i) => ids.indexOf(id) !== i); }"));
        Assert.Empty(await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[aria-controls], [aria-describedby], [aria-labelledby], [for]')].flatMap(element => ['aria-controls', 'aria-describedby', 'aria-labelledby', 'for'].map(name => element.getAttribute(name)).filter(id => id && !document.getElementById(id)))"));
    });

    [Theory]
    [InlineData("")]
    [InlineData("?q=lantern&source=The+Beacon&after=2020")]
    [InlineData("?q=nowhereatall")]
    [InlineData("?q=bridge&article=bridge")]
    [InlineData("?saved=true")]
    public Task Text_and_controls_stand_out_from_their_ground_in_light_and_dark(string address) => fixture.VisitAsync(address, async page =>
    {
        await SettledAsync(page, address);
        await page.GetByText("How to search").EvaluateAsync("summary => summary.parentElement.open = true");
        if (address.Contains("article", StringComparison.Ordinal))
            await page.Keyboard.PressAsync("n");
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            Assert.Empty(await page.EvaluateAsync<string[]>(Contrast));
            double ground = await page.EvaluateAsync<double>("() => Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])");
            Assert.True(scheme == ColorScheme.Dark ? ground < 60 : ground > 200);
        }
    });

    [Fact]
    public Task The_focus_is_visible_wherever_it_is() => fixture.VisitAsync("?q=lantern&source=The+Beacon", async page =>
    {
        await SettledAsync(page, "?q");
        await page.EvaluateAsync("() => document.activeElement.blur()");
        for (int i = 0; i < 30; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            string fault = await page.EvaluateAsync<string>(
                """
                () => {
                  const element = document.activeElement;
                  if (element === document.body) return "";
                  const style = getComputedStyle(element);
                  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 ? "" : element.outerHTML.slice(0, 120);
                }
                """);
            Assert.Equal("", fault);
        }
    });

    [Theory]
    [InlineData("")]
    [InlineData("?q=gargantuan")]
    [InlineData("?q=lantern&source=The+Beacon&after=2020&page=2")]
    [InlineData("?q=gargantuan&article=wide")]
    [InlineData("?q=" + "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww~")]
    public Task Nothing_runs_out_of_a_phone(string address) => fixture.VisitAsync(address, async page =>
    {
        await SettledAsync(page, address);
        await NoOverflowAsync(page);
        if (address.Contains("article", StringComparison.Ordinal))
            return;
        await page.GetByText("How to search").ClickAsync();
        var toggle = page.GetByRole(AriaRole.Button, new() { Name = "Filters" });
        if (address.Length > 0)
        {
            await Expect(page.Locator("#filters")).ToBeHiddenAsync();
            await page.Locator("#filters-toggle").ClickAsync();
            await Expect(page.Locator("#filters-toggle")).ToHaveAttributeAsync("aria-expanded", "true");
            await Expect(page.GetByLabel("From", new() { Exact = true })).ToBeVisibleAsync();
        }
        await NoOverflowAsync(page);
    }, new() { ViewportSize = SearchPageFixture.Phone, HasTouch = true });

    private static Task SettledAsync(IPage page, string address) => address switch
    {
        "" => Expect(page.Locator("#examples a").First).ToBeVisibleAsync(),
        "?saved=true" => Expect(page.Locator("#saved-list > ul")).ToBeAttachedAsync(),
        _ when address.Contains("article", StringComparison.Ordinal) => Expect(page.Locator("#reader-body p").First).ToBeVisibleAsync(),
        _ when address.Contains("nowhere", StringComparison.Ordinal) || address.Contains('~') => Expect(page.Locator(".advice")).ToBeVisibleAsync(),
        _ => Expect(page.Locator("#hits > li").First).ToBeVisibleAsync(),
    };

    private static async Task NoOverflowAsync(IPage page)
    {
        string[] wide = await page.EvaluateAsync<string[]>(
            """
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
              [...document.querySelectorAll("body *")].filter(element => element.getBoundingClientRect().right > innerWidth + 0.5).map(element => element.outerHTML.slice(0, 100))
            """);
        Assert.Empty(wide);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        Assert.True(await page.EvaluateAsync<bool>("() => [...document.querySelectorAll('.reader-page, #filters')].every(box => box.scrollWidth <= box.clientWidth + 1)"));
    }

    // What the browser tells assistive technology, computed by its own rules.
    private static async Task<List<(string Role, string Name)>> TreeAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Accessibility.enable");
        var tree = (await session.SendAsync("Accessibility.getFullAXTree"))!.Value;
        return [.. tree.GetProperty("nodes").EnumerateArray()
            .Where(node => !node.GetProperty("ignored").GetBoolean())
            .Select(node => (Value(node, "role"), Value(node, "name")))];
    }

    private static string Value(JsonElement node, string property) =>
        node.TryGetProperty(property, out var found) && found.TryGetProperty("value", out var value) ? value.GetString() ?? "" : "";

    // Relative luminance and ratio as WCAG 2 defines them: 4.5 for text, 3 for the borders of what is written in or pressed.
    private const string Contrast =
        """
        () => {
          const scope = document.querySelector("dialog[open]") ?? document.body;
          const parse = color => {
            const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
            return { r, g, b, a };
          };
          const luminance = ({ r, g, b }) => {
            const [x, y, z] = [r, g, b].map(value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
            return 0.2126 * x + 0.7152 * y + 0.0722 * z;
          };
          const ratio = (one, other) => {
            const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05);
          };
          const groundOf = element => {
            for (let at = element; at; at = at.parentElement) {
              const color = parse(getComputedStyle(at).backgroundColor);
              if (color.a === 1) return color;
            }
            return parse(getComputedStyle(document.body).backgroundColor);
          };
          const faults = new Set();
          const check = (element, color, ground, needed, what) => {
            const value = ratio(parse(color), ground);
            if (value < needed) faults.add(`${what} ${value.toFixed(2)}: ${element.outerHTML.slice(0, 90)}`);
          };
          for (const element of scope.querySelectorAll("*")) {
            if (!element.checkVisibility({ opacityProperty: true }) || element.closest(".visually-hidden, option")) continue;
            const style = getComputedStyle(element);
            const ground = groundOf(element);
            if ([...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) check(element, style.color, ground, 4.5, "text");
            if (element.matches("input:not([type=checkbox], [type=radio])")) {
              check(element, style.color, ground, 4.5, "text");
              check(element, getComputedStyle(element, "::placeholder").color, ground, 4.5, "placeholder");
            }
            if (element.matches("input:not([type=checkbox], [type=radio]), select"))
              check(element, style.borderTopColor, groundOf(element.parentElement), 3, "border");
          }
          return [...faults];
        }
        """;
}
