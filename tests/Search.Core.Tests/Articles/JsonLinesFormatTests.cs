using System.Text;
using CsCheck;
using static Search.Core.Tests.Articles.CorpusContent;

namespace Search.Core.Tests.Articles;

public sealed class JsonLinesFormatTests
{
    [Fact]
    public async Task A_bad_line_costs_no_other()
    {
        var records = await RecordsAsync("""
            {"id":"1","body":"a"}
            {"id":"2","body":"b"

              
            {"id":"3","body":"c","date":"soon"}
            17
            {"id":"4","body":"d"}
            """, name: "x.jsonl");
        Assert.Equal("1 !2 !5 !6 4", Outline(records));
        Assert.Equal(new RecordFailure("x.jsonl", 5, "3", records[2].Failure!.Error), records[2].Failure);
        Assert.Equal("2", records[1].Failure!.Id);
        Assert.Equal(7, records[4].Line);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Lines_end_as_they_do(string end) =>
        Assert.Equal("1 2", Outline(await RecordsAsync($$"""{"id":"1","body":"a"}{{end}}{{end}}{"id":"2","body":"b"}{{end}}""")));

    [Fact]
    public async Task A_line_that_is_too_long_is_passed_over()
    {
        var options = new CorpusOptions { MaxRecordBytes = 1024 };
        string Line(string id, int length) => $$"""{"id":"{{id}}","body":"{{new string('x', length)}}"}""";
        foreach (int length in new[] { 2000, 500_000, 2_000_000 })
        {
            var records = await RecordsAsync($"{Line("1", 10)}\n{Line("2", length)}\n{Line("3", 990)}\n{Line("4", length)}", options);
            Assert.Equal("1 !2 3 !4", Outline(records));
            Assert.Contains("MaxRecordBytes", records[1].Failure!.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Invalid_utf8_becomes_a_replacement_character()
    {
        byte[] content = [.. "{\"id\":\"1\",\"body\":\"a"u8, 0xFF, .. "b\\n\"}\n"u8];
        Assert.Equal("a\uFFFDb\n", (await RecordsAsync(content)).Single().Article!.Body);
    }

    [Fact]
    public async Task Nothing_is_cleaned_unless_asked_for()
    {
        string line = """{"id":"1","body":" date 2022-05 One.\n\nAdvertisement\n\nTwo."}""";
        var asItCame = (await RecordsAsync(line)).Single().Article!;
        Assert.Equal((" date 2022-05 One.\n\nAdvertisement\n\nTwo.", null, null), (asItCame.Body, asItCame.Date, asItCame.Original));
        var cleaned = (await RecordsAsync(line, new CorpusOptions { Clean = true })).Single().Article!;
        Assert.Equal(("One.\n\nTwo.", "2022-05", asItCame.Body), (cleaned.Body, cleaned.Date.ToString(), cleaned.Original!.Body));
    }

    [Fact]
    public async Task A_missing_title_is_derived()
    {
        var article = (await RecordsAsync("""{"id":"1","body":"Talks began. They went on."}""")).Single().Article!;
        Assert.Equal(("Talks began. They went on", true), (article.Title, article.TitleDerived));
    }

    [Fact]
    public async Task Ids_can_carry_the_files_name()
    {
        var options = new CorpusOptions { PrefixIdsWithFileName = true };
        var records = await RecordsAsync("""
            {"id":"a/1","body":"a"}
            {"body":"b"}
            """, options, "folder/news.2020.jsonl.gz");
        Assert.Equal("news.2020/a/1", records[0].Article!.Id);
        Assert.Matches("^news\\.2020-[0-9a-f]{16}$", records[1].Article!.Id);
    }

    [Fact]
    public async Task A_hundred_megabytes_in_one_body_are_read()
    {
        string body = new('x', 100_000_000);
        byte[] content = Utf8($"{{\"id\":\"1\",\"body\":\"{body}\\n\"}}\n{{\"id\":\"2\",\"body\":\"b\"}}");
        var records = await RecordsAsync(Corpus.Read(new MemoryStream(content)));
        Assert.Equal("1 2", Outline(records));
        Assert.Equal(body.Length + 1, records[0].Article!.Body.Length);
    }

    [Fact]
    public void Lines_are_those_of_a_naive_reader_whatever_the_pieces()
    {
        var line = Gen.OneOf(Gen.Const(""), Gen.Const(" "), Gen.Int[0, 9].Select(i => $$"""{"id":"{{i}}","body":"{{new string('x', i * 90)}}"}"""), Gen.Const("{"));
        Gen.Select(line.Array[0, 12], Gen.Bool, Gen.Int[1, 400]).Sample((lines, endsWithBreak, piece) =>
        {
            string content = string.Join('\n', lines) + (endsWithBreak ? "\n" : "");
            string expected = string.Join(' ', lines.Select((text, i) => (text, i)).Where(entry => !string.IsNullOrWhiteSpace(entry.text))
                .Select(entry => entry.text == "{" ? $"!{entry.i + 1}" : entry.text.Substring(7, 1)));
            var corpus = Corpus.Read(new TricklingStream(Encoding.UTF8.GetBytes(content), piece), new CorpusOptions { Format = CorpusFormat.JsonLines });
            Assert.Equal(expected, Outline(RecordsAsync(corpus).GetAwaiter().GetResult()));
        }, iter: 200);
    }
}
