using System.IO.Compression;
using System.Text.Json.Nodes;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Search.Core.Postings;
using Search.Core.Storage;
using Directory = System.IO.Directory;

namespace Search.Core.Tests.Golden;

/// <summary>
/// An index of each format version, as it was written when the version was made: it opens and answers for ever, or the version is refused by name.
/// A change of the bytes needs a new format number, a new golden index and a line in docs/index-format.md.
/// </summary>
public sealed class GoldenIndexTests
{
    /// <summary>From format 2 on: so many that a term of every tenth has packed blocks and not a bitmap.</summary>
    private const int FillerCount = 1_400;

    private static readonly Article[] s_articles =
    [
        new() { Id = "first/1", Title = "Harbour reopens", Body = "The harbour’s gates reopened on Monday.\n\n“At last,” said Zoë.", Date = ArticleDate.FromMonth(2022, 5), Source = "The Gazette", Url = "https://example.org/1", Authors = ["Ada Ferrars", "B. Noor"], Language = "en", Fields = new Dictionary<string, FieldValue> { ["topic"] = "shipping", ["words"] = 7.5, ["open"] = true, ["seen"] = ArticleDate.FromDay(new DateOnly(2022, 5, 17)) } },
        new() { Id = "second", Title = "Derived", TitleDerived = true, Body = "half \uD83D of a pair \0 and a harbour", Original = new OriginalText(null, "date 1999 half"), Date = ArticleDate.FromYear(1999) },
        new() { Id = "third", Body = string.Concat(Enumerable.Repeat("A long text about bridges. ", 40)), Date = ArticleDate.FromInstant(new DateTimeOffset(2023, 1, 2, 3, 4, 5, TimeSpan.Zero)), Fields = new Dictionary<string, FieldValue> { ["topic"] = new[] { "bridges", "rail" } } },
    ];

    [Theory]
    [InlineData(1, StorageAccess.Mapped)]
    [InlineData(1, StorageAccess.Buffered)]
    [InlineData(2, StorageAccess.Mapped)]
    [InlineData(2, StorageAccess.Buffered)]
    [InlineData(3, StorageAccess.Mapped)]
    [InlineData(3, StorageAccess.Buffered)]
    [InlineData(4, StorageAccess.Mapped)]
    [InlineData(4, StorageAccess.Buffered)]
    [InlineData(5, StorageAccess.Mapped)]
    [InlineData(5, StorageAccess.Buffered)]
    [InlineData(6, StorageAccess.Mapped)]
    [InlineData(6, StorageAccess.Buffered)]
    public async Task EveryFormatVersionOpensAndAnswers(int format, StorageAccess access)
    {
        using var folder = new TemporaryFolder();
        ZipFile.ExtractToDirectory(GoldenFile(format), folder.PathOf("index"));
        var described = Files(folder.PathOf("index"));
        await using (var reader = ArticleIndex.Open(folder.PathOf("index"), new ArticleIndexOptions { Mode = OpenMode.ReadOnly, Access = access }))
            await AssertAnswersAsync(reader, format);
        Assert.Equal(described, Files(folder.PathOf("index")));

        await using var index = ArticleIndex.Open(folder.PathOf("index"), new ArticleIndexOptions { Mode = OpenMode.Existing, Access = access });
        await AssertAnswersAsync(index, format);
        var json = JsonNode.Parse(File.ReadAllText(folder.PathOf("index", "index.json")));
        Assert.Equal(IndexHome.CurrentFormat, (int?)json?["format"]);

        // It is not only read: it is written on.
        await index.AddAsync(new Article { Id = "second", Body = "replaced" });
        Assert.Equal("replaced", index.Get("second")?.Body);
        // A copy is one of what has a sketch, which articles of formats 1 to 3 have not.
        await index.AddAsync(s_articles[2] with { Id = "copy" });
        Assert.Equal(format < 4 ? 2 : 1, index.Search(new SearchRequest("\"text about bridges\"") { Collapse = true }).Hits.Count);
        Assert.True((await index.VerifyAsync()).Sound);
    }

    [Fact]
    public async Task SegmentsOfFormatOneStayBesideNewOnesAndLeaveWithThem()
    {
        using var folder = new TemporaryFolder();
        ZipFile.ExtractToDirectory(GoldenFile(1), folder.PathOf("index"));
        await using (var index = ArticleIndex.Open(folder.PathOf("index")))
        {
            await index.AddAsync(new Article { Id = "new", Body = "harbour" });
            Assert.Equal(3, index.Search(new SearchRequest("harbour")).Total.Value);
            Assert.Equal(4, await index.ExportAsync(folder.PathOf("out")));
        }

        using var home = FSDirectory.Open(folder.PathOf("index", "generations", "1"));
        var infos = new SegmentInfos();
        infos.Read(home);
        Assert.Equal([ArticleCodec.CodecName, "Lucene46"], infos.Segments.Select(segment => segment.Info.Codec.Name).Distinct().Order(StringComparer.Ordinal).Reverse());
        using var source = DirectoryReader.Open(home);
        using var stock = FSDirectory.Open(folder.PathOf("out"));
        using var copy = DirectoryReader.Open(stock);
        ReaderComparison.AssertSame(source, copy);
    }

    [Theory]
    [InlineData(3, false, false)]
    [InlineData(4, true, false)]
    [InlineData(5, true, true)]
    [InlineData(6, true, true)]
    public async Task TitleAndBodyTogetherAndSignaturesAreThoseOfAllArticlesOrOfNone(int format, bool isThere, bool areSigned)
    {
        using var folder = new TemporaryFolder();
        ZipFile.ExtractToDirectory(GoldenFile(format), folder.PathOf("index"));
        await using (var index = ArticleIndex.Open(folder.PathOf("index")))
            await index.AddAsync(new Article { Id = "new", Title = "Harbour", Body = "harbour" });

        using var home = FSDirectory.Open(folder.PathOf("index", "generations", "1"));
        using var reader = DirectoryReader.Open(home);
        Assert.True(reader.Leaves.Count > 1);
        Assert.All(reader.Leaves, leaf => Assert.Equal(isThere, leaf.AtomicReader.GetTerms(FieldNames.TitleAndBody) is not null));
        Assert.All(reader.Leaves, leaf => Assert.Equal(areSigned, leaf.AtomicReader.GetBinaryDocValues(FieldNames.Signature) is not null));
    }

    [Fact]
    public void EveryFormatVersionHasAGoldenIndex() => Assert.All(
        Enumerable.Range(1, IndexHome.CurrentFormat), format => Assert.True(File.Exists(GoldenFile(format))));

    /// <summary>Run by hand when a format version is made: -explicit only -method "*WriteTheGoldenIndex".</summary>
    [Fact(Explicit = true)]
    public async Task WriteTheGoldenIndex()
    {
        using var folder = new TemporaryFolder();
        await using (var index = ArticleIndex.Open(folder.PathOf("index"), new ArticleIndexOptions { IndexingThreads = 1 }))
        {
            foreach (var article in s_articles)
                await index.AddAsync(article);
            await index.AddAsync(Fillers());
            await index.DeleteAsync($"filler/{FillerCount}");
        }

        string file = GoldenFile(IndexHome.CurrentFormat);
        Assert.False(File.Exists(file), "A golden index is never written again.");
        ZipFile.CreateFromDirectory(folder.PathOf("index"), file);
    }

    private static async Task AssertAnswersAsync(ArticleIndex index, int format)
    {
        Assert.True((await index.VerifyAsync()).Sound);
        Assert.Equal(s_articles.Length + (format == 1 ? 0 : FillerCount), index.GetStatistics().Articles);
        foreach (var article in s_articles)
            Indexing.StoredArticleTests.AssertSame(article, index.Get(article.Id)!);
        // The fillers, which are short and have no titles, change what is a long body; from format 4 on title and body have one length together, and from 5 on beginnings count twice.
        string[] byScore = format is 1 or >= 4 ? ["first/1", "second"] : ["second", "first/1"];
        Assert.Equal(byScore, index.Search(new SearchRequest("harbours")).Hits.Select(hit => hit.Id));
        Assert.Equal(["first/1"], index.Search(new SearchRequest("\"at last said zoe\" title:harbour author:ferrars topic:Shipping words:[7 TO 8] open:true seen:2022-05 source:\"the gazette\" language:en after:2022-05-31 before:2022-05-01")).Hits.Select(hit => hit.Id));
        Assert.Equal(["third", "first/1", "second"], index.Search(new SearchRequest("") { Sort = SortOrder.Newest, Size = 3 }).Hits.Select(hit => hit.Id));
        if (format > 1)
            AssertFillersAnswer(index);
    }

    /// <summary>Lists of every kind of the postings format: a bitmap, packed blocks with a tail, a short list, one document; and a deletion.</summary>
    private static void AssertFillersAnswer(ArticleIndex index)
    {
        int Total(string query) => (int)index.Search(new SearchRequest(query) { Size = 0, Total = TotalMode.Exact }).Total.Value;
        int Fillers(Func<int, bool> which) => Enumerable.Range(0, FillerCount).Count(which);
        Assert.Equal(FillerCount, Total("everywhere"));
        Assert.Equal(Fillers(i => i % 10 == 0), Total("sometimes"));
        Assert.Equal(Fillers(i => i % 10 == 0), Total("\"everywhere sometimes\""));
        Assert.Equal(Fillers(i => i % 5 > 0), Total("\"everywhere everywhere\""));
        Assert.Equal(Fillers(i => i % 50 == 0), Total("+rarely +sometimes"));
        Assert.Equal(["filler/777"], index.Search(new SearchRequest("number777")).Hits.Select(hit => hit.Id));
        for (int i = 0; i < FillerCount; i += 61)
            Assert.Equal(Filler(i).Body, index.Get($"filler/{i}")?.Body);
    }

    private static async IAsyncEnumerable<Article> Fillers()
    {
        for (int i = 0; i <= FillerCount; i++)
        {
            yield return Filler(i);
            await Task.CompletedTask;
        }
    }

    private static Article Filler(int number) => new()
    {
        Id = $"filler/{number}",
        Body = string.Concat(Enumerable.Repeat("everywhere ", number % 5 + 1)) + (number % 10 == 0 ? "sometimes " : "") + (number % 50 == 0 ? "rarely " : "") + $"number{number}",
    };

    /// <summary>What is in a folder, but for the lock file: names and contents.</summary>
    private static SortedDictionary<string, string> Files(string path) => new(
        Directory.GetFiles(path, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "write.lock").ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file))),
        StringComparer.Ordinal);

    private static string GoldenFile(int format) => Repository.PathOf("tests", "Search.Core.Tests", "Golden", $"index-{format}.zip");
}
