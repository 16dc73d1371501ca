using System.Text;
using System.Text.Json;
using CsCheck;
using Search.Core.Articles;
using static Search.Core.Tests.Articles.CorpusContent;

namespace Search.Core.Tests.Articles;

public sealed class JsonArrayFormatTests
{
    [Fact]
    public async Task Elements_are_articles_and_a_bad_one_costs_no_other()
    {
        var records = await RecordsAsync("""
            [ {"id":"1","body":"a [ { \" ] }"},
              {"id":"2","body":"b","n": tru},
              17, "text", [1, 2],
              {"id":"3",
               "body":"c", "date":"soon"},
              {"id":"4","body":"d \\"}
            ]
            """, name: "a.json");
        Assert.Equal("1 !2 !3 !4 !5 !6 4", Outline(records));
        Assert.Equal(("a.json", 6L, "3"), (records[5].Failure!.File, records[5].Failure!.Line, records[5].Failure!.Id));
        Assert.Contains("begins at line 4", records[5].Failure!.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "!1")]
    [InlineData("[]", "")]
    [InlineData(" [ ] ", "")]
    [InlineData("""[{"id":"1","body":"a"}""", "1 !2")]
    [InlineData("""[{"id":"1","body":"a"},{"id":"2","body":"b""", "1 !2")]
    [InlineData("""[{"id":"1","body":"a"}},{"id":"2","body":"b"}]""", "1 !2")]
    public async Task A_broken_array_ends_the_file_with_a_failure(string json, string expected) =>
        Assert.Equal(expected, Outline(await RecordsAsync(json, new CorpusOptions { Format = CorpusFormat.JsonArray })));

    [Fact]
    public async Task A_broken_array_names_its_line()
    {
        var records = await RecordsAsync("[\n{\"id\":\"1\",\"body\":\"a\"},\n{\"id\":\"2\",\n\"body\":\"b\"\n");
        Assert.Contains("line 3", records[1].Failure!.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_object_over_several_lines_is_one_article() =>
        Assert.Equal("1", Outline(await RecordsAsync("{\n  \"id\": \"1\",\n  \"body\": \"a\"\n}\n", name: "1.json")));

    [Fact]
    public async Task Objects_after_one_another_are_articles() =>
        Assert.Equal("1 2", Outline(await RecordsAsync("{\n\"id\": \"1\",\n\"body\": \"a\"\n}\n{\n\"id\": \"2\",\n\"body\": \"a\"\n}\n")));

    [Fact]
    public async Task An_element_that_is_too_long_is_passed_over()
    {
        string Element(string id, int length) => $$"""{"id":"{{id}}","body":"{{string.Concat(Enumerable.Repeat("\\\"x", length / 3))}}"}""";
        var options = new CorpusOptions { MaxRecordBytes = 1024 };
        foreach (int length in new[] { 2000, 600_000 })
        {
            var records = await RecordsAsync($"[{Element("1", 10)},{Element("2", length)},\n{Element("3", 900)}]", options);
            Assert.Equal("1 !2 3", Outline(records));
        }
    }

    [Fact]
    public void Elements_are_those_of_a_document_whatever_the_pieces()
    {
        var text = Gen.OneOf("a", "\\\"", "\\\\", "[", "]", "{", "}", ",", " ", "\\u0041", "é").Array[0, 8].Select(string.Concat);
        var element = Gen.OneOf(
            text.Select(value => $"\"{value}\""),
            Gen.Int.Select(value => value.ToString()),
            Gen.Select(text, text, (a, b) => $"{{\"{a}\" : [\"{b}\", {{}} ]}}"));
        Gen.Select(element.Array[0, 6], Gen.OneOf("", " ", "\n").Array[13], Gen.Int[1, 50]).Sample((elements, spaces, piece) =>
        {
            string json = spaces[12] + "[" + string.Join(',', elements.Select((value, i) => spaces[i] + value + spaces[i + 6])) + "]\n";
            using var document = JsonDocument.Parse(json);
            using var reader = new JsonElementReader(new TricklingStream(Encoding.UTF8.GetBytes(json), piece), 1 << 20);
            foreach (var expected in document.RootElement.EnumerateArray())
            {
                Assert.True(reader.ReadAsync(default).AsTask().GetAwaiter().GetResult());
                Assert.Equal(expected.GetRawText(), Encoding.UTF8.GetString(reader.Element.Span));
            }
            Assert.False(reader.ReadAsync(default).AsTask().GetAwaiter().GetResult());
            Assert.Null(reader.Problem);
        }, iter: 500);
    }

    [Fact]
    public void Any_bytes_end()
    {
        var bytes = Gen.OneOf([.. "[]{}\",:\\\n 1a\0"u8.ToArray().Select(b => Gen.Const(b))]).Array[0, 30];
        Gen.Select(bytes, Gen.Int[1, 10]).Sample((content, piece) =>
        {
            var corpus = Corpus.Read(new TricklingStream(content, piece), new CorpusOptions { Format = CorpusFormat.JsonArray });
            Assert.True(RecordsAsync(corpus).GetAwaiter().GetResult().Count <= content.Length + 1);
        }, iter: 500);
    }
}
