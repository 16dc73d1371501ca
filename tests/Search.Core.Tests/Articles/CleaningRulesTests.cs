using CsCheck;
using Search.Core.Articles;
using static Search.Core.Tests.Articles.CorpusContent;

namespace Search.Core.Tests.Articles;

public sealed class CleaningRulesTests
{
    private const string Before = "The talks began on Monday.";
    private const string After = "They ended on Friday.";

    /// <summary>The seed's form: a glued date, page chrome, a caption instead of a title.</summary>
    private const string Crawled = " date 2022-05 Follow us on Image Source : FILE PHOTO The minister at the talks.\n\nThe talks began on Monday.\n\nThey ended.\n\n";

    public static TheoryData<string> RuleNames() => [.. CleaningRuleCases.All.Select(entry => entry.Rule)];

    private static string Clean(string body) => CleaningRules.Default.Clean(new Article { Id = "1", Title = "T", Body = body }).Body;

    private static async Task<Article> ReadTextAsync(string text, CorpusOptions? options = null) =>
        (await RecordsAsync(text, options ?? new CorpusOptions(), "x.txt")).Single().Article!;

    [Fact]
    public void Every_rule_has_a_case() =>
        Assert.Equal(CleaningRules.Default.Rules.Select(rule => rule.Name), CleaningRuleCases.All.Select(entry => entry.Rule));

    [Fact]
    public void The_shipped_rules_are_sound()
    {
        foreach (var rule in CleaningRules.Default.Rules)
            CleaningRule.Check(rule, rule.Name);
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void A_rule_takes_chrome_away_and_leaves_text(string name)
    {
        var (_, chrome, text) = CleaningRuleCases.All.Single(entry => entry.Rule == name);
        var rule = CleaningRules.Default.Rules.Single(rule => rule.Name == name);
        // This rule alone, so that no other does its work.
        string[] others = [.. CleaningRules.Default.Rules.Where(other => other != rule).Select(other => $"off {other.Name}")];
        var alone = CleaningRules.Default.With(others);
        string CleanAlone(string body) => alone.Clean(new Article { Id = "1", Title = "T", Body = body }).Body;
        foreach (string words in chrome)
        {
            string body = rule.Kind switch
            {
                CleaningRuleKind.Date or CleaningRuleKind.Start => $"{words} {Before}\n\n{After}",
                CleaningRuleKind.Header => $"date 2022-05 {words} {Before}\n\n{After}",
                CleaningRuleKind.End => $"{Before}\n\n{After} {words}",
                CleaningRuleKind.Phrase => $"{Before} {words}\n\n{words} {After}",
                _ => $"{Before}\n\n{words}\n\n{After}",
            };
            // A rule for what follows a date is nothing without a rule for dates.
            if (rule.Kind != CleaningRuleKind.Header)
                Assert.Equal($"{Before}\n\n{After}", CleanAlone(body));
            Assert.Equal($"{Before}\n\n{After}", Clean(body));
        }
        foreach (string words in text)
        {
            Assert.Equal(words, CleanAlone(words));
            Assert.Equal(words, Clean(words));
            if (rule.Kind == CleaningRuleKind.Header)
                Assert.Equal(words, Clean($"date 2022-05 {words}"));
            Assert.Equal($"{Before}\n\n{words}\n\n{After}", Clean($"{Before}\n\n{words}\n\n{After}"));
            Assert.Equal($"{Before} {words} indeed. {After}", Clean($"{Before} {words} indeed. {After}"));
        }
        // In the middle of a sentence the very words of the chrome are text.
        foreach (string words in chrome)
            Assert.Contains(words.Trim(), Clean($"{Before} The words {words.Trim()} stood there, and more of them. {After}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crawled_text_becomes_an_article()
    {
        Assert.Equal(
            new Article
            {
                Id = "x",
                Title = "The minister at the talks",
                TitleDerived = true,
                Body = "The minister at the talks.\n\nThe talks began on Monday.\n\nThey ended.",
                Date = ArticleDate.FromMonth(2022, 5),
                Original = new OriginalText(null, Crawled),
            },
            await ReadTextAsync(Crawled));
    }

    [Fact]
    public async Task A_text_can_stay_as_it_came()
    {
        var article = await ReadTextAsync(Crawled, new CorpusOptions { Clean = false });
        Assert.Equal((Crawled, null, null), (article.Body, article.Date, article.Original));
        Assert.True(article.TitleDerived);
    }

    [Theory]
    [InlineData("Talks end in Washington\n\nThey ended.", "Talks end in Washington", false, "They ended.")]
    [InlineData("date 2022-05 Talks end\r\n\r\nFollow us on Image Source : PTI They ended.", "Talks end", false, "They ended.")]
    [InlineData("Talks end.\n\nThey ended.", "Talks end", true, "Talks end.\n\nThey ended.")]
    [InlineData("Talks end:\n\nThey ended.", "Talks end:", true, "Talks end:\n\nThey ended.")]
    [InlineData("Talks end\nThey ended.", "Talks end", true, "Talks end\nThey ended.")]
    [InlineData("Talks end", "Talks end", true, "Talks end")]
    [InlineData("1916\n\nThey ended.", "1916", true, "1916\n\nThey ended.")]
    [InlineData("Image Source : AP The minister\n\nThey ended.", "The minister", true, "The minister\n\nThey ended.")]
    public async Task The_first_line_of_a_text_may_be_its_title(string text, string title, bool derived, string body)
    {
        var article = await ReadTextAsync(text);
        Assert.Equal((title, derived, body), (article.Title, article.TitleDerived, article.Body));
        Assert.Equal(text, article.Original?.Body ?? article.Body);
    }

    [Fact]
    public void What_has_no_chrome_is_the_same_article()
    {
        var article = new Article { Id = "1", Title = "T", Body = Before };
        Assert.Same(article, CleaningRules.Default.Clean(article));
    }

    [Fact]
    public void A_given_date_stays()
    {
        var article = new Article { Id = "1", Body = "date 2022-05 Text.", Date = ArticleDate.FromYear(2020) };
        Assert.Equal("2020", CleaningRules.Default.Clean(article).Date.ToString());
    }

    [Fact]
    public void A_derived_title_follows_the_cleaned_body()
    {
        var article = DerivedTitle.Ensure(new Article { Id = "1", Body = "Image Source : AP The minister." });
        var cleaned = CleaningRules.Default.Clean(article);
        Assert.Equal(("The minister", true), (cleaned.Title, cleaned.TitleDerived));
        Assert.Equal(new OriginalText(null, article.Body), cleaned.Original);
    }

    [Fact]
    public void Callers_add_replace_and_take_away_rules()
    {
        var rules = CleaningRules.Default.With(
            "# house rules", "", "line house-ad Visit the Gazette's shop", "phrase   gazette-mark   [GAZETTE]", "off advertisement", "line share-button Teilen");
        string Cleaned(string body) => rules.Clean(new Article { Id = "1", Title = "T", Body = body }).Body;
        Assert.Equal("A.\nB.", Cleaned("A. [GAZETTE]\nVisit  the Gazette’s shop\nTeilen\nB."));
        Assert.Equal("A.\nAdvertisement\nShare", Cleaned("A.\nAdvertisement\nShare"));
        Assert.Equal("A.", Clean("A.\nAdvertisement\nShare"));
    }

    [Theory]
    [InlineData("line")]
    [InlineData("line name")]
    [InlineData("lines name pattern")]
    [InlineData("2 name pattern")]
    [InlineData("line name (unclosed")]
    [InlineData("line name (a)\\1")]
    [InlineData("line name (?=look)ahead")]
    [InlineData("line name .*")]
    [InlineData("date name \\d{4}")]
    [InlineData("off no-such-rule")]
    public void A_bad_rule_is_named(string line) =>
        Assert.Contains($"'{line}'", Assert.Throws<FormatException>(() => CleaningRules.Default.With("line good x", line)).Message, StringComparison.Ordinal);

    [Fact]
    public void Cleaning_what_was_cleaned_changes_nothing_and_loses_nothing()
    {
        string[] chrome = [.. CleaningRuleCases.All.SelectMany(entry => entry.Chrome.Concat(entry.Text))];
        var piece = Gen.OneOf(Gen.OneOf(chrome), Gen.OneOf("\n", "\n\n", " ", "\r\n", ". ", "Word", "😀", "\ud800", "\0", "\u00A0"));
        Gen.Select(piece.Array[0, 25], Gen.Bool).Sample((pieces, hasTitle) =>
        {
            var article = new Article { Id = "1", Title = hasTitle ? "T" : "", Body = string.Concat(pieces) };
            var cleaned = CleaningRules.Default.Clean(article);
            Assert.Equal(cleaned, CleaningRules.Default.Clean(cleaned));
            Assert.Equal(article.Body, cleaned.Original?.Body ?? cleaned.Body);
            var file = CleaningRules.Default.CleanFile(article);
            Assert.Equal(file, CleaningRules.Default.Clean(file));
            Assert.Equal(article.Body, file.Original?.Body ?? file.Body);
        }, iter: 300);
    }

    [Fact]
    public void A_long_text_is_cleaned_in_linear_time()
    {
        // Each of these is a line or a beginning that a backtracking matcher would try again from every place.
        string body = string.Concat(Enumerable.Repeat("Follow us on Image Source : ", 40_000)) + string.Concat(Enumerable.Repeat("Story Continued ", 100_000));
        Assert.Equal(Clean(body), Clean(Clean(body)));
        Assert.EndsWith("Story Continued", Clean(body), StringComparison.Ordinal);
    }
}
