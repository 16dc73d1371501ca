using Microsoft.Playwright;

namespace Search.Api.Tests.Page;

/// <summary>One host and one browser for all tests of the page.</summary>
public sealed class SearchPageFixture : IAsyncLifetime
{
    internal static readonly ViewportSize Desktop = new() { Width = 1280, Height = 900 };
    internal static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    // Only what fails waits so long, and a machine that is busy with other tests must not fail.
    private const int PatienceMilliseconds = 15_000;

    private RunningHost? _host;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal RunningHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        _host = await RunningHost.StartAsync("Search:Durability=async");
        var reply = await _host.PostJsonAsync("/v1/articles?refresh=true", string.Join('\n', PageCorpus.Lines()), type: "application/x-ndjson");
        Assert.Empty(reply.GetProperty("failed").EnumerateArray());

        // The driver comes within the package, the browser from the machine: nothing is downloaded.
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium.Path,
            Headless = true,
            Args = ["--disable-gpu", "--disable-extensions"],
            // Chromium's sandbox refuses to run as root, which is who runs in a container.
            ChromiumSandbox = !(OperatingSystem.IsLinux() && Environment.UserName == "root"),
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    /// <summary>
    /// Opens the page and makes a journey on it. Whatever the journey is, the page must not have written an error to the console,
    /// opened a message box or asked another host for anything.
    /// </summary>
    /// <param name="address">The query string, or empty.</param>
    /// <param name="journey">What happens on the page.</param>
    /// <param name="options">The context's options; a desktop in light colours when null.</param>
    /// <param name="prepare">What happens before the page is loaded, such as routes.</param>
    /// <param name="host">Another host than the shared one.</param>
    /// <param name="refusals">Whether replies with an error status are part of the journey.</param>
    internal async Task VisitAsync(
        string address, Func<IPage, Task> journey, BrowserNewContextOptions? options = null,
        Func<IPage, Task>? prepare = null, RunningHost? host = null, bool refusals = false)
    {
        if (_browser is null)
        {
            Assert.SkipUnless(Chromium.Required, Chromium.Missing);
            Assert.Fail(Chromium.Missing);
        }

        host ??= Host;
        await using var context = await _browser.NewContextAsync(options ?? new() { ViewportSize = Desktop });
        context.SetDefaultTimeout(PatienceMilliseconds);
        var page = await context.NewPageAsync();
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !(refusals && message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)))
                faults.Add($"console: {message.Text}");
        };
        page.PageError += (_, error) => faults.Add($"uncaught: {error}");
        page.Dialog += async (_, dialog) =>
        {
            faults.Add($"message box: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(host.Url.AbsoluteUri, StringComparison.Ordinal))
                faults.Add($"foreign request: {request.Url}");
        };

        if (prepare is not null)
            await prepare(page);
        await page.GotoAsync(new Uri(host.Url, "/").AbsoluteUri + address);
        await journey(page);
        Assert.Empty(faults);
    }
}

/// <summary>The tests of the page share one host and one browser, and so run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedSearchPage : ICollectionFixture<SearchPageFixture>
{
    public const string Name = "search page";
}
