using System.Text.Json.Nodes;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Storage;

namespace Search.Core.Tests.Storage;

public sealed class IndexHomeTests
{
    [Fact]
    public void Creates_and_reopens()
    {
        using var folder = new TemporaryFolder();
        string path = folder.In("deep", "archive");
        using (IndexHome home = Open(path, OpenMode.OpenOrCreate, "one"))
        {
            Assert.Equal(path, home.Path);
            Assert.Equal(IndexHome.CurrentFormat, home.Format);
            Assert.Equal("one", (string?)home.Settings["analysis"]);
            Assert.Equal(1, home.Generation);
            Assert.Equal(1, home.ReadCurrent());
            Assert.Equal(Path.Combine(path, "generations", "1"), home.GenerationPath);
            Assert.True(Directory.Exists(home.GenerationPath));
            Assert.False(home.IsReadOnly);
        }

        // What is recorded counts, not what the next caller would have recorded.
        foreach (OpenMode mode in Enum.GetValues<OpenMode>())
        {
            using IndexHome again = Open(path, mode, "two");
            Assert.Equal("one", (string?)again.Settings["analysis"]);
            Assert.Equal(mode == OpenMode.ReadOnly, again.IsReadOnly);
        }

        Assert.Equal(["deep/archive/current", "deep/archive/index.json", "deep/archive/write.lock"], folder.Files());
        Assert.Equal("1\n", File.ReadAllText(Path.Combine(path, "current")));
        JsonNode json = JsonNode.Parse(File.ReadAllText(Path.Combine(path, "index.json")))!;
        Assert.Equal("Search.Core", (string?)json["product"]);
        Assert.Equal(6, (int?)json["format"]);
    }

    [Theory]
    [InlineData(OpenMode.Existing)]
    [InlineData(OpenMode.ReadOnly)]
    public void A_missing_index_is_missing_and_nothing_is_created(OpenMode mode)
    {
        using var folder = new TemporaryFolder();
        AssertError(ArticleIndexError.Missing, "OpenOrCreate", () => Open(folder.In("nowhere"), mode));
        AssertError(ArticleIndexError.Missing, "OpenOrCreate", () => Open(folder.Path, mode));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Hidden_files_do_not_make_a_folder_foreign()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.In(".gitkeep"), "");
        Directory.CreateDirectory(folder.In("lost+found"));
        using IndexHome home = Open(folder.Path);
        Assert.Equal(1, home.Generation);
    }

    [Fact]
    public void One_writer_at_a_time_and_readers_beside_it()
    {
        using var folder = new TemporaryFolder();
        using (IndexHome writer = Open(folder.Path))
        {
            AssertError(ArticleIndexError.Locked, "ReadOnly", () => Open(folder.Path));
            AssertError(ArticleIndexError.Locked, "ReadOnly", () => Open(folder.Path, OpenMode.Existing));
            using IndexHome one = Open(folder.Path, OpenMode.ReadOnly);
            using IndexHome two = Open(folder.Path, OpenMode.ReadOnly);
            Assert.Equal(writer.GenerationPath, two.GenerationPath);
        }

        using IndexHome next = Open(folder.Path);
        Assert.Equal(1, next.Generation);
    }

    [Fact]
    public void A_reader_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        Open(folder.Path).Dispose();
        File.Delete(folder.In("write.lock"));
        Directory.CreateDirectory(folder.In("generations", "7"));
        string[] before = folder.Files();
        using IndexHome reader = Open(folder.Path, OpenMode.ReadOnly);
        AssertError(ArticleIndexError.ReadOnly, "Existing", () => reader.CreateGeneration());
        AssertError(ArticleIndexError.ReadOnly, "Existing", () => reader.Switch(7));
        AssertError(ArticleIndexError.ReadOnly, "Existing", reader.RemoveUnusedGenerations);
        Assert.Equal(before, folder.Files());
        Assert.True(Directory.Exists(folder.In("generations", "7")));
    }

    public static TheoryData<string, string, string> Foreign => new()
    {
        { "notes.txt", "hello", "not empty" },
        { "segments_4", "", "plain Lucene index" },
        { "segments.gen", "", "plain Lucene index" },
        { "current", "elsewhere", "index.json' is missing" },
        { "index.json", """{"product":"Other","format":1,"settings":{}}""", "not written by" },
        { "index.json", """{"name":"app"}""", "not written by" },
        { "index.json", "[]", "JSON" },
        { "index.json", "{", "JSON" },
        { "index.json", "", "JSON" },
        { "index.json", """{"product":"Search.Core","format":"one","settings":{}}""", "JSON" },
        { "index.json", """{"product":"Search.Core","settings":{}}""", "format" },
        { "index.json", """{"product":"Search.Core","format":1}""", "settings" },
        { "index.json", """{"product":"Search.Core","format":7}""", "Update the library" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Folders_of_others_and_of_later_versions_are_refused_and_left_as_they_are(string name, string content, string message)
    {
        ArticleIndexError expected =
            message.Contains("Update", StringComparison.Ordinal) ? ArticleIndexError.FutureFormat
            : message is "JSON" or "format" or "settings" || name == "current" ? ArticleIndexError.Damaged
            : ArticleIndexError.Foreign;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.In(name), content);
        foreach (OpenMode mode in Enum.GetValues<OpenMode>())
        {
            AssertError(expected, message, () => Open(folder.Path, mode));
        }

        Assert.Equal([name], folder.Files());
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.In("f"), "");
        AssertError(ArticleIndexError.Foreign, "is a file", () => Open(folder.In("f")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("zero")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2")]
    [InlineData("99999999999999999999")]
    [InlineData(null)]
    public void A_damaged_pointer_is_damage(string? current)
    {
        using var folder = new TemporaryFolder();
        using (IndexHome home = Open(folder.Path))
        {
            File.WriteAllText(Path.Combine(home.GenerationPath, "segments_1"), "");
        }

        File.Delete(folder.In("current"));
        if (current is not null)
        {
            File.WriteAllText(folder.In("current"), current);
        }

        foreach (OpenMode mode in Enum.GetValues<OpenMode>())
        {
            AssertError(ArticleIndexError.Damaged, "Restore", () => Open(folder.Path, mode));
        }

        Assert.Contains("generations/1/segments_1", folder.Files());
    }

    [Fact]
    public void An_earlier_format_is_raised_when_asked_to_and_never_by_a_reader()
    {
        using var folder = new TemporaryFolder();
        Open(folder.Path, OpenMode.OpenOrCreate, "one").Dispose();
        string file = folder.In("index.json");
        File.WriteAllText(file, """{"product":"Search.Core","format":1,"settings":{"analysis":"one"}}""");
        byte[] before = File.ReadAllBytes(file);
        using (IndexHome reader = Open(folder.Path, OpenMode.ReadOnly))
        {
            Assert.Equal(1, reader.Format);
            AssertError(ArticleIndexError.ReadOnly, "Existing", reader.RaiseFormat);
        }

        using (IndexHome writer = Open(folder.Path, OpenMode.Existing, "two"))
        {
            Assert.Equal(1, writer.Format);
            Assert.Equal(before, File.ReadAllBytes(file));
            writer.RaiseFormat();
            Assert.Equal(IndexHome.CurrentFormat, writer.Format);
        }

        using IndexHome again = Open(folder.Path, OpenMode.ReadOnly);
        Assert.Equal(IndexHome.CurrentFormat, again.Format);
        Assert.Equal("one", (string?)again.Settings["analysis"]);
    }

    [Fact]
    public void A_missing_description_is_damage_not_an_empty_folder()
    {
        using var folder = new TemporaryFolder();
        Open(folder.Path).Dispose();
        File.Delete(folder.In("index.json"));
        AssertError(ArticleIndexError.Damaged, "index.json", () => Open(folder.Path));
    }

    [Fact]
    public void A_creation_that_was_cut_off_anywhere_is_completed()
    {
        // Every flush to the disk is a place where the power may go.
        int flushes = CountFlushesOfCreation();
        Assert.True(flushes >= 6);
        for (int survived = 0; survived < flushes; survived++)
        {
            using var folder = new TemporaryFolder();
            int count = 0;
            var cut = new RecordingFlush { Fails = _ => count++ >= survived };
            Assert.ThrowsAny<IOException>(() => IndexHome.Open(folder.In("home"), OpenMode.OpenOrCreate, () => Settings("first"), cut));

            if (!File.Exists(folder.In("home", "current")))
            {
                AssertError(ArticleIndexError.Missing, "OpenOrCreate", () => Open(folder.In("home"), OpenMode.Existing));
                AssertError(ArticleIndexError.Missing, "OpenOrCreate", () => Open(folder.In("home"), OpenMode.ReadOnly));
            }

            using (IndexHome home = Open(folder.In("home"), OpenMode.OpenOrCreate, "second"))
            {
                Assert.Equal(1, home.Generation);
                Assert.True(Directory.Exists(home.GenerationPath));
                Assert.NotNull(home.Settings["analysis"]);
            }

            Assert.Equal(["home/current", "home/index.json", "home/write.lock"], folder.Files().Where(file => !file.EndsWith(".tmp", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_switch_that_was_cut_off_leaves_the_old_generation_or_the_new_one()
    {
        for (int survived = 0; survived < 2; survived++)
        {
            using var folder = new TemporaryFolder();
            int left = int.MaxValue;
            var cut = new RecordingFlush { Fails = _ => left-- <= 0 };
            using (IndexHome home = IndexHome.Open(folder.Path, OpenMode.OpenOrCreate, () => Settings("s"), cut))
            {
                long generation = home.CreateGeneration();
                left = survived;
                Assert.Throws<IOException>(() => home.Switch(generation));
            }

            using IndexHome next = Open(folder.Path);
            Assert.Equal(survived == 0 ? 1 : 2, next.Generation);
            Assert.Equal([Path.GetFileName(next.GenerationPath)], Directory.EnumerateDirectories(folder.In("generations")).Select(Path.GetFileName));
        }
    }

    [Fact]
    public void Generations_are_numbered_upwards_switched_and_removed()
    {
        using var folder = new TemporaryFolder();
        using IndexHome home = Open(folder.Path);
        Assert.Equal(2, home.CreateGeneration());
        Assert.Equal(3, home.CreateGeneration());
        Assert.Equal(1, home.Generation);
        home.RemoveUnusedGenerations();
        Assert.True(Directory.Exists(home.PathOf(2)));
        home.Switch(3);
        Assert.Equal(3, home.Generation);
        Assert.Equal(3, home.ReadCurrent());
        home.RemoveUnusedGenerations();
        Assert.False(Directory.Exists(home.PathOf(1)));
        Assert.True(Directory.Exists(home.PathOf(2)));
        Assert.Equal(4, home.CreateGeneration());
        Assert.Throws<DirectoryNotFoundException>(() => home.Switch(9));
        Assert.Equal(3, home.ReadCurrent());
        home.Dispose();

        // What was being built when the process ended is removed by the next writer; what is no generation is left alone.
        Directory.CreateDirectory(folder.In("generations", "mine"));
        using IndexHome next = Open(folder.Path);
        Assert.Equal(["3", "mine"], Directory.EnumerateDirectories(folder.In("generations")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_reader_goes_on_with_its_generation_and_sees_the_switch()
    {
        using var folder = new TemporaryFolder();
        using IndexHome writer = Open(folder.Path);
        WriteIndex(writer.GenerationPath, articles: 3);
        using IndexHome reader = Open(folder.Path, OpenMode.ReadOnly);
        using var oldDirectory = new ArticleDirectory(reader.GenerationPath, StorageAccess.Mapped, readOnly: true);
        using (DirectoryReader old = DirectoryReader.Open(oldDirectory))
        {
            long generation = writer.CreateGeneration();
            WriteIndex(writer.PathOf(generation), articles: 5);
            writer.Switch(generation);
            writer.RemoveUnusedGenerations();

            Assert.Equal(1, reader.Generation);
            Assert.Equal(generation, reader.ReadCurrent());
            Assert.Equal("2", old.Document(2).Get("id"));
            using var newDirectory = new ArticleDirectory(reader.PathOf(reader.ReadCurrent()), StorageAccess.Mapped, readOnly: true);
            using DirectoryReader now = DirectoryReader.Open(newDirectory);
            Assert.Equal(5, now.NumDocs);
        }

        // On Windows only now that nobody reads it.
        writer.RemoveUnusedGenerations();
        Assert.False(Directory.Exists(reader.GenerationPath));
    }

    [Fact]
    public async Task Readers_that_open_while_generations_are_switched_and_removed_find_one()
    {
        using var folder = new TemporaryFolder();
        using IndexHome writer = Open(folder.Path);
        using var done = new ManualResetEventSlim();
        Task reading = Task.Run(() =>
        {
            long last = 0;
            while (!done.IsSet)
            {
                using IndexHome reader = Open(folder.Path, OpenMode.ReadOnly);
                Assert.True(reader.Generation >= last);
                last = reader.Generation;
            }
        });
        for (int i = 0; i < 100 && !reading.IsCompleted; i++)
        {
            writer.Switch(writer.CreateGeneration());
            writer.RemoveUnusedGenerations();
        }

        done.Set();
        await reading;
    }

    [Fact]
    public void Settings_that_cannot_be_made_leave_no_lock()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<InvalidOperationException>(() => IndexHome.Open(folder.Path, OpenMode.OpenOrCreate, () => throw new InvalidOperationException()));
        using IndexHome home = Open(folder.Path);
        Assert.Equal(1, home.Generation);
    }

    private static int CountFlushesOfCreation()
    {
        using var folder = new TemporaryFolder();
        var flush = new RecordingFlush();
        IndexHome.Open(folder.In("home"), OpenMode.OpenOrCreate, () => Settings("s"), flush).Dispose();
        return flush.Events.Count;
    }

    private static JsonObject Settings(string analysis) => new() { ["analysis"] = analysis };

    private static IndexHome Open(string path, OpenMode mode = OpenMode.OpenOrCreate, string analysis = "s") =>
        IndexHome.Open(path, mode, () => Settings(analysis));

    private static void AssertError(ArticleIndexError error, string message, Action action)
    {
        ArticleIndexException thrown = Assert.Throws<ArticleIndexException>(action);
        Assert.Equal(error, thrown.Error);
        Assert.Contains(message, thrown.Message);
    }

    private static void WriteIndex(string path, int articles)
    {
        using var directory = new ArticleDirectory(path, StorageAccess.Mapped);
        using var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer()));
        for (int id = 0; id < articles; id++)
        {
            writer.AddDocument([new StringField("id", $"{id}", Field.Store.YES)]);
        }

        writer.Commit();
    }
}
