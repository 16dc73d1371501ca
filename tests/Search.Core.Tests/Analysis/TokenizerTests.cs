namespace Search.Core.Tests.Analysis;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \t\n -- ", "")]
    [InlineData("Pakistan and the US", "pakistan|and|the|us")]
    [InlineData("war-torn post–war e-mail", "war|torn|post|war|e|mail")]
    [InlineData("snake_case", "snake|case")]
    [InlineData("F16 covid19 4x4", "f16|covid19|4x4")]
    [InlineData("AT&T a@b.com", "at|t|a|b|com")]
    public void Words(string text, string forms) => Assert.Equal(forms, Tokens.Forms(text));

    [Theory]
    [InlineData("khan's|khan’s|khan‘s|khanʼs|khan＇s|khan‛s|khan′s|khan`s|khan´s|KHAN'S|Khan’S", "khan")]
    [InlineData("o'brien|O’Brien|o‘brien|oʼbrien|o＇brien|o‛brien|o′brien|o`brien|o´brien", "o'brien")]
    [InlineData("don't|don’t|DON’T", "don't")]
    [InlineData("1990's|1990’s", "1990")]
    public void EveryApostrophe(string spellings, string form)
    {
        foreach (string spelling in spellings.Split('|'))
            Assert.Equal([(form, 0, spelling.Length)], Tokens.Spans(spelling));
    }

    [Fact]
    public void ATrailingApostropheMayBeAQuoteAndStaysOutside() =>
        Assert.Equal([("the", 1, 4), ("khans", 5, 10), ("claim", 12, 17)], Tokens.Spans("‘the khans’ claim'"));

    [Theory]
    [InlineData("rock'n'roll", "rock'n'roll")]
    [InlineData("rock 'n' roll", "rock|n|roll")]
    [InlineData("the '90s", "the|90s")]
    [InlineData("''quoted''", "quoted")]
    [InlineData("Al-Qa'ida's", "al|qa'ida")]
    [InlineData("it's let's", "it|let")]
    public void ApostrophesInContext(string text, string forms) => Assert.Equal(forms, Tokens.Forms(text));

    [Theory]
    [InlineData("U.S.", "us", 3)]
    [InlineData("U.S", "us", 3)]
    [InlineData("u.k.", "uk", 3)]
    [InlineData("e.g.", "eg", 3)]
    [InlineData("U.S.S.R.", "ussr", 7)]
    [InlineData("U.S.A", "usa", 5)]
    [InlineData("U.S.'s", "us", 6)]
    [InlineData("U.S.’s", "us", 6)]
    [InlineData("É.U.", "eu", 3)]
    public void InitialsAreOneToken(string text, string form, int end) => Assert.Equal([(form, 0, end)], Tokens.Spans(text));

    [Theory]
    [InlineData("J. Smith", "j|smith")]
    [InlineData("J.K. Rowling", "jk|rowling")]
    [InlineData("F.Kennedy", "f|kennedy")]
    [InlineData("e.g.the", "eg|the")]
    [InlineData("J.D'Arcy", "j|d'arcy")]
    [InlineData("U.S.-led", "us|led")]
    [InlineData("plan A. B is next", "plan|a|b|is|next")]
    public void WhatLooksLikeInitials(string text, string forms) => Assert.Equal(forms, Tokens.Forms(text));

    [Theory]
    [InlineData("1,000", "1000")]
    [InlineData("1,234,567.89", "1234567.89")]
    [InlineData("3.5", "3.5")]
    [InlineData("May 5,2022", "may|5|2022")]
    [InlineData("1,2,3", "1|2|3")]
    [InlineData("10,0000", "10|0000")]
    [InlineData("in 2020. Then", "in|2020|then")]
    [InlineData("192.168.0.1", "192.168.0.1")]
    [InlineData("$3.5m", "3.5|m")]
    [InlineData("3.5m", "3.5m")]
    [InlineData("£5M (5K)", "5|m|5k")]
    [InlineData("1.5bn, 2MLN; 3trn", "1.5|bn|2|mln|3|trn")]
    [InlineData("$1,000bn's 21st 5bnx", "1000bn|21st|5bnx")]
    [InlineData("€3b-€4k", "3|b|4|k")]
    [InlineData("٣", "3")]
    public void Numbers(string text, string forms) => Assert.Equal(forms, Tokens.Forms(text));

    [Theory]
    [InlineData("Élysée", "elysee")]
    [InlineData("E\u0301lyse\u0301e", "elysee")]
    [InlineData("straße Øre Łódź Þór", "strasse|ore|lodz|thor")]
    [InlineData("ﬁnance œuvre Æsop", "finance|oeuvre|aesop")]
    [InlineData("ＦＵＬＬ１２", "full12")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("Άνθρωπος ἄνθρωπος", "ανθρωποσ|ανθρωποσ")]
    [InlineData("Ёлка Чайковский и\u0306", "елка|чаиковскии|и")]
    [InlineData("m² ⑴ x₂", "m2|1|x2")]
    public void Folding(string text, string forms) => Assert.Equal(forms, Tokens.Forms(text));

    [Theory]
    [InlineData("中文字", "中|文|字")]
    [InlineData("ひらがな", "ひ|ら|が|な")]
    [InlineData("カタカナ・テスト", "カタカナ|テスト")]
    [InlineData("한국 뉴스", "한국|뉴스")]
    [InlineData("𠮷野家", "𠮷|野|家")]
    [InlineData("abc中def", "abc|中|def")]
    public void EastAsianText(string text, string forms) => Assert.Equal(forms, Tokens.Forms(text));

    [Theory]
    [InlineData("שָׁלוֹם עולם", "שלום|עולם")]
    [InlineData("مُحَمَّد محـــمد", "محمد|محمد")]
    [InlineData("हिन्दी", "हिन्दी")]
    public void OtherScripts(string text, string forms) => Assert.Equal(forms, Tokens.Forms(text));

    [Theory]
    [InlineData("hi😀there", "hi|😀|there")]
    [InlineData("👍🏽👍", "👍|👍")]
    [InlineData("❤️❤", "❤|❤")]
    [InlineData("🇺🇸🇬🇧", "🇺🇸|🇬🇧")]
    [InlineData("👨‍👩‍👧", "👨‍👩‍👧")]
    [InlineData("1️⃣", "1")]
    [InlineData("➤ bullet ★ star ☀️", "bullet|star|☀")]
    public void Emoji(string text, string forms) => Assert.Equal(forms, Tokens.Forms(text));

    [Fact]
    public void InvisibleCharactersInsideAWordAreInTheSpanAlone() =>
        Assert.Equal([("security", 1, 11), ("talks", 13, 18)], Tokens.Spans("\u200Bse\u00ADcuri\u200Bty\u200B talks\uFEFF"));

    [Fact]
    public void LoneSurrogatesAndNulsSeparate() => Assert.Equal("a|b|c|d", Tokens.Forms("a\uD800b\uDC00c\0d\uD83D"));

    [Fact]
    public void LongWordsAreCutWithoutSplittingAPair()
    {
        Assert.Equal([255, 255, 90], Tokens.Spans(new string('x', 600)).Select(t => t.End - t.Start));
        string pairs = "x" + string.Concat(Enumerable.Repeat("𝒜", 200));
        Assert.Equal([255, 146], Tokens.Spans(pairs).Select(t => t.End - t.Start));
        Assert.Equal([254, 146], Tokens.Spans(pairs[1..]).Select(t => t.End - t.Start));
    }

    [Fact]
    public void AMarkWithoutALetterIsNoToken() => Assert.Equal("a", Tokens.Forms("\u0301 a\u0301 \uFE0F"));
}
