using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Postings;
using Directory = System.IO.Directory;

namespace Search.Core.Tests;

/// <summary>An index leaves as a stock Lucene index, whole or not at all.</summary>
public sealed class ArticleIndexExportTests
{
    private static readonly ArticleIndexOptions s_readOnly = new() { Mode = OpenMode.ReadOnly, RefreshInterval = TimeSpan.Zero };

    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public async Task TheExportIsLucenesOwnAndHasEverythingButWhatWasDeleted(StorageAccess access)
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder.PathOf("archive"));
        await using var index = ArticleIndex.Open(folder.PathOf("archive"), s_readOnly with { Access = access });
        Assert.Equal(index.GetStatistics().Articles, await index.ExportAsync(folder.PathOf("out", "stock")));

        using var home = FSDirectory.Open(folder.PathOf("archive", "generations", "1"));
        using var source = DirectoryReader.Open(home);
        Assert.True(source.Leaves.Count > 1);
        Assert.True(source.HasDeletions);
        Assert.All(Codecs(home), codec => Assert.Equal(ArticleCodec.CodecName, codec));
        using var stock = FSDirectory.Open(folder.PathOf("out", "stock"));
        using (var copy = DirectoryReader.Open(stock))
        {
            ReaderComparison.AssertSame(source, copy);
            Assert.Equal("""{"number":"Number","tag":"Keyword"}""", copy.IndexCommit.UserData["fields"]);
        }

        Assert.NotEmpty(Codecs(stock));
        Assert.All(Codecs(stock), codec => Assert.Equal("Lucene46", codec));
        Assert.True(new CheckIndex(stock).DoCheckIndex().Clean);
        Assert.False(File.Exists(folder.PathOf("out", "stock", "write.lock")));

        // It is no dead copy.
        using (var writer = new IndexWriter(stock, new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())))
        {
            writer.AddDocument(new Document { new StringField("id", "later", Field.Store.NO) });
            writer.ForceMerge(1);
        }

        using var later = DirectoryReader.Open(stock);
        Assert.Equal(source.NumDocs + 1, later.NumDocs);
    }

    [Fact]
    public async Task AFolderInsideTheIndexIsRefusedHoweverItsPathWasGiven()
    {
        using var folder = new TemporaryFolder();
        await using var index = ArticleIndex.Open(folder.PathOf("archive") + Path.DirectorySeparatorChar);
        await index.AddAsync(new Article { Id = "a", Body = "one" });
        await Assert.ThrowsAsync<InvalidRequestException>(() => index.ExportAsync(folder.PathOf("archive", "generations", "99")));
        Assert.False(Directory.Exists(folder.PathOf("archive", "generations", "99")));
    }

    [Fact]
    public async Task ItIsWhatSearchesSeeAndWritesGoOn()
    {
        using var folder = new TemporaryFolder();
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { RefreshInterval = TimeSpan.Zero });
        Assert.Equal(0, await index.ExportAsync(folder.PathOf("empty")));
        Assert.Equal(0, Count(folder.PathOf("empty")));
        await index.AddAsync(new Article { Id = "a", Body = "one" });
        await index.AddAsync(new Article { Id = "b", Body = "two" }, refresh: false);
        int reports = 0;
        var progress = new Reports(_ =>
        {
            if (reports++ == 2)
            {
                index.AddAsync(new Article { Id = "c", Body = "three" }).GetAwaiter().GetResult();
                Assert.Equal(3, index.Search(new SearchRequest("")).Total.Value);
            }
        });
        Directory.CreateDirectory(folder.PathOf("out"));
        Assert.Equal(1, await index.ExportAsync(folder.PathOf("out"), progress));
        Assert.True(reports > 2);
        Assert.Equal(1, Count(folder.PathOf("out")));
        Assert.Equal(3, await index.ExportAsync(folder.PathOf("later")));
        Assert.Equal(3, Count(folder.PathOf("later")));
    }

    [Fact]
    public async Task AnExportThatIsCancelledAnywhereLeavesTheFolderAsItWas()
    {
        using var folder = new TemporaryFolder();
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { RefreshInterval = TimeSpan.Zero });
        await index.AddAsync(Articles(0, 60));
        await index.AddAsync(Articles(60, 10));
        var names = new List<string>();
        await index.ExportAsync(folder.PathOf("whole"), new Reports(names.Add));
        Assert.Contains(names, name => name.Contains("segments_1", StringComparison.Ordinal));
        Directory.CreateDirectory(folder.PathOf("existing"));
        for (int at = 0; at < names.Count; at++)
        {
            using var source = new CancellationTokenSource();
            int reports = 0;
            string path = folder.PathOf(at % 2 == 0 ? "existing" : "new");
            var progress = new Reports(_ =>
            {
                if (reports++ == at)
                    source.Cancel();
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => index.ExportAsync(path, progress, source.Token));
            Assert.Equal(at + 1, reports);
            Assert.Equal(at % 2 == 0, Directory.Exists(path));
            Assert.True(at % 2 == 1 || Directory.GetFileSystemEntries(path).Length == 0, names[at]);
        }

        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => index.ExportAsync(folder.PathOf("new"), cancellationToken: cancelled.Token));
        Assert.False(Directory.Exists(folder.PathOf("new")));
        await index.ExportAsync(folder.PathOf("existing"));
        Assert.Equal(index.GetStatistics().Articles, Count(folder.PathOf("existing")));
    }

    [Fact]
    public async Task OnlyANewOrAnEmptyFolderIsTaken()
    {
        using var folder = new TemporaryFolder();
        await using var index = ArticleIndex.Open(folder.PathOf("archive"));
        await index.AddAsync(new Article { Id = "a", Body = "one" });
        Directory.CreateDirectory(folder.PathOf("full"));
        File.WriteAllText(folder.PathOf("full", "notes.txt"), "mine");
        foreach (string path in new[] { folder.PathOf("full"), folder.PathOf("archive"), folder.PathOf("full", "notes.txt") })
        {
            var error = await Assert.ThrowsAsync<ArticleIndexException>(() => index.ExportAsync(path));
            Assert.Equal(ArticleIndexError.NotEmpty, error.Error);
            Assert.Contains("a new or an empty folder", error.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<InvalidRequestException>(() => index.ExportAsync(folder.PathOf("archive", "generations", "2")));
        Assert.Equal("mine", File.ReadAllText(Assert.Single(Directory.GetFileSystemEntries(folder.PathOf("full")))));
        Assert.True((await index.VerifyAsync()).Sound);

        // What a file system keeps for itself does not make a folder full.
        Directory.CreateDirectory(folder.PathOf("mount", "lost+found"));
        bool isSecond = false;
        await index.ExportAsync(folder.PathOf("mount"), new Reports(_ =>
        {
            if (isSecond)
                return;
            isSecond = true;
            var error = Assert.ThrowsAny<ArticleIndexException>(() => index.ExportAsync(folder.PathOf("mount")).GetAwaiter().GetResult());
            Assert.True(error.Error is ArticleIndexError.Locked or ArticleIndexError.NotEmpty, error.Message);
        }));
        Assert.Equal(1, Count(folder.PathOf("mount")));
        var again = await Assert.ThrowsAsync<ArticleIndexException>(() => index.ExportAsync(folder.PathOf("mount")));
        Assert.Equal(ArticleIndexError.NotEmpty, again.Error);
        Assert.Equal(1, Count(folder.PathOf("mount")));
        var foreign = Assert.Throws<ArticleIndexException>(() => ArticleIndex.Open(folder.PathOf("mount")));
        Assert.Equal(ArticleIndexError.Foreign, foreign.Error);
        await index.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => index.ExportAsync(folder.PathOf("closed")));
        Assert.False(Directory.Exists(folder.PathOf("closed")));
    }

    [Fact]
    public async Task DamageIsNotExported()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder.PathOf("archive"));
        string file = Directory.GetFiles(folder.PathOf("archive", "generations", "1"), "*.psn")[0];
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(file, bytes);
        await using var index = ArticleIndex.Open(folder.PathOf("archive"), s_readOnly);
        var error = await Assert.ThrowsAsync<ArticleIndexException>(() => index.ExportAsync(folder.PathOf("out")));
        Assert.Equal(ArticleIndexError.Damaged, error.Error);
        Assert.Contains(Path.GetFileName(file), error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("out")));
    }

    /// <summary>Three segments with lists of every kind, fields of all types, deletions and replacements; closed.</summary>
    private static async Task WriteAsync(string path)
    {
        await using var index = ArticleIndex.Open(path, new ArticleIndexOptions { IndexingThreads = 1, RefreshInterval = TimeSpan.Zero });
        foreach (int first in new[] { 0, 1_500, 1_700 })
            await index.AddAsync(Articles(first, first == 0 ? 1_500 : 200));
        for (int i = 3; i < 1_600; i += 97)
            await index.DeleteAsync($"{i}", refresh: false);
        await index.AddAsync(Articles(100, 20));
    }

    private static async IAsyncEnumerable<Article> Articles(int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            yield return new Article
            {
                Id = $"{i}",
                Title = i % 9 == 0 ? "" : $"Title {i % 13}",
                Body = string.Concat(Enumerable.Repeat("everywhere often ", i % 4 + 1)) + (i % 10 == 0 ? "sometimes " : "") + (i % 50 == 0 ? "rarely " : "") + $"word{i}",
                Source = i % 3 == 0 ? "The Gazette" : null,
                Authors = i % 5 == 0 ? ["Ada Ferrars", "B. Noor"] : [],
                Date = i % 2 == 0 ? ArticleDate.FromYear(1990 + i % 30) : null,
                Fields = i % 7 == 0 ? new Dictionary<string, FieldValue> { ["tag"] = new[] { "b", $"t{i % 4}" }, ["number"] = i / 7.0 } : new Dictionary<string, FieldValue>(),
            };
            await Task.CompletedTask;
        }
    }

    private static List<string> Codecs(FSDirectory directory)
    {
        var infos = new SegmentInfos();
        infos.Read(directory);
        return [.. infos.Segments.Select(segment => segment.Info.Codec.Name)];
    }

    private static int Count(string path)
    {
        using var directory = FSDirectory.Open(path);
        using var reader = DirectoryReader.Open(directory);
        return reader.NumDocs;
    }

    /// <summary>Progress that is told at once, on the thread that works.</summary>
    private sealed class Reports(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}
