using System.IO.Compression;

namespace Search.Core.Tests.Golden;

/// <summary>
/// An index of each format version, as it was written when the version was made: it opens and answers for ever, or the version is refused by name.
/// A change of the bytes needs a new format number, a new golden index and a line in docs/index-format.md.
/// </summary>
public sealed class GoldenIndexTests
{
    private static readonly Article[] s_articles =
    [
        new() { Id = "first/1", Title = "Harbour reopens", Body = "The harbour’s gates reopened on Monday.\n\n“At last,” said Zoë.", Date = ArticleDate.FromMonth(2022, 5), Source = "The Gazette", Url = "https://example.org/1", Authors = ["Ada Ferrars", "B. Noor"], Language = "en", Fields = new Dictionary<string, FieldValue> { ["topic"] = "shipping", ["words"] = 7.5, ["open"] = true, ["seen"] = ArticleDate.FromDay(new DateOnly(2022, 5, 17)) } },
        new() { Id = "second", Title = "Derived", TitleDerived = true, Body = "half \uD83D of a pair \0 and a harbour", Original = new OriginalText(null, "date 1999 half"), Date = ArticleDate.FromYear(1999) },
        new() { Id = "third", Body = string.Concat(Enumerable.Repeat("A long text about bridges. ", 40)), Date = ArticleDate.FromInstant(new DateTimeOffset(2023, 1, 2, 3, 4, 5, TimeSpan.Zero)), Fields = new Dictionary<string, FieldValue> { ["topic"] = new[] { "bridges", "rail" } } },
    ];

    [Theory]
    [InlineData(1, StorageAccess.Mapped)]
    [InlineData(1, StorageAccess.Buffered)]
    public async Task EveryFormatVersionOpensAndAnswers(int format, StorageAccess access)
    {
        using var folder = new TemporaryFolder();
        ZipFile.ExtractToDirectory(GoldenFile(format), folder.PathOf("index"));
        await using var index = ArticleIndex.Open(folder.PathOf("index"), new ArticleIndexOptions { Mode = OpenMode.Existing, Access = access });
        Assert.True((await index.VerifyAsync()).Sound);
        Assert.Equal(s_articles.Length, index.GetStatistics().Articles);
        foreach (var article in s_articles)
            Indexing.StoredArticleTests.AssertSame(article, index.Get(article.Id)!);
        Assert.Equal(["first/1", "second"], index.Search(new SearchRequest("harbours")).Hits.Select(hit => hit.Id));
        Assert.Equal(["first/1"], index.Search(new SearchRequest("\"at last said zoe\" title:harbour author:ferrars topic:Shipping words:[7 TO 8] open:true seen:2022-05 source:\"the gazette\" language:en after:2022-05-31 before:2022-05-01")).Hits.Select(hit => hit.Id));
        Assert.Equal(["third", "first/1", "second"], index.Search(new SearchRequest("") { Sort = SortOrder.Newest }).Hits.Select(hit => hit.Id));

        // It is not only read: it is written on.
        await index.AddAsync(new Article { Id = "second", Body = "replaced" });
        Assert.Equal("replaced", index.Get("second")?.Body);
        Assert.True((await index.VerifyAsync()).Sound);
    }

    [Fact]
    public void EveryFormatVersionHasAGoldenIndex() => Assert.All(
        Enumerable.Range(1, Search.Core.Storage.IndexHome.CurrentFormat), format => Assert.True(File.Exists(GoldenFile(format))));

    /// <summary>Run by hand when a format version is made: -explicit only -method "*WriteTheGoldenIndex".</summary>
    [Fact(Explicit = true)]
    public async Task WriteTheGoldenIndex()
    {
        using var folder = new TemporaryFolder();
        await using (var index = ArticleIndex.Open(folder.PathOf("index")))
        {
            foreach (var article in s_articles)
                await index.AddAsync(article);
        }

        string file = GoldenFile(Search.Core.Storage.IndexHome.CurrentFormat);
        Assert.False(File.Exists(file), "A golden index is never written again.");
        ZipFile.CreateFromDirectory(folder.PathOf("index"), file);
    }

    private static string GoldenFile(int format) => Repository.PathOf("tests", "Search.Core.Tests", "Golden", $"index-{format}.zip");
}
