using System.Globalization;

namespace Search.Core.Tests.Alerts;

/// <summary>Saved searches against a twin that searches the whole index after each change, on random articles, queries and changes.</summary>
public sealed class SavedSearchPropertyTests
{
    private const int Rounds = 12;
    private const int Searches = 40;
    private const int Many = 1_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_saved_search_finds_what_a_search_would_find(int seed)
    {
        var random = new Random(seed);
        var news = new RandomNews(random);
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions
        {
            RefreshInterval = TimeSpan.Zero,
            IndexingThreads = 1,
            Durability = Durability.Async,
            Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan, MaxExpansions = 2 + random.Next(8) },
            Alerts = new AlertOptions { MaxMatches = 10_000 },
            Fields = [new FieldDefinition("topic", FieldType.Keyword), new FieldDefinition("pages", FieldType.Number)],
        });
        if (random.Next(2) == 0)
            await index.AddAsync(news.Article("old"));
        var requests = new Dictionary<string, SearchRequest>();
        var read = new Dictionary<string, long>();
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < Searches / Rounds + 1; i++)
            {
                string name = random.Next(Searches).ToString(CultureInfo.InvariantCulture);
                requests[name] = news.Request();
                bool isNew = index.SaveSearch(new SavedSearch(name, requests[name]));
                Assert.Equal(read.TryAdd(name, 0), isNew);
            }
            if (random.Next(4) == 0)
                index.SetSynonyms(new SynonymSet("own", [$"{news.Of(["levy", "tax"])}, toll", "pm => prime minister", "river bank, postwar"]));
            var written = await ChangeAsync(index, news, random, round);
            await index.RefreshAsync();
            await CompareAsync(index, requests, read, written, $"seed {seed}, round {round}");
            if (written.Count > Many)
                await index.DeleteAsync(new SearchRequest(""));
        }
    }

    private static async Task<HashSet<string>> ChangeAsync(ArticleIndex index, RandomNews news, Random random, int round)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        if (round == Rounds / 2)
        {
            var result = await index.AddAsync(Enumerable.Range(0, Many + 100).Select(i => news.Article($"bulk{i % (Many + 50)}")).ToAsyncEnumerable());
            Assert.Empty(result.Failed);
            return [.. Enumerable.Range(0, Many + 50).Select(i => $"bulk{i}")];
        }
        string patched = random.Next(40).ToString(CultureInfo.InvariantCulture);
        if (random.Next(3) == 0 && await index.UpdateAsync(patched, article => article with { Title = news.Article(patched).Title }) is not null)
            return [patched];
        for (int i = random.Next(12); i >= 0; i--)
        {
            string id = random.Next(40).ToString(CultureInfo.InvariantCulture);
            if (random.Next(8) == 0)
            {
                await index.DeleteAsync(id, refresh: false);
                continue;
            }
            await index.AddAsync(news.Article(id), refresh: false);
            written.Add(id);
        }
        return written;
    }

    private static async Task CompareAsync(
        ArticleIndex index, Dictionary<string, SearchRequest> requests, Dictionary<string, long> read, HashSet<string> written, string place)
    {
        using var point = index.OpenPointInTime();
        foreach (var (name, request) in requests)
        {
            var reported = new List<string>();
            while (index.ReadMatches(name, read[name], 1_000) is { Matches.Count: > 0 } page)
            {
                Assert.Equal(0, page.Missed);
                read[name] = page.Next;
                reported.AddRange(page.Matches.Select(match => match.ArticleId));
            }
            var expected = await point.ExportAsync(request).Select(article => article.Id).Where(written.Contains).ToListAsync();
            Assert.True(reported.Order().SequenceEqual(expected.Order()), $"{place}: '{request}' reported {string.Join(' ', reported.Order())}, expected {string.Join(' ', expected.Order())}.");
        }
    }
}
