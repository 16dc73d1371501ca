using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Analysis;
using Search.Core.Indexing;
using Search.Core.Indexing.Bulk;
using Search.Core.Postings;
using Search.Core.Scoring;

namespace Search.Core.Tests.Indexing.Bulk;

/// <summary>The bulk builder against Lucene's writer, its naive twin.</summary>
public sealed class SegmentBuilderTests
{
    public static TheoryData<int, int, int> Cases => new() { { 1, 1, 1 }, { 2, 30, 10 }, { 3, 200, 1_000 }, { 4, 700, 200 }, { 5, 1_500, 3_000 }, { 6, 1_500, 100 } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Segments_are_those_that_the_live_writer_writes(int seed, int count, int ids)
    {
        using var live = new RAMDirectory();
        using var built = new RAMDirectory();
        var (liveFailures, _) = WriteLive(live, seed, count, ids);
        var (builtFailures, replaced) = Build(built, seed, count, ids);
        Assert.Equal(liveFailures, builtFailures);
        using var expected = DirectoryReader.Open(live);
        using var actual = DirectoryReader.Open(built);
        Assert.Equal(expected.MaxDoc, actual.MaxDoc);
        Assert.Equal(expected.NumDocs, actual.NumDocs);
        Assert.Equal(replaced, actual.MaxDoc - actual.NumDocs);
        Assert.True(new CheckIndex(built).DoCheckIndex().Clean);
        Assert.Empty(PostingsChecker.Check(actual.Leaves[0].AtomicReader));

        // Deleted documents are compared by merging them away on one side, then on the other, which runs our merger too.
        using var merged = Merged(built);
        using var mergedReader = DirectoryReader.Open(merged);
        ReaderComparison.AssertSame(expected, mergedReader);
        using var liveMerged = Merged(live);
        using var liveMergedReader = DirectoryReader.Open(liveMerged);
        ReaderComparison.AssertSame(actual, liveMergedReader);
    }

    [Fact]
    public void A_builder_is_used_again_for_segment_after_segment()
    {
        var (chain, schema) = Parts();
        using var builder = new ArticleSegmentBuilder(chain, schema, ArticleForm.Signed);
        for (int seed = 1; seed <= 3; seed++)
        {
            using var again = new RAMDirectory();
            using var fresh = new RAMDirectory();
            Fill(builder, again, seed, 100, 50);
            Build(fresh, seed, 100, 50);
            Assert.Equal(Files(fresh), Files(again));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 64)]
    [InlineData(3, 1_000)]
    public void What_another_thread_stores_is_the_same(int seed, int count)
    {
        var (chain, schema) = Parts();
        using var inline = new RAMDirectory();
        using var aside = new RAMDirectory();
        using (var builder = new ArticleSegmentBuilder(chain, schema, ArticleForm.Signed))
            FillFolder(builder, inline, seed, count, 100);
        using (var builder = new ArticleSegmentBuilder(chain, schema, ArticleForm.Signed, storesAside: true))
            FillFolder(builder, aside, seed, count, 100);
        Assert.Equal(inline.ListAll().Order(StringComparer.Ordinal), aside.ListAll().Order(StringComparer.Ordinal));
        foreach (string name in inline.ListAll())
            Assert.Equal(Bytes(inline, name), Bytes(aside, name));
    }

    [Fact]
    public void What_another_thread_cannot_store_is_an_error_of_the_builder()
    {
        var (chain, schema) = Parts();
        using var full = new FullDirectory();
        using var builder = new ArticleSegmentBuilder(chain, schema, ArticleForm.Signed, storesAside: true);
        builder.Start(full);
        Assert.Throws<IOException>(() =>
        {
            for (int i = 0; i < 2_000; i++)
                builder.Add(new Article { Id = $"{i}", Body = $"{i * 7919} {i * 104729} {i * 1299709}" });
            builder.Finish();
        });
    }

    /// <summary>A disk that is full soon.</summary>
    private sealed class FullDirectory : RAMDirectory
    {
        public override IndexOutput CreateOutput(string name, IOContext context) => new FullOutput();

        private sealed class FullOutput : RAMOutputStream
        {
            public override void WriteBytes(byte[] b, int offset, int len)
            {
                if (Position + len > 10_000)
                    throw new IOException("The disk is full.");
                base.WriteBytes(b, offset, len);
            }
        }
    }

    private static byte[] Bytes(RAMDirectory directory, string name)
    {
        using var input = directory.OpenInput(name, IOContext.DEFAULT);
        byte[] bytes = new byte[input.Length];
        input.ReadBytes(bytes, 0, bytes.Length);
        return bytes;
    }

    private static Dictionary<string, string> Files(RAMDirectory directory) => directory.ListAll()
        // The numbers of fields follow from their first occurrence, which the builder remembers.
        .Where(name => name.EndsWith(".psn", StringComparison.Ordinal) || name.EndsWith(".pst", StringComparison.Ordinal))
        .ToDictionary(name => name[^3..], name => $"{directory.FileLength(name)}");

    private static (AnalysisChain Chain, FieldSchema Schema) Parts() => (new AnalysisChain(new AnalysisOptions()), new FieldSchema(RandomArticles.Declared));

    private static (int Failures, int Replaced) WriteLive(RAMDirectory directory, int seed, int count, int ids)
    {
        var (chain, schema) = Parts();
        var documents = new DocumentBuilder(chain, schema, ArticleForm.Signed);
        var articles = new RandomArticles(new Random(seed), ids);
        using var writer = new IndexWriter(directory, Config());
        int failures = 0;
        for (int i = 0; i < count; i++)
        {
            var article = articles.Next();
            try
            {
                writer.UpdateDocument(new Term(FieldNames.Id, article.Id), documents.Build(article));
            }
            catch (InvalidRequestException)
            {
                failures++;
            }
        }

        return (failures, 0);
    }

    private static (int Failures, int Replaced) Build(RAMDirectory directory, int seed, int count, int ids)
    {
        var (chain, schema) = Parts();
        using var builder = new ArticleSegmentBuilder(chain, schema, ArticleForm.Signed);
        return Fill(builder, directory, seed, count, ids);
    }

    private static (int Failures, int Replaced) Fill(ArticleSegmentBuilder builder, RAMDirectory directory, int seed, int count, int ids)
    {
        using var folder = new RAMDirectory();
        var outcome = FillFolder(builder, folder, seed, count, ids);
        using var writer = new IndexWriter(directory, Config());
        writer.AddIndexes(folder);
        return outcome;
    }

    private static (int Failures, int Replaced) FillFolder(ArticleSegmentBuilder builder, RAMDirectory folder, int seed, int count, int ids)
    {
        var articles = new RandomArticles(new Random(seed), ids);
        builder.Start(folder);
        int failures = 0, replaced = 0;
        for (int i = 0; i < count; i++)
        {
            try
            {
                replaced += builder.Add(articles.Next()) == AddOutcome.Replaced ? 1 : 0;
            }
            catch (InvalidRequestException)
            {
                failures++;
            }
        }

        builder.Finish();
        return (failures, replaced);
    }

    private static RAMDirectory Merged(RAMDirectory source)
    {
        var directory = new RAMDirectory(source, IOContext.DEFAULT);
        using var writer = new IndexWriter(directory, Config());
        writer.ForceMerge(1);
        return directory;
    }

    private static IndexWriterConfig Config()
    {
        ArticleCodec.Register();
        return new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
        {
            Codec = ArticleCodec.Instance,
            Similarity = new ExactLengthSimilarity(),
            UseCompoundFile = false,
            RAMBufferSizeMB = 256,
            MergePolicy = new LogDocMergePolicy { NoCFSRatio = 0 },
        };
    }
}
