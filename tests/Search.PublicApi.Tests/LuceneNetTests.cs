using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Search.Core;
using Directory = System.IO.Directory;

namespace Search.PublicApi.Tests;

/// <summary>An application that uses Lucene.Net itself, which has never heard of our codec. The codec factory is the process's: no other test runs meanwhile.</summary>
[Collection(Name)]
public sealed class LuceneNetTests
{
    private const string Name = "Lucene's codec factory";

    [Fact]
    public async Task OpensAnExportAsItIsAndOursAfterOneCall()
    {
        string folder = Directory.CreateTempSubdirectory("search-lucene-").FullName;
        var former = Codec.GetCodecFactory();
        try
        {
            await using (var index = ArticleIndex.Open(Path.Combine(folder, "news")))
            {
                await index.AddAsync(new Article { Id = "a", Title = "Harbour", Body = "The harbour reopened." });
                await index.AddAsync(new Article { Id = "b", Body = "No bridge, no harbour." });
                await index.DeleteAsync("b");
                await index.AddAsync(new Article { Id = "c", Body = "A bridge." });
                Assert.Equal(2, await index.ExportAsync(Path.Combine(folder, "stock")));
            }

            // As in a process that this library has not touched.
            Codec.SetCodecFactory(new DefaultCodecFactory());
            Assert.DoesNotContain("SearchArticles2", Codec.AvailableCodecs);
            using var stock = FSDirectory.Open(Path.Combine(folder, "stock"));
            AssertAnswers(stock);
            Assert.True(new CheckIndex(stock).DoCheckIndex().Clean);

            using var ours = FSDirectory.Open(Path.Combine(folder, "news", "generations", "1"));
            Assert.Throws<ArgumentException>(() => DirectoryReader.Open(ours));
            LuceneInterop.RegisterCodec();
            AssertAnswers(ours);
        }
        finally
        {
            Codec.SetCodecFactory(former);
            LuceneInterop.RegisterCodec();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertAnswers(FSDirectory directory)
    {
        using var reader = DirectoryReader.Open(directory);
        Assert.Equal(2, reader.NumDocs);
        var searcher = new IndexSearcher(reader);
        Assert.Equal(1, searcher.Search(new TermQuery(new Term("body", "bridge")), 10).TotalHits);
        Assert.Equal(1, searcher.Search(new TermQuery(new Term("id", "c")), 10).TotalHits);
        var phrase = new PhraseQuery { new Term("body.exact", "the"), new Term("body.exact", "harbour"), new Term("body.exact", "reopened") };
        var hit = Assert.Single(searcher.Search(phrase, 10).ScoreDocs);
        Assert.NotNull(searcher.Doc(hit.Doc).GetBinaryValue("article"));
        // The norm is the length itself.
        Assert.Equal([3L], reader.Leaves.Where(leaf => leaf.DocBase <= hit.Doc && hit.Doc < leaf.DocBase + leaf.Reader.MaxDoc)
            .Select(leaf => leaf.AtomicReader.GetNormValues("body").Get(hit.Doc - leaf.DocBase)));
    }

    [CollectionDefinition(Name, DisableParallelization = true)]
    public sealed class Alone;
}
