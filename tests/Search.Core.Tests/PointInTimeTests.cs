using System.Buffers.Text;
using System.Globalization;

namespace Search.Core.Tests;

/// <summary>Pages of a point in time against its whole list of hits, while others write.</summary>
public sealed class PointInTimeTests
{
    private static readonly string[] s_words = ["flood", "bridge", "mayor", "harbour", "storm"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Pages_neither_repeat_nor_skip_while_others_write(int seed)
    {
        var random = new Random(seed);
        await using var index = await FillAsync(random, 120);
        foreach (var sort in (SortOrder[])[SortOrder.Relevance, SortOrder.Newest, SortOrder.Oldest, SortOrder.ByField("words"), SortOrder.ByField("words", true), SortOrder.ByField("topic"), SortOrder.ByField("topic", true)])
        {
            foreach (string query in (string[])["", "flood", "bridge mayor", "flood -storm"])
            {
                using var point = index.OpenPointInTime();
                var request = new SearchRequest(query) { Sort = sort, Size = random.Next(1, 20), Highlight = false };
                var whole = point.Search(request with { Size = 1_000 });
                var paged = new List<Hit>();
                SearchPosition? position = null;
                do
                {
                    var page = point.Search(request, position);
                    Assert.Equal(whole.Total, page.Total);
                    paged.AddRange(page.Hits);
                    position = page.Position is null ? null : SearchPosition.Parse(page.Position.ToString());
                    await index.AddAsync(Article(random, random.Next(200)), refresh: random.Next(2) == 0);
                    await index.DeleteAsync($"{random.Next(200)}", refresh: random.Next(2) == 0);
                }
                while (position is not null);
                Assert.Equal(whole.Hits.Select(hit => (hit.Id, hit.Score)), paged.Select(hit => (hit.Id, hit.Score)));
            }
        }
    }

    [Fact]
    public async Task Pages_of_large_segments_go_on_in_every_order()
    {
        await using var index = ArticleIndex.CreateInMemory();
        await index.AddAsync(Articles(9_000));
        using var point = index.OpenPointInTime();
        foreach (var sort in (SortOrder[])[SortOrder.Relevance, SortOrder.Newest, SortOrder.Oldest, SortOrder.ByField("words", true)])
        {
            var request = new SearchRequest("flood") { Sort = sort, Size = 1_000, Highlight = false };
            var ids = new List<string>();
            SearchPosition? position = null;
            do
            {
                var page = point.Search(request, position);
                ids.AddRange(page.Hits.Select(hit => hit.Id));
                position = page.Position;
            }
            while (position is not null);
            Assert.Equal(9_000, ids.Distinct().Count());
            Assert.Equal(9_000, ids.Count);
            Assert.Equal(point.Search(request with { From = 8_500, Size = 500 }).Hits.Select(hit => hit.Id), ids.Skip(8_500));
        }

        static async IAsyncEnumerable<Article> Articles(int count)
        {
            await Task.Yield();
            for (int i = 0; i < count; i++)
                yield return Article(new Random(i), i) with { Body = "flood" };
        }
    }

    [Fact]
    public async Task A_position_is_refused_where_it_has_no_meaning()
    {
        await using var index = await FillAsync(new Random(1), 20);
        using var point = index.OpenPointInTime();
        var position = point.Search(new SearchRequest("") { Size = 1 }).Position;
        Assert.NotNull(position);
        Assert.Throws<InvalidRequestException>(() => point.Search(new SearchRequest("") { Sort = SortOrder.Newest }, position));
        Assert.Throws<InvalidRequestException>(() => point.Search(new SearchRequest("") { From = 1 }, position));
        Assert.Null(index.Search(new SearchRequest("") { Size = 1 }).Position);
        foreach (string text in (string[])["", "!", "AAAA", position.ToString() + "AAAA", position.ToString()[..^4]])
            Assert.Throws<FormatException>(() => SearchPosition.Parse(text));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(4)]
    public void A_position_that_claims_more_text_than_it_has_is_refused(int length)
    {
        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
        {
            writer.Write("topic");
            writer.Write(1);
            writer.Write(0f);
            writer.Write((byte)7);
            writer.Write(0L);
            writer.Write(length);
            writer.Write([1, 2, 3]);
        }
        Assert.Throws<FormatException>(() => SearchPosition.Parse(Base64Url.EncodeToString(bytes.ToArray())));
    }

    [Fact]
    public async Task It_ends_when_it_is_disposed_and_when_the_index_is_closed()
    {
        var index = await FillAsync(new Random(1), 20);
        var point = index.OpenPointInTime();
        point.Dispose();
        point.Dispose();
        Assert.Throws<ObjectDisposedException>(() => point.Search(new SearchRequest("")));
        var other = index.OpenPointInTime();
        await index.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => other.Search(new SearchRequest("")));
        other.Dispose();
    }

    [Fact]
    public async Task It_reads_files_that_were_merged_away()
    {
        using var folder = new TemporaryFolder();
        await using var index = ArticleIndex.Open(folder.Path);
        for (int i = 0; i < 3; i++)
            await index.AddAsync(Article(new Random(i), i));
        using var point = index.OpenPointInTime();
        for (int i = 0; i < 30; i++)
            await index.AddAsync(Article(new Random(i), i % 4));
        Assert.Equal(["0", "1", "2"], point.Search(new SearchRequest("")).Hits.Select(hit => hit.Id));
        Assert.Equal(4, index.Search(new SearchRequest("")).Total.Value);
    }

    private static async Task<ArticleIndex> FillAsync(Random random, int count)
    {
        var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { RefreshInterval = TimeSpan.Zero, Durability = Durability.Async });
        for (int i = 0; i < count; i++)
            await index.AddAsync(Article(random, i), refresh: random.Next(20) == 0);
        await index.RefreshAsync();
        return index;
    }

    private static Article Article(Random random, int id)
    {
        var fields = new Dictionary<string, FieldValue>();
        if (random.Next(4) > 0)
            fields["words"] = FieldValue.From((double)random.Next(5));
        if (random.Next(4) > 0)
            fields["topic"] = FieldValue.From([s_words[random.Next(5)], s_words[random.Next(5)]]);
        return new Article
        {
            Id = id.ToString(CultureInfo.InvariantCulture),
            Body = string.Join(' ', Enumerable.Range(0, 4).Select(_ => s_words[random.Next(s_words.Length)])),
            Date = random.Next(5) == 0 ? null : ArticleDate.FromYear(2000 + random.Next(4)),
            Fields = fields,
        };
    }
}
