using Search.Core.Analysis;

namespace Search.Core.Tests.Analysis;

public sealed class KeywordNormalizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("The Times", "the times")]
    [InlineData("  The \t\r\n Times\u00A0 ", "the times")]
    [InlineData("El País", "el pais")]
    [InlineData("El Pai\u0301s", "el pais")]
    [InlineData("Reader’s `Digest´", "reader's 'digest'")]
    [InlineData("“Quoted” «too»", "\"quoted\" \"too\"")]
    [InlineData("ＡＢＣ　Ｎｅｗｓ", "abc news")]
    [InlineData("co\u00ADop\u200B", "coop")]
    [InlineData("white_house/2020", "white_house/2020")]
    [InlineData("Ёж Σοφός", "еж σοφοσ")]
    [InlineData("😀", "😀")]
    [InlineData("\uD800x\uDC00", "\uD800x\uDC00")]
    public void Folds(string value, string expected) => Assert.Equal(expected, KeywordNormalizer.Normalize(value));

    [Fact]
    public void IsIdempotent()
    {
        var random = new Random(11);
        for (int i = 0; i < 2_000; i++)
        {
            string once = KeywordNormalizer.Normalize(RandomText.Next(random, 30));
            Assert.Equal(once, KeywordNormalizer.Normalize(once));
        }
    }
}
