using CsCheck;
using Search.Core.Articles;

namespace Search.Core.Tests.Articles;

public sealed class DerivedTitleTests
{
    [Theory]
    [InlineData("Pakistan's Foreigh Minister Bilawal Bhutto.\n\nPakistan and the US", "Pakistan's Foreigh Minister Bilawal Bhutto")]
    [InlineData("\n\n  A   headline\twith  gaps \n\nText", "A headline with gaps")]
    [InlineData("Who won?\n\nText", "Who won?")]
    [InlineData("Back in the U.S.\n\nText", "Back in the U.S.")]
    [InlineData("And then...\nText", "And then...")]
    [InlineData("***\n4\nText", "4")]
    [InlineData("***\n\n---", "***")]
    [InlineData("", "")]
    [InlineData(" \n ", "")]
    public void The_first_line_is_the_title(string body, string expected) => Assert.Equal(expected, DerivedTitle.From(body));

    [Fact]
    public void Of_a_long_line_the_first_sentence_is_the_title()
    {
        const string More = " It went on for a long time, as all of those who were there that day remember, and nobody knew how it would end.";
        Assert.Equal("Sen. Daniel K. Akaka met Mr. Brown on Friday", DerivedTitle.From("Sen. Daniel K. Akaka met Mr. Brown on Friday." + More));
        Assert.Equal("“It is over,” she said at last.”", DerivedTitle.From("“It is over,” she said at last.”" + More));
        Assert.Equal("会談は終わった。", DerivedTitle.From("会談は終わった。" + new string('語', 200)));
    }

    [Fact]
    public void A_long_sentence_is_cut_between_words()
    {
        string title = DerivedTitle.From(string.Concat(Enumerable.Repeat("wonderful, ", 30)));
        Assert.Equal(string.Concat(Enumerable.Repeat("wonderful, ", 9)).TrimEnd(' ', ',') + "…", title);
    }

    [Fact]
    public void Any_text_has_a_short_title()
    {
        var piece = Gen.OneOf("word", " ", "\n", ".", "…", "😀", "\ud800", "\udc00", "語", "\0", "Mr", "!", "”");
        piece.Array[0, 300].Select(string.Concat).Sample(body =>
        {
            string title = DerivedTitle.From(body);
            Assert.InRange(title.Length, 0, 105);
            Assert.DoesNotContain('\n', title);
            Assert.Equal(string.IsNullOrWhiteSpace(body), title.Length == 0);
            Assert.True(WellFormed.IndexOfUnpaired(body) >= 0 || WellFormed.IndexOfUnpaired(title) < 0);
        });
    }
}
