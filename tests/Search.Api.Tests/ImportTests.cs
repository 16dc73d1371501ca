using System.Text.Json;

namespace Search.Api.Tests;

public sealed class ImportTests
{
    [Fact]
    public async Task An_empty_index_is_filled_while_the_host_answers()
    {
        using var folder = new TempFolder();
        string corpus = folder.File("sample.jsonl", string.Join('\n', Enumerable.Range(0, 3_000).Select(i => $$"""{"id":"{{i}}","body":"pelican {{i}}"}""").Append("{broken")));
        await using var host = await RunningHost.StartAsync("Search:Corpus=" + corpus);

        // Whatever the import is at, every call answers.
        Assert.Equal("ready", (await host.GetJsonAsync("/health/ready")).GetProperty("status").GetString());
        await host.GetJsonAsync("/v1/search?q=pelican");

        var import = await WaitAsync(host);
        Assert.Equal("""{"state":"done","indexed":3000,"failed":1}""", import.GetRawText());
        Assert.Equal(3_000, (await host.GetJsonAsync("/v1/search?q=pelican&total=exact")).GetProperty("total").GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task Text_in_the_form_of_a_crawl_is_cleaned_and_dated()
    {
        using var folder = new TempFolder();
        folder.File("000_a.txt", " date 2021-03 Follow us on Image Source : FILE PHOTO The mayor of Ostrava.\n\nOstrava opened a tram line on Monday, officials said.");
        await using var host = await RunningHost.StartAsync("Search:Corpus=" + folder.Path);

        Assert.Equal("done", (await WaitAsync(host)).GetProperty("state").GetString());
        var hit = Assert.Single((await host.GetJsonAsync("/v1/search?q=ostrava")).GetProperty("hits").EnumerateArray());
        Assert.Equal("2021-03", hit.GetProperty("date").GetString());
        Assert.True(hit.GetProperty("titleDerived").GetBoolean());
    }

    [Fact]
    public async Task An_index_that_holds_something_is_left_alone()
    {
        using var folder = new TempFolder();
        string corpus = folder.File("sample.jsonl", """{"id":"imported","body":"x"}""");
        string index = "Search:IndexPath=" + Path.Combine(folder.Path, "index");
        await using (var first = await RunningHost.StartAsync(index))
            await first.PutAsync("own", """{"body":"x"}""");

        await using var second = await RunningHost.StartAsync(index, "Search:Corpus=" + corpus);

        await Task.Delay(300);
        Assert.Equal("none", (await second.GetJsonAsync("/v1/index")).GetProperty("import").GetProperty("state").GetString());
        Assert.Equal(["own"], Reply.Ids(await second.GetJsonAsync("/v1/search")));
    }

    internal static async Task<JsonElement> WaitAsync(RunningHost host)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var import = (await host.GetJsonAsync("/v1/index")).GetProperty("import");
            string state = import.GetProperty("state").GetString()!;
            Assert.Contains(state, (string[])["none", "running", "done"]);
            if (state == "done")
                return import;
            await Task.Delay(20, patience.Token);
        }
    }
}
