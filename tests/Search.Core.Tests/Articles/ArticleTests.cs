namespace Search.Core.Tests.Articles;

public sealed class ArticleTests
{
    private static Article Sample() => new()
    {
        Id = "1",
        Title = "Talks",
        Body = "They met.",
        Date = ArticleDate.Parse("2022-05"),
        Authors = ["A. Writer"],
        Fields = new Dictionary<string, FieldValue> { ["topic"] = "politics", ["words"] = 2 },
    };

    [Fact]
    public void Articles_of_equal_contents_are_equal()
    {
        var other = Sample() with { Authors = new List<string> { "A. Writer" } };
        Assert.Equal(Sample(), other);
        Assert.Equal(Sample().GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Any_member_makes_a_difference()
    {
        var article = Sample();
        Assert.NotEqual(article, article with { Id = "2" });
        Assert.NotEqual(article, article with { Title = "Other" });
        Assert.NotEqual(article, article with { TitleDerived = true });
        Assert.NotEqual(article, article with { Body = "They left." });
        Assert.NotEqual(article, article with { Date = null });
        Assert.NotEqual(article, article with { Source = "Dawn" });
        Assert.NotEqual(article, article with { Url = "u" });
        Assert.NotEqual(article, article with { Language = "en" });
        Assert.NotEqual(article, article with { Authors = ["B. Writer"] });
        Assert.NotEqual(article, article with { Fields = new Dictionary<string, FieldValue> { ["topic"] = "sport", ["words"] = 2 } });
        Assert.NotEqual(article, article with { Fields = new Dictionary<string, FieldValue>() });
        Assert.NotEqual(article, article with { Original = new OriginalText(null, "x") });
    }

    [Fact]
    public void A_field_value_is_what_it_was_made_of()
    {
        Assert.Equal(["a", "b"], FieldValue.From(["a", "b"]).Strings!);
        Assert.Equal(1.5, FieldValue.From(1.5).Number);
        Assert.True(FieldValue.From(true).Boolean);
        Assert.Equal(ArticleDate.FromYear(2022), FieldValue.From(ArticleDate.FromYear(2022)).Date);
        Assert.Null(FieldValue.From("1").Number);
        Assert.Equal("a, b", FieldValue.From(["a", "b"]).ToString());
        Assert.Equal("1.5", FieldValue.From(1.5).ToString());
        Assert.Equal("2022", FieldValue.From(ArticleDate.FromYear(2022)).ToString());
        Assert.Equal(FieldValue.From(["a"]), FieldValue.From("a"));
        Assert.NotEqual(FieldValue.From("true"), FieldValue.From(true));
    }

    [Fact]
    public void A_field_value_is_never_null_or_infinite()
    {
        Assert.Throws<ArgumentException>(() => FieldValue.From(["a", null!]));
        Assert.Throws<ArgumentOutOfRangeException>(() => FieldValue.From(double.NaN));
    }
}
