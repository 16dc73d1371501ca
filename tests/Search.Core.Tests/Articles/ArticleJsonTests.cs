using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Search.Core.Tests.Articles;

public sealed class ArticleJsonTests
{
    private static Article Read(string json, CorpusOptions? options = null, string? id = null) =>
        ArticleJson.Read(Encoding.UTF8.GetBytes(json), options, id);

    private static string Error(string json, CorpusOptions? options = null) => Assert.Throws<FormatException>(() => Read(json, options)).Message;

    private static byte[] Write(Article article, bool original = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            ArticleJson.Write(writer, article, original);
        return buffer.WrittenSpan.ToArray();
    }

    [Theory]
    [InlineData("""{"id":"1","title":"T","body":"B","date":"2022-05","source":"S","url":"U","authors":["A"],"language":"en"}""")]
    [InlineData("""{"_id":"1","headline":"T","text":"B","published":"2022-05","outlet":"S","link":"U","author":"A","lang":"en"}""")]
    [InlineData("""{"guid":"1","Heading":"T","CONTENT":"B","published_at":"2022-05","publisher":"S","web_url":"U","byline":"A","lang":"en"}""")]
    [InlineData("""{"uuid":"1","title":"T","article-body":"B","publishDate":"2022-05","newspaper":"S","permalink":"U","creator":[{"name":"A"}],"lang":"en"}""")]
    [InlineData("""{"article_id":1,"title":"T","maintext":"B","datePublished":"2022-05","source":{"id":"s","name":"S"},"url":"U","authors":[{"name":"A","x":1}],"language":"en"}""")]
    [InlineData("""{"docno":"1","title":"T","full_text":"B","pub_date":"2022-05","source_name":"S","url":"U","authors":{"name":"A"},"language":"en"}""")]
    [InlineData("""{"_id":{"$oid":"1"},"title":"T","article":"B","created":{"$date":"2022-05"},"site":"S","url":"U","authors":["A",null],"language":"en"}""")]
    [InlineData("""{"id":"1","title":["T"],"body":["B"],"timestamp":"2022-05","publication":"S","url":"U","authors":"A","language":"en","x":null,"y":[]}""")]
    public void Names_of_common_data_sets_are_recognised(string json)
    {
        var expected = new Article
        {
            Id = "1",
            Title = "T",
            Body = "B",
            Date = ArticleDate.FromMonth(2022, 5),
            Source = "S",
            Url = "U",
            Authors = ["A"],
            Language = "en",
        };
        Assert.Equal(expected, Read(json));
    }

    [Fact]
    public void Unknown_members_become_fields()
    {
        var fields = Read("""
            {"id":"1","body":"b","topic":"politics","tags":["a","b"],"words":12.5,"paid":true,"none":null,"empty":[],
             "mixed":[1,"x",true,null,{"name":"n"},{"k":[1]}],"meta":{"desk":"world","deep":{"n":1}},"reading time":3,"fields":{"own":"x","date":"y"}}
            """).Fields;
        Assert.Equal(new Dictionary<string, FieldValue>
        {
            ["topic"] = "politics",
            ["tags"] = new[] { "a", "b" },
            ["words"] = 12.5,
            ["paid"] = true,
            ["mixed"] = new[] { "1", "x", "true", "n", """{"k":[1]}""" },
            ["meta.desk"] = "world",
            ["meta.deep.n"] = 1,
            ["reading_time"] = 3,
            ["own"] = "x",
            ["date"] = "y",
        }, fields);
    }

    [Theory]
    [InlineData("""{"id":"1","headline":"H","title":"T","body":"B","text":"X"}""")]
    [InlineData("""{"id":"1","text":"X","title":"T","headline":"H","body":"B"}""")]
    public void The_canonical_name_wins_and_the_other_becomes_a_field(string json)
    {
        var article = Read(json);
        Assert.Equal(("T", "B"), (article.Title, article.Body));
        Assert.Equal(new Dictionary<string, FieldValue> { ["headline"] = "H", ["text"] = "X" }, article.Fields);
    }

    [Fact]
    public void What_is_empty_claims_nothing()
    {
        var article = Read("""{"id":"1","title":"","headline":"H","body":null,"text":"X","date":""}""");
        Assert.Equal(("H", "X"), (article.Title, article.Body));
        Assert.Null(article.Date);
        Assert.Empty(article.Fields);
    }

    [Fact]
    public void The_callers_map_goes_first()
    {
        var options = new CorpusOptions { FieldMap = new Dictionary<string, string> { ["Story"] = "body", ["headline"] = "kicker", ["meta.desk"] = "source" } };
        var article = Read("""{"id":"1","title":"T","story":"S","body":"B","headline":"H","meta":{"desk":"D"}}""", options);
        Assert.Equal(("T", "S", "D"), (article.Title, article.Body, article.Source));
        Assert.Equal(new Dictionary<string, FieldValue> { ["kicker"] = "H" }, article.Fields);
    }

    [Fact]
    public void Numbers_stand_for_text_and_dates()
    {
        var article = Read("""{"id":12345678901234567890,"title":42,"body":"b","date":1652779800}""");
        Assert.Equal(("12345678901234567890", "42"), (article.Id, article.Title));
        Assert.Equal("2022-05-17T09:30:00Z", article.Date.ToString());
    }

    [Fact]
    public void A_list_of_paragraphs_is_a_body() => Assert.Equal("a\n\nb", Read("""{"id":"1","body":["a","b"]}""").Body);

    [Fact]
    public void A_given_id_takes_the_place_of_the_objects_own() => Assert.Equal("given", Read("""{"id":"own","body":"b"}""", id: "given").Id);

    [Fact]
    public void An_absent_id_is_stable_and_follows_the_url_or_the_text()
    {
        string Id(string json) => Read(json).Id;
        Assert.Matches("^[0-9a-f]{16}$", Id("""{"body":"b"}"""));
        Assert.Equal(Id("""{"title":"t","body":"b"}"""), Id("""{"body":"b","headline":"t"}"""));
        Assert.NotEqual(Id("""{"title":"t","body":"b"}"""), Id("""{"title":"tb","body":""}"""));
        Assert.Equal(Id("""{"url":"u","body":"b"}"""), Id("""{"url":"u","body":"changed"}"""));
    }

    [Theory]
    [InlineData("", "broken")]
    [InlineData("{\"id\":\"1\",", "broken")]
    [InlineData("{\"id\":\"1\"} {}", "broken")]
    [InlineData("[1]", "array")]
    [InlineData("\"text\"", "string")]
    [InlineData("""{"id":"1","body":"b","date":"soon"}""", "'soon', which is no date")]
    [InlineData("""{"id":"1","body":"b","date":["2022","2023"]}""", "'date' is a list")]
    [InlineData("""{"id":"1","body":{"html":"b"}}""", "'body' is an object")]
    [InlineData("""{"id":"1","title":["a","b"],"body":"b"}""", "'title' is a list")]
    [InlineData("""{"id":"1","body":"b","fields":"x"}""", "'fields' is not an object")]
    [InlineData("""{"id":"\ud800","body":"b"}""", "surrogate")]
    [InlineData("""{"id":"1","story":"b"}""", "neither a title nor a body")]
    public void What_is_no_article_says_what_to_change(string json, string expected) => Assert.Contains(expected, Error(json), StringComparison.Ordinal);

    [Fact]
    public void An_id_has_at_most_512_bytes()
    {
        Assert.Equal(512, Read($$"""{"id":"{{new string('ä', 256)}}","body":"b"}""").Id.Length * 2);
        Assert.Contains("512 bytes", Error($$"""{"id":"{{new string('ä', 257)}}","body":"b"}"""), StringComparison.Ordinal);
        Assert.Contains("512 bytes", Error($$"""{"id":"{{new string('a', 513)}}","body":"b"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_survives_reading()
    {
        Assert.Equal("a\ud800b\udc00\ud83d\ude00\0\b\f\r\n\t\"\\/é", Read("""{"id":"1","body":"a\ud800b\udc00\ud83d\ude00\u0000\b\f\r\n\t\"\\\/é"}""").Body);
        Assert.Equal("a\uFFFDb", ArticleJson.Read([.. "{\"id\":\"1\",\"body\":\"a"u8, 0xC3, .. "b\"}"u8]).Body);
        Assert.Equal("B", Read("""{"id":"1","\u0062ody":"B"}""").Body);
    }

    [Fact]
    public void Halves_of_pairs_are_written_as_replacement_characters()
    {
        var article = Read("""{"id":"1","title":"x\ud800","body":"\udc00a\ud83d\ude00","k":"\ud800"}""");
        using var json = JsonDocument.Parse(Write(article));
        Assert.Equal("x\uFFFD", json.RootElement.GetProperty("title").GetString());
        Assert.Equal("\uFFFDa\ud83d\ude00", json.RootElement.GetProperty("body").GetString());
        Assert.Equal("\uFFFD", json.RootElement.GetProperty("fields").GetProperty("k").GetString());
    }

    [Fact]
    public void A_text_longer_than_a_segment_is_written_whole()
    {
        // A pair stands across the border of the first two segments.
        string body = new string('a', (1 << 24) - 1) + "\ud83d\ude00" + new string('b', 10);
        Assert.Equal(body, ArticleJson.Read(Write(new Article { Id = "1", Title = "t", Body = body })).Body);
    }

    [Fact]
    public void The_members_are_those_of_the_interface_in_their_order()
    {
        var article = new Article { Id = "1", Title = "T", Body = "B", Date = ArticleDate.FromMonth(2022, 5), Fields = new Dictionary<string, FieldValue> { ["n"] = 1, ["on"] = ArticleDate.FromYear(2022) } };
        Assert.Equal(
            """{"id":"1","title":"T","titleDerived":false,"date":"2022-05","source":null,"url":null,"authors":[],"language":null,"fields":{"n":1,"on":"2022"},"body":"B"}""",
            Encoding.UTF8.GetString(Write(article)));
    }

    [Fact]
    public void The_original_is_what_came()
    {
        var cleaned = CleaningRules.Default.Clean(new Article { Id = "1", Body = " date 2022-05 Text of it.\n\nAdvertisement" });
        using var json = JsonDocument.Parse(Write(cleaned, original: true));
        Assert.Equal(" date 2022-05 Text of it.\n\nAdvertisement", json.RootElement.GetProperty("body").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("title").ValueKind);
        Assert.False(json.RootElement.GetProperty("titleDerived").GetBoolean());
    }

    [Fact]
    public void What_it_writes_it_reads()
    {
        var text = Gen.String.Select(value => value.EnumerateRunes().Aggregate("", (all, rune) => all + rune));
        var field = Gen.OneOf(text.Select(FieldValue.From), Gen.Double[-1e9, 1e9].Select(FieldValue.From), Gen.Bool.Select(FieldValue.From),
            text.Array[1, 3].Select(FieldValue.From));
        var articles = from id in Gen.Int
                       from title in text
                       from body in text
                       from derived in Gen.Bool
                       from authors in text.Array[0, 3]
                       from fields in Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 8].Select(name => "f." + name), field)[0, 4]
                       from year in Gen.Int[1, 9999]
                       select new Article
                       {
                           Id = "id" + id,
                           Title = "t" + title,
                           TitleDerived = derived,
                           Body = body,
                           Authors = authors,
                           Fields = fields,
                           Date = ArticleDate.FromYear(year),
                           Source = "s" + title,
                           Language = year % 2 == 0 ? "en" : null,
                       };
        articles.Sample(article => Assert.Equal(article, ArticleJson.Read(Write(article))));
    }
}
