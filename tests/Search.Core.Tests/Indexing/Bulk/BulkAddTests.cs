using Search.Core.Indexing.Bulk;

namespace Search.Core.Tests.Indexing.Bulk;

/// <summary>What a bulk add leaves, against adding the same articles one by one.</summary>
public sealed class BulkAddTests
{
    [Theory]
    [InlineData(1, 1_100, 2_000, 1)]
    [InlineData(2, 1_100, 300, 2)]
    public async Task Many_articles_give_what_they_give_one_by_one(int seed, int count, int ids, int threads)
    {
        var options = new ArticleIndexOptions { IndexingThreads = threads, Fields = RandomArticles.Declared };
        await using var bulk = ArticleIndex.CreateInMemory(options);
        await using var single = ArticleIndex.CreateInMemory(options);
        var random = new RandomArticles(new Random(seed), ids);
        Article[] articles = [.. Enumerable.Range(0, count).Select(_ => random.Next())];
        // Something is there before: ids that the bulk add replaces, and one that it does not.
        foreach (string id in (string[])["id 1", "id 2", "other"])
        {
            await bulk.AddAsync(new Article { Id = id, Body = "before" });
            await single.AddAsync(new Article { Id = id, Body = "before" });
        }

        long indexed = 0, replaced = 0, failed = 0;
        foreach (var article in articles)
        {
            try
            {
                if (await single.AddAsync(article, refresh: false) == AddOutcome.Created)
                    indexed++;
                else
                    replaced++;
            }
            catch (InvalidRequestException)
            {
                failed++;
            }
        }

        await single.RefreshAsync();
        var result = await bulk.AddAsync(articles.ToAsyncEnumerable());
        Assert.Equal((indexed, replaced, failed), (result.Indexed, result.Replaced, result.FailedCount));
        Assert.Equal(single.GetStatistics().Articles, bulk.GetStatistics().Articles);
        foreach (var article in articles)
            Assert.Equal(Json(single.Get(article.Id)), Json(bulk.Get(article.Id)));
        Assert.True((await bulk.VerifyAsync()).Sound);
        foreach (string query in (string[])["talk", "\"the chief\"", "khan washington", "topic:politics", "words:[0 TO 3]", "+war -x", "before", "lede:chief"])
            Assert.Equal(Found(single, query), Found(bulk, query));
    }

    [Fact]
    public async Task Several_at_once_do_not_disturb_each_other()
    {
        using var folder = new Tests.TemporaryFolder();
        const int each = 1_500, adds = 4;
        await using (var index = ArticleIndex.Open(folder.PathOf("archive")))
        {
            var results = await Task.WhenAll(Enumerable.Range(0, adds).Select(add => Task.Run(() => index.AddAsync(
                Enumerable.Range(0, each).Select(i => new Article { Id = $"{add} {i}", Body = $"article {i} of {add}" }).ToAsyncEnumerable()))));
            Assert.All(results, result => Assert.Equal((each, 0L, 0L), (result.Indexed, result.Replaced, result.FailedCount)));
            Assert.Empty(Directory.Exists(folder.PathOf("archive", "generations", "1", SegmentJoiner.FolderName))
                ? Directory.GetFileSystemEntries(folder.PathOf("archive", "generations", "1", SegmentJoiner.FolderName)) : []);
        }
        await using var again = ArticleIndex.Open(folder.PathOf("archive"));
        Assert.Equal(each * adds, again.GetStatistics().Articles);
        Assert.True((await again.VerifyAsync()).Sound);
    }

    [Fact]
    public async Task What_the_callers_own_code_throws_is_thrown_as_it_is()
    {
        using var folder = new Tests.TemporaryFolder();
        await using var index = ArticleIndex.Open(folder.PathOf("archive"));
        await index.AddAsync(new Article { Id = "1", Body = "one" });
        // By themselves these would tell of a damaged index.
        await Assert.ThrowsAsync<FileNotFoundException>(() => index.AddAsync(Failing()));
        await Assert.ThrowsAsync<InvalidDataException>(() => index.UpdateAsync("1", _ => throw new InvalidDataException("The caller's own.")));
        Assert.Equal("one", index.Get("1")!.Body);

        static async IAsyncEnumerable<Article> Failing()
        {
            yield return new Article { Id = "2", Body = "two" };
            await Task.Yield();
            throw new FileNotFoundException("The caller's own.");
        }
    }

    [Fact]
    public async Task Segments_replace_what_was_written_before_them_and_nothing_after()
    {
        await using var session = TestSessions.InMemory();
        using var joiner = new SegmentJoiner(session, CancellationToken.None);
        var writer = session.RequireWriter();
        writer.Write(new Article { Id = "old", Body = "first" }, session.Snapshots);
        // A memory of a byte: a segment every few articles.
        using var target = new SegmentTarget(session, joiner, memory: 1);
        int replaced = 0;
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(AddOutcome.Created, target.Add(new Article { Id = i % 20 == 5 ? $"again {i / 20}" : $"{i}", Body = $"article {i}" }));
            replaced += await target.PauseAsync(CancellationToken.None);
            if (i == 50)
            {
                Assert.Equal(AddOutcome.Replaced, writer.Write(new Article { Id = "10", Body = "changed" }, session.Snapshots));
                Assert.Equal(AddOutcome.Created, writer.Write(new Article { Id = "99", Body = "changed" }, session.Snapshots));
            }
        }

        target.Add(new Article { Id = "old", Body = "second" });
        target.Add(new Article { Id = "3", Body = "second" });
        replaced += target.Complete();
        Assert.Equal(3, replaced);
        await session.RefreshAsync(CancellationToken.None);
        using var lease = session.Snapshots.Acquire();
        Assert.Equal(101, lease.Snapshot.Reader.NumDocs);
        foreach (var (id, body) in ((string, string)[])[("old", "second"), ("3", "second"), ("10", "changed"), ("99", "article 99"), ("again 4", "article 85")])
            Assert.Equal(body, lease.Snapshot.Load(lease.Snapshot.Find(id)).Body);
    }

    [Fact]
    public async Task A_cancelled_bulk_add_keeps_what_it_has()
    {
        await using var index = ArticleIndex.CreateInMemory();
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => index.AddAsync(Endless(), cancellationToken: cancel.Token));
        await index.RefreshAsync();
        Assert.InRange(index.GetStatistics().Articles, 1_000, 2_000);
        Assert.True((await index.VerifyAsync()).Sound);

        async IAsyncEnumerable<Article> Endless()
        {
            for (int i = 0; ; i++)
            {
                if (i == 2_000)
                    await cancel.CancelAsync();
                yield return new Article { Id = $"{i}", Body = "one two three" };
            }
        }
    }

    [Fact]
    public async Task Leftovers_of_a_bulk_add_that_ended_are_removed()
    {
        using var folder = new TemporaryFolder();
        await using (ArticleIndex.Open(folder.PathOf("index")))
        {
        }

        string left = folder.PathOf("index", "generations", "1", SegmentJoiner.FolderName, "7");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "_0.pst"), "half");
        await using var index = ArticleIndex.Open(folder.PathOf("index"));
        Assert.False(Directory.Exists(left));
    }

    [Fact]
    public void A_filter_knows_every_id_and_few_others()
    {
        var filter = new IdFilter();
        for (int i = 0; i < 20_000; i++)
            filter.Add(BitConverter.GetBytes(i));
        for (int i = 0; i < 20_000; i++)
            Assert.True(filter.MayContain(BitConverter.GetBytes(i)));
        Assert.InRange(Enumerable.Range(100_000, 20_000).Count(i => filter.MayContain(BitConverter.GetBytes(i))), 0, 200);
    }

    private static string? Json(Article? article) => article is null ? null : System.Text.Json.JsonSerializer.Serialize(article);

    private static List<string> Found(ArticleIndex index, string query)
    {
        // Scores depend on how many replaced articles are still there, so the order may differ.
        var results = index.Search(new SearchRequest(query) { Size = 100, Highlight = false, Total = TotalMode.Exact });
        return [$"{results.Total}", .. results.Hits.Where(_ => results.Total.Value <= 100).Select(hit => hit.Id).Order(StringComparer.Ordinal)];
    }
}
