using System.Text;
using Search.Core.Articles;
using static Search.Core.Tests.Articles.CorpusContent;

namespace Search.Core.Tests.Articles;

public sealed class CorpusTests
{
    private const string Line = """{"id":"1","body":"a"}""";

    [Fact]
    public void What_is_not_there_is_refused() => Assert.Throws<FileNotFoundException>(() => Corpus.Read(Path.Combine(Path.GetTempPath(), "no-such-file.jsonl")));

    [Theory]
    [InlineData(1023)]
    [InlineData((1 << 30) + 1)]
    public void Options_have_ranges(int maxRecordBytes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Corpus.Read(Stream.Null, new CorpusOptions { MaxRecordBytes = maxRecordBytes }));

    [Fact]
    public async Task Compression_is_known_by_the_bytes()
    {
        byte[] raw = Utf8(Line);
        foreach (byte[] content in new[] { raw, Gzip(raw), Zstd(raw), Gzip(Zstd(raw)), [.. Gzip(raw), .. Gzip(Utf8("\n"))] })
            Assert.Equal("1", Outline(await RecordsAsync(content, name: "anything.bin")));
    }

    [Fact]
    public async Task Byte_order_marks_are_understood()
    {
        foreach (var encoding in new Encoding[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            byte[] Encoded(string text) => [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
            Assert.Equal("1", Outline(await RecordsAsync(Encoded(Line))));
            Assert.Equal("1", Outline(await RecordsAsync(Encoded($"[{Line}]"))));
            Assert.Equal("1", Outline(await RecordsAsync(Encoded("id,title,body\n1,t,é"))));
            Assert.Equal("Text é 😀.", (await RecordsAsync(Encoded("Text é 😀."), name: "x.txt")).Single().Article!.Body);
            Assert.Equal("1", Outline(await RecordsAsync(Gzip(Encoded(Line)))));
        }
    }

    [Theory]
    [InlineData("{\"id\":\"1\",\"body\":\"a\"}", "x.txt", CorpusFormat.JsonLines)]
    [InlineData("{ }", null, CorpusFormat.JsonLines)]
    [InlineData("{\"broken\":\n{\"id\":\"1\"}", "x.jsonl", CorpusFormat.JsonLines)]
    [InlineData("{\"broken\": tru\n{\"id\":\"1\"}", "x.json", CorpusFormat.JsonLines)]
    [InlineData("{\n \"id\":\"1\"}", "x.jsonl", CorpusFormat.JsonArray)]
    [InlineData(" [ {", null, CorpusFormat.JsonArray)]
    [InlineData("[]", null, CorpusFormat.JsonArray)]
    [InlineData("[Reuters] The talks", null, CorpusFormat.Text)]
    [InlineData("{{template}} text", null, CorpusFormat.Text)]
    [InlineData("PAR1....", "x.txt", CorpusFormat.Parquet)]
    [InlineData("id,title,body\n", null, CorpusFormat.Csv)]
    [InlineData("\"id\";\"headline\"\r\n", null, CorpusFormat.Csv)]
    [InlineData("url\ttext\n", null, CorpusFormat.Tsv)]
    [InlineData("url\ttext\n", "x.csv", CorpusFormat.Csv)]
    [InlineData("Title, body and soul\n", null, CorpusFormat.Text)]
    [InlineData("body\n", null, CorpusFormat.Text)]
    [InlineData("name,topic,kind\n", null, CorpusFormat.Text)]
    [InlineData("id,title,body\n", "x.txt", CorpusFormat.Text)]
    [InlineData("anything", "x.tsv.zst", CorpusFormat.Tsv)]
    [InlineData("anything", "x.CSV", CorpusFormat.Csv)]
    [InlineData("17", "x.jsonl", CorpusFormat.JsonLines)]
    [InlineData("", null, CorpusFormat.Text)]
    public void The_form_is_known_by_content_then_by_name(string content, string? name, CorpusFormat expected) =>
        Assert.Equal(expected, FormatDetector.Detect(Utf8(content), isWhole: true, name));

    [Fact]
    public async Task A_named_format_is_not_detected() =>
        Assert.Equal(Line, (await RecordsAsync(Line, new CorpusOptions { Format = CorpusFormat.Text }, "x.jsonl")).Single().Article!.Body);

    [Fact]
    public async Task A_folder_is_read_in_the_order_of_names()
    {
        using var folder = new TemporaryFolder();
        folder.Add("b.jsonl", """{"id":"b","body":"x"}""");
        folder.Add("a/2.txt", "Second text.");
        folder.Add("a/10.txt.gz", Gzip(Utf8("Tenth text.")));
        folder.Add("a/v1.2 notes.txt", "Notes.");
        folder.Add("B.json.zst", Zstd(Utf8("""[{"id":"B","body":"x"}]""")));
        folder.Add("c", "No extension.");
        folder.Add("dump.gz", Gzip(Utf8("""{"id":"dump","body":"x"}""")));
        folder.Add("image.gz", Gzip([0x89, (byte)'P', 0, 0, 0]));
        folder.Add("photo.png", [0x89, (byte)'P', 0, 0, 0]);
        folder.Add("LICENSE", "Licence.");
        folder.Add("README.txt", "About.");
        folder.Add("readme.md", "About.");
        folder.Add(".hidden.txt", "Hidden.");
        folder.Add(".git/x.txt", "Hidden.");
        var corpus = Corpus.Read(folder.Path);
        Assert.Equal("B a/10 a/2 a/v1.2 notes b dump", Outline(await RecordsAsync(corpus)));
        Assert.Equal("B a/10 a/2 a/v1.2 notes b dump", Outline(await RecordsAsync(corpus)));
        Assert.True(corpus.TotalBytes > 0);
        Assert.Equal(corpus.TotalBytes, corpus.BytesRead);
    }

    [Fact]
    public async Task A_named_file_is_read_whatever_its_name()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("README", Outline(await RecordsAsync(Corpus.Read(folder.Add("README.txt", "Text.")))));
        Assert.Equal(".x.dat", Outline(await RecordsAsync(Corpus.Read(folder.Add(".x.dat", "Text with \0 inside.")))));
    }

    [Fact]
    public async Task A_damaged_file_costs_no_other()
    {
        using var folder = new TemporaryFolder();
        byte[] gzip = Gzip(Utf8(string.Concat(Enumerable.Range(0, 20_000).Select(i => $$"""{"id":"a{{i}}","body":"{{i * 7919}}"}""" + "\n"))));
        folder.Add("a.jsonl.gz", gzip[..(gzip.Length / 2)]);
        folder.Add("b.jsonl.gz", [0x1F, 0x8B, 1, 2, 3]);
        folder.Add("c.jsonl.zst", [0x28, 0xB5, 0x2F, 0xFD, 0xFF, 0xFF, 0xFF]);
        string gone = folder.Add("d.jsonl", Line);
        folder.Add("e.txt", "");
        folder.Add("f.jsonl", Line);
        var corpus = Corpus.Read(folder.Path);
        Assert.NotNull(corpus.TotalBytes);
        File.Delete(gone);
        var records = await RecordsAsync(corpus);
        var failures = records.Where(record => record.Failure is not null).Select(record => record.Failure!).ToList();
        Assert.Equal(["a.jsonl.gz", "b.jsonl.gz", "c.jsonl.zst", "d.jsonl", "e.txt"], failures.Where(failure => failure.Line <= 1).Select(failure => Path.GetFileName(failure.File)));
        Assert.Equal([0, 0, 0, 0, 1], failures.Select(failure => failure.Line).Where(line => line <= 1));
        Assert.True(records.Count > 1000);
        Assert.Equal("1", records[^1].Article!.Id);
    }

    [Fact]
    public async Task A_gzip_file_cut_off_anywhere_is_a_failure()
    {
        byte[] whole = Gzip(Utf8("Text of an article that was cut off on its way here."));
        Assert.Null((await RecordsAsync(whole, name: "x.txt.gz")).Single().Failure);
        for (int length = 2; length < whole.Length; length++)
            Assert.NotNull((await RecordsAsync(whole[..length], name: "x.txt.gz")).Single().Failure);
    }

    [Fact]
    public async Task Enumerating_gives_the_articles_alone()
    {
        List<string> ids = [];
        await foreach (var article in Corpus.Read(new MemoryStream(Utf8($"{Line}\nbroken\n{Line}"))))
            ids.Add(article.Id);
        Assert.Equal(["1", "1"], ids);
    }

    [Fact]
    public async Task A_stream_is_read_once_from_its_position_and_left_open()
    {
        using var stream = new MemoryStream(Utf8("skipped" + Line)) { Position = 7 };
        var corpus = Corpus.Read(stream);
        Assert.Equal(Line.Length, corpus.TotalBytes);
        Assert.Equal("1", Outline(await RecordsAsync(corpus)));
        Assert.True(stream.CanRead);
        await Assert.ThrowsAsync<InvalidOperationException>(() => RecordsAsync(corpus));
    }

    [Fact]
    public async Task What_a_stream_throws_is_thrown()
    {
        using var broken = new BrokenStream();
        await Assert.ThrowsAsync<IOException>(() => RecordsAsync(Corpus.Read(broken)));
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var corpus = Corpus.Read(new MemoryStream(Utf8(string.Concat(Enumerable.Repeat(Line + "\n", 100)))));
        int read = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var record in corpus.ReadRecordsAsync(cancellation.Token))
            {
                if (++read == 3)
                    await cancellation.CancelAsync();
            }
        });
        Assert.Equal(3, read);
    }

    [Fact]
    public async Task Text_without_a_name_gets_an_id_from_its_contents()
    {
        string first = (await RecordsAsync("Some text.")).Single().Article!.Id;
        Assert.Equal(first, (await RecordsAsync("Some text.")).Single().Article!.Id);
        Assert.NotEqual(first, (await RecordsAsync("Other text.")).Single().Article!.Id);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_a_failure()
    {
        var options = new CorpusOptions { MaxRecordBytes = 100_000 };
        Assert.Equal("!1", Outline(await RecordsAsync(new string('x', 100_001), options, "x.txt")));
        Assert.Equal("x", Outline(await RecordsAsync(new string('x', 100_000), options, "x.txt")));
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The line is down.");
    }
}
