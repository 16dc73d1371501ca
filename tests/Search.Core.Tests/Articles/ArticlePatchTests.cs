using System.Text;

namespace Search.Core.Tests.Articles;

public sealed class ArticlePatchTests
{
    private static readonly Article Present = new()
    {
        Id = "1",
        Title = "T",
        Body = "B",
        Date = ArticleDate.FromYear(2022),
        Source = "S",
        Url = "U",
        Language = "en",
        Authors = ["A"],
        Fields = new Dictionary<string, FieldValue> { ["topic"] = "x", ["meta.a"] = 1, ["meta.b"] = 2 },
        Original = new OriginalText("T", "raw B"),
    };

    private static Article Merge(Article article, string patch) => ArticleJson.Merge(article, Encoding.UTF8.GetBytes(patch));

    [Fact]
    public void An_empty_patch_changes_nothing() => Assert.Equal(Present, Merge(Present, "{}"));

    [Fact]
    public void Members_replace() => Assert.Equal(
        Present with { Date = ArticleDate.FromMonth(2023, 1), Source = "S2", Url = "U2", Language = "de", Authors = ["B", "C"] },
        Merge(Present, """{"id":"1","published":"2023-01","outlet":"S2","url":"U2","language":"de","authors":["B","C"]}"""));

    [Fact]
    public void Null_and_empty_remove() => Assert.Equal(
        Present with { Date = null, Source = null, Url = null, Language = null, Authors = [] },
        Merge(Present, """{"date":null,"source":"","url":null,"lang":null,"authors":[]}"""));

    [Fact]
    public void Fields_merge_by_name() => Assert.Equal(
        Present with { Fields = new Dictionary<string, FieldValue> { ["topic"] = "y", ["meta.b"] = 2, ["new"] = true } },
        Merge(Present, """{"fields":{"topic":"y","meta":{"a":null}},"new":true}"""));

    [Fact]
    public void A_removed_object_takes_its_members_with_it() => Assert.Equal(["topic"], Merge(Present, """{"meta":null}""").Fields.Keys);

    [Fact]
    public void All_fields_can_be_removed() => Assert.Empty(Merge(Present, """{"fields":null}""").Fields);

    [Fact]
    public void A_new_body_has_no_original_of_its_own()
    {
        var changed = Merge(Present, """{"text":"New body."}""");
        Assert.Equal(("T", "New body.", null), (changed.Title, changed.Body, changed.Original));
    }

    [Fact]
    public void A_new_title_leaves_the_original_body()
    {
        var changed = Merge(Present, """{"title":"T2"}""");
        Assert.Equal(("T2", "B", new OriginalText("T2", "raw B")), (changed.Title, changed.Body, changed.Original));
    }

    [Fact]
    public void A_derived_title_follows_the_body()
    {
        var derived = Present with { Title = "B", TitleDerived = true };
        Assert.Equal(("New body", true), (Merge(derived, """{"body":"New body."}""").Title, Merge(derived, """{"body":"New body."}""").TitleDerived));
        Assert.Equal(("Given", false), (Merge(derived, """{"title":"Given"}""").Title, Merge(derived, """{"title":"Given"}""").TitleDerived));
        Assert.Equal(("B", true), (Merge(Present, """{"title":null}""").Title, Merge(Present, """{"title":null}""").TitleDerived));
    }

    [Theory]
    [InlineData("""{"id":"2"}""")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"date":"soon"}""")]
    [InlineData("""{"title":{"x":1}}""")]
    [InlineData("""[]""")]
    [InlineData("""{""")]
    public void What_fits_no_article_is_refused(string patch) => Assert.Throws<FormatException>(() => Merge(Present, patch));
}
