using static Search.Core.Tests.Articles.CorpusContent;

namespace Search.Core.Tests.Articles;

public sealed class DelimitedFormatTests
{
    [Fact]
    public async Task A_row_is_an_article()
    {
        var article = (await RecordsAsync("""
            id,headline,content,pub_date,author,topic,words
            1,"Talks, again","They said ""yes"".
            They met.",17 May 2022,A. Writer,politics,12
            """, name: "x.csv")).Single().Article!;
        Assert.Equal(
            new Article
            {
                Id = "1",
                Title = "Talks, again",
                Body = article.Body,
                Date = ArticleDate.Parse("2022-05-17"),
                Authors = ["A. Writer"],
                // What looks like a number stays text: the index knows the field's type, a file does not.
                Fields = new Dictionary<string, FieldValue> { ["topic"] = "politics", ["words"] = "12" },
            },
            article);
        Assert.Equal("They said \"yes\".\nThey met.", article.Body.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(",", "x.csv")]
    [InlineData(";", "x.csv")]
    [InlineData("|", "x.csv")]
    [InlineData("\t", "x.tsv")]
    [InlineData("\t", "x.tab.gz")]
    [InlineData(",", null)]
    [InlineData(";", "x.txt.dat")]
    [InlineData("\t", null)]
    public async Task The_separator_is_found(string separator, string? name) =>
        Assert.Equal("1 2", Outline(await RecordsAsync("id;title;body\n1;T;B\n2;T;B\n".Replace(";", separator, StringComparison.Ordinal), name: name)));

    [Fact]
    public async Task A_bad_row_costs_no_other_and_has_its_line()
    {
        var records = await RecordsAsync("id,title,body,date\n1,t,\"b\nb\",\n2,t,b,soon\n\n3,t,b,2022,too many\n4,t\n5,t,b,2022\n", name: "x.csv");
        Assert.Equal("1 !4 !6 4 5", Outline(records));
        Assert.Equal(("x.csv", "2"), (records[1].Failure!.File, records[1].Failure!.Id));
        Assert.Contains("5 fields, the header 4", records[2].Failure!.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_fields_are_absent()
    {
        var article = (await RecordsAsync("id,title,body,date,source,topic\n1,T,B,,,\n", name: "x.csv")).Single().Article!;
        Assert.Equal(new Article { Id = "1", Title = "T", Body = "B" }, article);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_a_failure()
    {
        var records = await RecordsAsync("id,title,body\n1,t,b\n2,t,\"b\n3,t,b\n", name: "x.csv");
        Assert.Equal("1 !3", Outline(records));
    }

    [Fact]
    public async Task A_row_that_is_too_long_ends_the_file_with_a_failure()
    {
        var options = new CorpusOptions { MaxRecordBytes = 1024 };
        var records = await RecordsAsync($"id,title,body\n1,t,b\n2,t,{new string('x', 500_000)}\n3,t,b\n", options, "x.csv");
        Assert.Equal("1", records[0].Article!.Id);
        Assert.NotNull(records[1].Failure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("id,title,body\n")]
    public async Task Without_rows_there_are_no_records(string content) =>
        Assert.Empty(await RecordsAsync(content, new CorpusOptions { Format = CorpusFormat.Csv }));

    [Fact]
    public async Task Names_can_be_mapped()
    {
        var options = new CorpusOptions { FieldMap = new Dictionary<string, string> { ["Story Text"] = "body", ["ref"] = "id", ["kind"] = "type" } };
        var article = (await RecordsAsync("Ref,Story text,Kind,\n7,B,news,x\n", options, "x.csv")).Single().Article!;
        Assert.Equal(("7", "B"), (article.Id, article.Body));
        Assert.Equal(new Dictionary<string, FieldValue> { ["type"] = "news" }, article.Fields);
    }
}
