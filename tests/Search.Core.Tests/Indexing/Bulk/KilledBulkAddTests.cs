namespace Search.Core.Tests.Indexing.Bulk;

/// <summary>Ends real processes in the middle of bulk adds, and opens what they leave.</summary>
public sealed class KilledBulkAddTests
{
    private const string FolderVariable = "SEARCH_BULK_ADD_TO";
    private const int Articles = 400_000;

    /// <summary>The process that is ended: does nothing unless <see cref="FolderVariable"/> tells it where to.</summary>
    [Fact]
    public async Task Adds_until_it_is_ended()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
            return;
        await using var index = ArticleIndex.Open(folder, new ArticleIndexOptions { WriteBufferMegabytes = 16 });
        await index.AddAsync(Sequence());
    }

    [Fact]
    public async Task An_index_opens_right_whenever_its_builder_is_killed()
    {
        var random = new Random(20261124);
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("index");
        long before = 0;
        for (int round = 0; round < 4; round++)
        {
            // Bytes and not time: where it is killed then does not depend on the machine's speed.
            long bytes = random.Next(1, 60) * 100_000L;
            await KilledProcess.RunAsync(typeof(KilledBulkAddTests), nameof(Adds_until_it_is_ended), FolderVariable, path, bytes);
            if (!Directory.Exists(path))
                continue;
            await using var index = ArticleIndex.Open(path);
            var verified = await index.VerifyAsync();
            Assert.True(verified.Sound, string.Join(Environment.NewLine, verified.Problems));
            long articles = index.GetStatistics().Articles;
            Assert.True(articles >= before, $"{articles} of {before} articles are left.");
            before = articles;
            Assert.False(Directory.Exists(Path.Combine(path, "generations", "1", "bulk")));
            Assert.Equal(articles, index.Search(new SearchRequest("") { Total = TotalMode.Exact, Highlight = false }).Total.Value);
        }
    }

    private static async IAsyncEnumerable<Article> Sequence()
    {
        var random = new Random(7);
        for (int i = 0; i < Articles; i++)
        {
            string body = string.Join(' ', Enumerable.Range(0, 150).Select(_ => $"w{random.Next(30_000)}"));
            yield return new Article { Id = $"{random.Next(Articles)}", Title = $"number {i}", Body = body };
        }

        await Task.CompletedTask;
    }
}
