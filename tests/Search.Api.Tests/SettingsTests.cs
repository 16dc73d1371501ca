using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Tests;

public sealed class SettingsTests
{
    private const string Sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("Search:IndexPath=", "Search:IndexPath")]
    [InlineData("Search:IndxPath=x", "IndxPath")]
    [InlineData("Search:Corpus=/nowhere/at/all", "Search:Corpus")]
    [InlineData("Search:Durability=sometimes", "request, async")]
    [InlineData("Search:Access=paper", "mapped, buffered")]
    [InlineData("Search:ReadOnly=perhaps", "Search:ReadOnly")]
    [InlineData("Search:WriteBufferMegabytes=8", "16 to 2000")]
    [InlineData("Search:WriteBufferMegabytes=big", "Search:WriteBufferMegabytes")]
    [InlineData("Search:MaxArticleMegabytes=0", "1 to 1024")]
    [InlineData("Search:RefreshInterval=-00:00:01", "Search:RefreshInterval")]
    [InlineData("Search:RefreshInterval=1.00:00:00", "less than a day")]
    [InlineData("Search:TimeBudget=00:00:00", "Search:TimeBudget")]
    [InlineData("Search:TimeBudget=soon", "Search:TimeBudget")]
    [InlineData("Search:Fields:0:Name=topic", "Search:Fields:0:Type")]
    [InlineData("Search:Fields:0:Type=keyword", "Search:Fields:0:Name")]
    [InlineData("Search:Fields:0:Name=a Search:Fields:0:Type=colour", "keyword, text, number, date, boolean")]
    [InlineData("Search:Fields:0:Name=a Search:Fields:0:Kind=text", "Kind")]
    [InlineData("Search:ApiKeys:0:Name=a", "Search:ApiKeys:0:Sha256")]
    [InlineData("Search:ApiKeys:0:Name=a Search:ApiKeys:0:Sha256=abc Search:ApiKeys:0:Scopes:0=read", "64 hexadecimal")]
    [InlineData("Search:ApiKeys:0:Name=a Search:ApiKeys:0:Sha256=" + Sha256, "read, write, admin")]
    [InlineData("Search:ApiKeys:0:Name=a Search:ApiKeys:0:Sha256=" + Sha256 + " Search:ApiKeys:0:Scopes:0=root", "read, write, admin")]
    [InlineData("Search:ApiKeys:0:Name=a Search:ApiKeys:0:Sha256=" + Sha256 + " Search:ApiKeys:0:Scopes:0=read,7", "Search:ApiKeys:0:Scopes")]
    public async Task A_wrong_setting_is_named_before_anything_starts(string settings, string words)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningHost.StartAsync(settings.Split(' ')));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningHost.StartAsync("Search:WriteBufferMegabytes=1", "Search:MaxArticleMegabytes=0"));
        Assert.Equal(2, error.Failures.Count());
    }

    [Fact]
    public async Task Settings_reach_the_index()
    {
        await using var host = await RunningHost.StartAsync(
            "Search:Durability=async", "Search:Access=buffered", "Search:RefreshInterval=00:00:07", "Search:TimeBudget=00:00:03",
            "Search:WriteBufferMegabytes=16", "Search:Fields:0:Name=pages", "Search:Fields:0:Type=Number");
        var options = host.Services.GetRequiredService<ArticleIndex>().Options;

        Assert.Equal(Durability.Async, options.Durability);
        Assert.Equal(StorageAccess.Buffered, options.Access);
        Assert.Equal(TimeSpan.FromSeconds(7), options.RefreshInterval);
        Assert.Equal(TimeSpan.FromSeconds(3), options.Limits.TimeBudget);
        Assert.Equal(16, options.WriteBufferMegabytes);
        Assert.Equal([new FieldDefinition("pages", FieldType.Number)], options.Fields);
    }

    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        var options = new SearchHostOptions();
        Assert.Equal("index-data/indexes/default", options.IndexPath);
        Assert.Null(options.Corpus);
        Assert.Equal(Durability.Request, options.Durability);
        Assert.Equal(StorageAccess.Mapped, options.Access);
        Assert.False(options.ReadOnly);
        Assert.Equal(TimeSpan.FromSeconds(1), options.RefreshInterval);
        Assert.Equal(TimeSpan.FromSeconds(2), options.TimeBudget);
        Assert.Equal(256, options.WriteBufferMegabytes);
        Assert.Equal(256, options.MaxArticleMegabytes);
        Assert.Empty(options.Fields);
        Assert.Empty(options.ApiKeys);
    }

    [Theory]
    [InlineData("--Search:Durability=sometimes", "request, async")]
    [InlineData("--Search:Corpus=nowhere.jsonl", "nowhere.jsonl")]
    [InlineData("--urls=http://127.0.0.1:99999", "")]
    [InlineData("--urls=nonsense", "")]
    public async Task A_wrong_setting_ends_the_process_in_words(string setting, string words)
    {
        using var folder = new TempFolder();
        var (exitCode, output) = await HostProcess.FailAsync(folder.Path, setting);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Search.Api cannot start: ", output, StringComparison.Ordinal);
        Assert.Contains(words, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_folder_and_a_locked_index_are_refused_in_words()
    {
        using var folder = new TempFolder();
        string foreign = Directory.CreateDirectory(Path.Combine(folder.Path, "photos")).FullName;
        File.WriteAllText(Path.Combine(foreign, "a.jpg"), "x");
        var (exitCode, output) = await HostProcess.FailAsync(folder.Path, "--Search:IndexPath=photos");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("photos", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal(["a.jpg"], Directory.GetFileSystemEntries(foreign).Select(Path.GetFileName));

        await using var first = await HostProcess.StartAsync(folder.Path, ["--Search:IndexPath=index"]);
        var (secondExitCode, secondOutput) = await HostProcess.FailAsync(folder.Path, "--urls=http://127.0.0.1:0", "--Search:IndexPath=index");
        Assert.NotEqual(0, secondExitCode);
        Assert.DoesNotContain("   at ", secondOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_resolve_from_the_working_folder_and_the_sample_is_found_there()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "index-data", "articles"));
        folder.File(Path.Combine("index-data", "articles", "a.jsonl"), """{"id":"sample","body":"x"}""");

        await using var host = await HostProcess.StartAsync(folder.Path, []);

        string ids = "";
        for (int i = 0; i < 200 && !ids.Contains("sample", StringComparison.Ordinal); i++)
        {
            ids = await host.Client.GetStringAsync("/v1/search");
            await Task.Delay(50);
        }
        Assert.Contains("\"sample\"", ids, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "index-data", "indexes", "default", "index.json")));
    }

    [Fact]
    public async Task A_read_only_host_reads_beside_a_writer()
    {
        using var folder = new TempFolder();
        string index = "Search:IndexPath=" + Path.Combine(folder.Path, "index");
        await using var writer = await RunningHost.StartAsync(index);
        await writer.PutAsync("a", """{"body":"otter"}""");
        await writer.PostJsonAsync("/v1/index/commit", null);
        await using var reader = await RunningHost.StartAsync(index, "Search:ReadOnly=true");

        Assert.Equal(["a"], Reply.Ids(await reader.GetJsonAsync("/v1/search?q=otter")));
        using var put = await reader.SendAsync(HttpMethod.Put, "/v1/articles/b", """{"body":"x"}""");
        Assert.Equal("The index is only read here", (await Reply.JsonAsync(put, 403)).GetProperty("title").GetString());
        using var bulk = await reader.SendAsync(HttpMethod.Post, "/v1/articles", """[{"body":"x"}]""");
        Assert.Equal("The index is only read here", (await Reply.JsonAsync(bulk, 403)).GetProperty("title").GetString());
    }
}
