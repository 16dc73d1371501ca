using System.Collections.Concurrent;

namespace Search.Core.Tests;

/// <summary>Many readers beside writers on a random schedule, held against a dictionary.</summary>
public sealed class ArticleIndexConcurrencyTests
{
    [Theory]
    [InlineData(1, StorageAccess.Mapped)]
    [InlineData(2, StorageAccess.Buffered)]
    [InlineData(3, StorageAccess.Mapped)]
    public async Task OneWriterManyReadersAndReopening(int seed, StorageAccess access)
    {
        using var folder = new TemporaryFolder();
        var options = new ArticleIndexOptions { Access = access, RefreshInterval = TimeSpan.FromMilliseconds(5), Durability = Durability.Async, CommitInterval = TimeSpan.FromMilliseconds(30), Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan } };
        var twin = new Dictionary<string, int>(StringComparer.Ordinal);
        var random = new Random(seed);
        for (int life = 0; life < 3; life++)
        {
            await using var index = ArticleIndex.Open(folder.PathOf("archive"), options);
            AssertSame(twin, index);
            using var stop = new CancellationTokenSource();
            var errors = new ConcurrentQueue<string>();
            var readers = Enumerable.Range(0, 4).Select(number => Task.Run(() => Read(index, new Random((seed * 100) + number), errors, stop.Token))).ToArray();
            for (int step = 0; step < 120; step++)
                await WriteOnce(index, twin, random);
            await stop.CancelAsync();
            await Task.WhenAll(readers);
            Assert.True(errors.IsEmpty, string.Join(Environment.NewLine, errors.Take(5)));
            await index.RefreshAsync();
            AssertSame(twin, index);
            if (life == 2)
                Assert.Empty((await index.VerifyAsync()).Problems);
        }
    }

    /// <summary>Several writers of ids of their own: whatever each was told holds at the end.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task ManyWritersAreToldTheTruth(int seed)
    {
        using var folder = new TemporaryFolder();
        await using var index = ArticleIndex.Open(folder.PathOf("archive"), new ArticleIndexOptions { RefreshInterval = TimeSpan.FromMilliseconds(3) });
        var finals = await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            var random = new Random((seed * 100) + writer);
            var own = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int step = 0; step < 40; step++)
            {
                string id = $"{writer}/{random.Next(8)}";
                if (random.Next(4) == 0)
                {
                    Assert.Equal(own.Remove(id), await index.DeleteAsync(id, refresh: random.Next(8) == 0));
                }
                else
                {
                    var expected = own.ContainsKey(id) ? AddOutcome.Replaced : AddOutcome.Created;
                    own[id] = step;
                    Assert.Equal(expected, await index.AddAsync(Make(id, step), refresh: random.Next(8) == 0));
                }

                Assert.Equal(own.TryGetValue(id, out int version) ? version : null, (int?)index.Get(id)?.Fields["version"].Number);
            }

            return own;
        })));
        await index.RefreshAsync();
        AssertSame(finals.SelectMany(own => own).ToDictionary(), index);
    }

    [Fact]
    public async Task ClosingWhileManySearchEndsThemGracefully()
    {
        for (int round = 0; round < 5; round++)
        {
            using var folder = new TemporaryFolder();
            var index = ArticleIndex.Open(folder.PathOf("archive"));
            for (int i = 0; i < 40; i++)
                await index.AddAsync(Make($"{i}", i), refresh: false);
            await index.RefreshAsync();
            var searches = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                while (true)
                {
                    try
                    {
                        Assert.Equal(40, index.Search(new SearchRequest("common")).Total.Value);
                    }
                    catch (ObjectDisposedException)
                    {
                        return;
                    }
                }
            })).ToArray();
            await Task.Delay(20);
            await index.DisposeAsync();
            await Task.WhenAll(searches);
        }
    }

    private static async Task WriteOnce(ArticleIndex index, Dictionary<string, int> twin, Random random)
    {
        string id = $"{random.Next(60)}";
        bool refresh = random.Next(20) == 0;
        switch (random.Next(10))
        {
            case 0:
                Assert.Equal(twin.Remove(id), await index.DeleteAsync(id, refresh));
                break;
            case 1:
                int version = random.Next(50);
                long expected = twin.Count(pair => pair.Value == version);
                foreach (string gone in twin.Where(pair => pair.Value == version).Select(pair => pair.Key).ToArray())
                    twin.Remove(gone);
                Assert.Equal(expected, await index.DeleteAsync(new SearchRequest($"version{version}"), refresh));
                break;
            case 2:
                await index.CommitAsync();
                break;
            default:
                int next = random.Next(50);
                var outcome = twin.ContainsKey(id) ? AddOutcome.Replaced : AddOutcome.Created;
                twin[id] = next;
                Assert.Equal(outcome, await index.AddAsync(Make(id, next), refresh));
                break;
        }
    }

    private static void Read(ArticleIndex index, Random random, ConcurrentQueue<string> errors, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            int version = random.Next(50);
            var results = index.Search(new SearchRequest($"version{version}") { Size = 100 }, CancellationToken.None);
            foreach (var hit in results.Hits)
            {
                // Whatever moment a search sees, a hit is an article that matches, whole, and no article comes twice.
                if (hit.Fields["version"].Number != version || hit.Highlights[0].Matches.Count == 0)
                    errors.Enqueue($"{hit.Id}: version {hit.Fields["version"]} for {version}");
            }

            if (results.Hits.DistinctBy(hit => hit.Id).Count() != results.Hits.Count)
                errors.Enqueue($"an article came twice for {version}");
            string id = $"{random.Next(60)}";
            if (index.Get(id) is { } article && article.Id != id)
                errors.Enqueue($"{id} gave {article.Id}");
        }
    }

    private static Article Make(string id, int version) => new()
    {
        Id = id,
        Title = "common title",
        Body = $"common words about version{version} of {id}",
        Fields = new Dictionary<string, FieldValue> { ["version"] = version },
    };

    private static void AssertSame(Dictionary<string, int> twin, ArticleIndex index)
    {
        var hits = index.Search(new SearchRequest("") { Size = 1_000, Total = TotalMode.Exact }).Hits;
        Assert.Equal(twin.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, (double?)pair.Value)),
            hits.OrderBy(hit => hit.Id, StringComparer.Ordinal).Select(hit => (hit.Id, hit.Fields["version"].Number)));
    }
}
