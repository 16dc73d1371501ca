using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Storage;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Tests.Storage;

/// <summary>Lucene's own writer, readers, merges and checker on the directories, the one in memory included.</summary>
public sealed class LuceneRoundTripTests
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    public static TheoryData<string, bool> Directories => new()
    {
        { nameof(StorageAccess.Mapped), true },
        { nameof(StorageAccess.Mapped), false },
        { nameof(StorageAccess.Buffered), true },
        { nameof(StorageAccess.Buffered), false },
        { "Memory", false },
    };

    [Theory]
    [MemberData(nameof(Directories))]
    public void Adds_updates_deletes_merges_and_checks(string kind, bool compound)
    {
        using var folder = new TemporaryFolder();
        using LuceneDirectory directory = Open(folder, kind);
        var random = new Random(5);
        var live = new Dictionary<int, int>();
        using (var writer = new IndexWriter(directory, Configuration(compound)))
        {
            for (int step = 0; step < 600; step++)
            {
                int id = random.Next(400);
                if (random.Next(4) == 0)
                {
                    writer.DeleteDocuments(new Term("id", $"{id}"));
                    live.Remove(id);
                }
                else
                {
                    writer.UpdateDocument(new Term("id", $"{id}"), Document(id, step));
                    live[id] = step;
                }

                if (step % 100 == 99)
                {
                    // Near real time: sees what was written a moment ago.
                    using DirectoryReader fresh = DirectoryReader.Open(writer, applyAllDeletes: true);
                    AssertHolds(fresh, live);
                }

                if (step % 200 == 199)
                {
                    writer.Commit();
                }
            }

            writer.ForceMerge(2);
            writer.Commit();
        }

        AssertNothingIsOpen(directory);
        using (DirectoryReader reader = DirectoryReader.Open(directory))
        {
            AssertHolds(reader, live);
            foreach (AtomicReaderContext leaf in reader.Leaves)
            {
                leaf.AtomicReader.CheckIntegrity();
            }
        }

        var log = new StringWriter();
        Assert.True(new CheckIndex(directory) { InfoStream = log }.DoCheckIndex().Clean, log.ToString());
        AssertNothingIsOpen(directory);
        if (kind != "Memory")
        {
            Assert.DoesNotContain("segments.gen", directory.ListAll());

            // What one kind of access wrote the other one reads, and so do the stock directories.
            using var other = new ArticleDirectory(folder.Path, kind == nameof(StorageAccess.Mapped) ? StorageAccess.Buffered : StorageAccess.Mapped, readOnly: true);
            using DirectoryReader otherReader = DirectoryReader.Open(other);
            AssertHolds(otherReader, live);
            using var stock = new SimpleFSDirectory(folder.Path);
            using DirectoryReader stockReader = DirectoryReader.Open(stock);
            AssertHolds(stockReader, live);
        }
    }

    [Theory]
    [InlineData(StorageAccess.Mapped)]
    [InlineData(StorageAccess.Buffered)]
    public async Task Searches_run_beside_a_writer_that_merges_and_deletes(StorageAccess access)
    {
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, access);
        using (var writer = new IndexWriter(directory, Configuration(compound: true)))
        {
            using var manager = new SearcherManager(writer, applyAllDeletes: true, searcherFactory: null);
            using var done = new ManualResetEventSlim();
            Task[] searches = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
            {
                while (!done.IsSet)
                {
                    IndexSearcher searcher = manager.Acquire();
                    try
                    {
                        foreach (ScoreDoc hit in searcher.Search(new TermQuery(new Term("text", "word3")), 20).ScoreDocs)
                        {
                            Document found = searcher.Doc(hit.Doc);
                            Assert.Equal(Text(int.Parse(found.Get("step"))), found.Get("text"));
                        }
                    }
                    finally
                    {
                        manager.Release(searcher);
                    }
                }
            }))];
            for (int step = 0; step < 700; step++)
            {
                writer.UpdateDocument(new Term("id", $"{step % 150}"), Document(step % 150, step));
                if (step % 50 == 49)
                {
                    manager.MaybeRefresh();
                }
            }

            done.Set();
            await Task.WhenAll(searches);
        }

        AssertNothingIsOpen(directory);
        Assert.True(new CheckIndex(directory).DoCheckIndex().Clean);
    }

    [Fact]
    public void A_reader_of_a_snapshot_outlives_the_files_of_its_commit()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps mapped files until they are closed.");
        using var folder = new TemporaryFolder();
        using var directory = new ArticleDirectory(folder.Path, StorageAccess.Mapped);
        var live = new Dictionary<int, int>();
        using var writer = new IndexWriter(directory, Configuration(compound: false));
        for (int id = 0; id < 50; id++)
        {
            writer.AddDocument(Document(id, id));
            live[id] = id;
        }

        writer.Commit();
        using var elsewhere = new ArticleDirectory(folder.Path, StorageAccess.Mapped, readOnly: true);
        using DirectoryReader reader = DirectoryReader.Open(elsewhere);
        writer.DeleteAll();
        writer.Commit();
        Assert.DoesNotContain(directory.ListAll(), name => name.EndsWith(".fdt", StringComparison.Ordinal));
        AssertHolds(reader, live);
    }

    [Fact]
    public void A_commit_flushes_every_file_and_the_folder_before_the_one_that_names_them()
    {
        using var folder = new TemporaryFolder();
        var flush = new RecordingFlush();
        using var directory = new ArticleDirectory(folder.In("i"), StorageAccess.Mapped, flush: flush);
        using var writer = new IndexWriter(directory, Configuration(compound: false));
        writer.AddDocument(Document(1, 1));
        writer.Commit();

        // Lucene creates segments_1 before the first flush of the folder, which so covers its entry, and finishes it after.
        string[] flushed = [.. flush.Events];
        Assert.Equal($"segments_1:{directory.FileLength("segments_1")}", flushed[^1]);
        Assert.Equal("i/", flushed[^2]);
        Assert.Equal(
            directory.ListAll().Where(name => name is not ("write.lock" or "segments_1")).Select(name => $"{name}:{directory.FileLength(name)}").Order(),
            flushed[..^2].Order());
    }

    [Fact]
    public void A_commit_that_fails_leaves_the_last_one_and_closing_leaves_no_handle()
    {
        using var folder = new TemporaryFolder();
        var flush = new RecordingFlush();
        var directory = new ArticleDirectory(folder.In("i"), StorageAccess.Mapped, flush: flush);
        var writer = new IndexWriter(directory, Configuration(compound: false));
        writer.AddDocument(Document(1, 1));
        writer.Commit();
        writer.AddDocument(Document(2, 2));
        flush.Fails = _ => true;
        Assert.ThrowsAny<IOException>(() => writer.Dispose());
        directory.Dispose();
        Assert.Equal(0, directory.OpenFileCount);

        using var next = new ArticleDirectory(folder.In("i"), StorageAccess.Mapped);
        using (DirectoryReader reader = DirectoryReader.Open(next))
        {
            AssertHolds(reader, new() { [1] = 1 });
        }

        using var again = new IndexWriter(next, Configuration(compound: false));
        again.AddDocument(Document(2, 2));
        again.Commit();
    }

    private static LuceneDirectory Open(TemporaryFolder folder, string kind) =>
        Enum.TryParse(kind, out StorageAccess access) ? new ArticleDirectory(folder.Path, access) : new RAMDirectory();

    private static IndexWriterConfig Configuration(bool compound) => new(Version, new WhitespaceAnalyzer(Version))
    {
        MaxBufferedDocs = 40,
        UseCompoundFile = compound,
        CheckIntegrityAtMerge = true,
        MergePolicy = new TieredMergePolicy { SegmentsPerTier = 3, MaxMergeAtOnce = 3, NoCFSRatio = compound ? 1 : 0 },
    };

    private static Document Document(int id, int step) =>
    [
        new StringField("id", $"{id}", Field.Store.YES),
        new StringField("step", $"{step}", Field.Store.YES),
        new Field("text", Text(step), new Lucene.Net.Documents.FieldType(TextField.TYPE_STORED) { StoreTermVectors = true, StoreTermVectorPositions = true }),
        new NumericDocValuesField("number", step),
        new BinaryDocValuesField("bytes", new BytesRef($"{step}")),
        new SortedDocValuesField("sorted", new BytesRef($"{step % 7}")),
    ];

    private static string Text(int step) => string.Join(' ', Enumerable.Range(0, 30 + (step % 50)).Select(i => $"word{(step * 31 + i * i) % 60}"));

    private static void AssertHolds(DirectoryReader reader, Dictionary<int, int> live)
    {
        Assert.Equal(live.Count, reader.NumDocs);
        var searcher = new IndexSearcher(reader);
        foreach ((int id, int step) in live)
        {
            TopDocs found = searcher.Search(new TermQuery(new Term("id", $"{id}")), 2);
            Assert.Equal(1, found.TotalHits);
            Assert.Equal(Text(step), searcher.Doc(found.ScoreDocs[0].Doc).Get("text"));
        }

        foreach (AtomicReaderContext leaf in reader.Leaves)
        {
            NumericDocValues numbers = leaf.AtomicReader.GetNumericDocValues("number");
            IBits? alive = leaf.AtomicReader.LiveDocs;
            for (int doc = 0; doc < leaf.AtomicReader.MaxDoc; doc++)
            {
                if (alive?.Get(doc) ?? true)
                {
                    Assert.Equal(leaf.AtomicReader.Document(doc).Get("step"), $"{numbers.Get(doc)}");
                }
            }
        }
    }

    private static void AssertNothingIsOpen(LuceneDirectory directory) =>
        Assert.Equal(0, (directory as ArticleDirectory)?.OpenFileCount ?? 0);
}
