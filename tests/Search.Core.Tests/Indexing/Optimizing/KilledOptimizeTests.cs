namespace Search.Core.Tests.Indexing.Optimizing;

/// <summary>Ends real processes while they reorder an index, and opens what they leave.</summary>
public sealed class KilledOptimizeTests
{
    private const string FolderVariable = "SEARCH_OPTIMIZE_IN";
    private const int Articles = 6_000;

    /// <summary>The process that is ended: does nothing unless <see cref="FolderVariable"/> tells it where to.</summary>
    [Fact]
    public async Task Optimizes_until_it_is_ended()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
            return;
        await using var index = ArticleIndex.Open(folder);
        while (true)
            await index.OptimizeAsync();
    }

    [Fact]
    public async Task An_index_opens_right_whenever_its_optimizing_is_killed()
    {
        var random = new Random(20261128);
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("index");
        List<(string, float)> expected;
        long bytes;
        await using (var index = ArticleIndex.Open(path, new ArticleIndexOptions { WriteBufferMegabytes = 16, IndexingThreads = 1 }))
        {
            await index.AddAsync(Sequence(0, Articles / 2));
            await index.AddAsync(Sequence(Articles / 2, Articles));
            expected = Found(index);
            bytes = index.GetStatistics().Bytes;
        }

        for (int round = 0; round < 5; round++)
        {
            // From the order being found on to the old segments being removed, again and again.
            await KilledProcess.RunAsync(typeof(KilledOptimizeTests), nameof(Optimizes_until_it_is_ended), FolderVariable, path, random.NextInt64(1, bytes * 3 / 4));
            await using var index = ArticleIndex.Open(path);
            var verified = await index.VerifyAsync();
            Assert.True(verified.Sound, string.Join(Environment.NewLine, verified.Problems));
            Assert.Equal(Articles, index.GetStatistics().Articles);
            Assert.Equal(expected, Found(index));
        }
    }

    private static List<(string, float)> Found(ArticleIndex index) =>
        [.. index.Search(new SearchRequest("w7 w11 w4999") { Size = 1_000, Highlight = false, Total = TotalMode.Exact }).Hits
            .Select(hit => (hit.Id, hit.Score)).OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id, StringComparer.Ordinal)];

    private static async IAsyncEnumerable<Article> Sequence(int from, int to)
    {
        var random = new Random(from);
        for (int i = from; i < to; i++)
        {
            string body = string.Join(' ', Enumerable.Range(0, 120).Select(_ => $"w{random.Next(5_000)}"));
            yield return new Article { Id = $"{i}", Title = $"number {i}", Body = body };
        }

        await Task.CompletedTask;
    }
}
