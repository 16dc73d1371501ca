using CsCheck;
using Search.Core.Indexing;

namespace Search.Core.Tests.Indexing;

public sealed class StoredArticleTests
{
    /// <summary>Any UTF-16: with NULs, unpaired surrogates and everything between.</summary>
    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.String[Gen.Char, 0, 40],
        Gen.String[Gen.Char['a', 'z'], 0, 2_000],
        Gen.Int[0, 5].Select(index => "\0\uD83D\uDE00xé中"[index]).Array[0, 300].Select(characters => new string(characters)));

    private static readonly Gen<ArticleDate> s_date = Gen.OneOf(
        Gen.Int[1, 9999].Select(ArticleDate.FromYear),
        Gen.Select(Gen.Int[1, 9999], Gen.Int[1, 12]).Select(part => ArticleDate.FromMonth(part.Item1, part.Item2)),
        Gen.Int[0, 3_000_000].Select(day => ArticleDate.FromDay(DateOnly.FromDayNumber(day))),
        Gen.Long[0, DateTime.MaxValue.Ticks].Select(ticks => ArticleDate.FromInstant(new DateTimeOffset(ticks, TimeSpan.Zero))));

    private static readonly Gen<FieldValue> s_value = Gen.OneOf(
        s_text.Array[0, 4].Select(texts => FieldValue.From(texts)),
        Gen.Double.Where(double.IsFinite).Select(number => FieldValue.From(number)),
        Gen.Bool.Select(truth => FieldValue.From(truth)),
        s_date.Select(date => FieldValue.From(date)));

    private static readonly Gen<Article> s_article =
        from id in s_text
        from title in s_text
        from body in s_text
        from derived in Gen.Bool
        from date in s_date.Nullable()
        from source in s_text.Null()
        from url in s_text.Null()
        from authors in s_text.Array[0, 3]
        from fields in Gen.Dictionary(s_text, s_value)[0, 4]
        from originalTitle in s_text.Null()
        from originalBody in s_text.Null()
        select new Article
        {
            Id = id,
            Title = title,
            Body = body,
            TitleDerived = derived,
            Date = date,
            Source = source,
            Url = url,
            Authors = authors,
            Fields = fields,
            Original = originalBody is null ? null : new OriginalText(originalTitle, originalBody),
        };

    [Fact]
    public void EveryArticleComesBackAsItWas() => s_article.Sample(
        article => AssertSame(article, StoredArticle.Decode(StoredArticle.Encode(article))), iter: 2_000);

    [Fact]
    public void WithoutTheBodyTheRestComesBack()
    {
        var article = new Article { Id = "a", Title = "t", Body = new string('x', 10_000), Source = "s" };
        var read = StoredArticle.Decode(StoredArticle.Encode(article), withBody: false);
        Assert.Equal("", read.Body);
        Assert.Equal("s", read.Source);
    }

    /// <summary>A cut or altered record gives an error that is reported as damage, or another article; never anything else.</summary>
    [Fact]
    public void DamagedBytesGiveAnErrorAndNothingWorse()
    {
        var article = new Article { Id = "id/1", Title = "A title", Body = string.Concat(Enumerable.Repeat("Some text of the body. ", 40)), Authors = ["x", "y"] };
        byte[] bytes = StoredArticle.Encode(article);
        var random = new Random(20_220_517);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] damaged = random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : (byte[])bytes.Clone();
            for (int flips = random.Next(4); flips > 0 && damaged.Length > 0; flips--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var error = Record.Exception(() => StoredArticle.Decode(damaged));
            Assert.True(error is null || LuceneErrors.IsDamage(error), $"round {round}: {error}");
        }
    }

    /// <summary>The worked example of docs/index-format.md.</summary>
    [Fact]
    public void TheExampleOfTheFormatPageIsRight()
    {
        byte[] bytes = StoredArticle.Encode(new Article { Id = "a", Title = "T", Body = "hi" });
        Assert.Equal("010B0261025400000000000000000268" + "6900", Convert.ToHexString(bytes));
        Assert.Contains("`01 0B 02 61 02 54 00 00 00 00 00 00 00 00 02 68 69 00`", File.ReadAllText(Repository.PathOf("docs", "index-format.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownVersionIsRefused()
    {
        byte[] bytes = StoredArticle.Encode(new Article { Id = "a" });
        bytes[0] = 2;
        var error = Assert.Throws<InvalidDataException>(() => StoredArticle.Decode(bytes));
        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
    }

    internal static void AssertSame(Article expected, Article actual)
    {
        Assert.Equal(expected with { Authors = [], Fields = Article.EmptyFields }, actual with { Authors = [], Fields = Article.EmptyFields });
        Assert.Equal(expected.Authors, actual.Authors);
        Assert.Equal(expected.Fields.OrderBy(pair => pair.Key, StringComparer.Ordinal), actual.Fields.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }
}
