using System.Globalization;
using Search.Core.Language;

namespace Search.Core.Tests.Language;

public sealed class QueryParserTests
{
    private static readonly Dictionary<string, FieldType> Fields = new()
    {
        ["topic"] = FieldType.Keyword,
        ["lede"] = FieldType.Text,
        ["words"] = FieldType.Number,
        ["seen"] = FieldType.Date,
        ["paid"] = FieldType.Boolean,
    };

    private static ParsedQuery Parse(string text, int maxClauses = 1024) => QueryParser.Parse(text, Fields, maxClauses);

    private static WordNode Word(string text) => new(text);

    private static GroupNode Group(params QueryNode[] nodes) => new(nodes.Select(node => new Clause(Occur.Should, node)).ToList());

    private static GroupNode AnyOf(params QueryNode[] nodes) => Group(nodes) with { IsOr = true };

    private static GroupNode Clauses(params (Occur, QueryNode)[] clauses) => new(clauses.Select(clause => new Clause(clause.Item1, clause.Item2)).ToList());

    private static void Reads(string text, QueryNode? expected)
    {
        var parsed = Parse(text);
        Assert.Equal(expected, parsed.Root);
        Assert.Empty(parsed.Warnings);
    }

    [Fact]
    public void Initials_with_spaces_between_them_are_one_word()
    {
        Reads("W. H. O. chief", Group(Word("W.H.O."), Word("chief")));
        Reads("J. R. R. Tolkien", Group(Word("J.R.R."), Word("Tolkien")));
        Reads("(F. B. I.) raid", Group(Word("F.B.I."), Word("raid")));
        Reads("+U. S. troops", Clauses((Occur.Must, Word("U.S.")), (Occur.Should, Word("troops"))));
        Reads("A. B. C. D. E.", Group(Word("A.B.C.D."), Word("E.")));
        Reads("É. À.", Word("É.À."));
    }

    [Fact]
    public void Other_single_letters_stay_apart()
    {
        Reads("J. Smith", Group(Word("J."), Word("Smith")));
        Reads("Plan A. B or C.", Group(Word("Plan"), Word("A."), Word("B"), Word("or"), Word("C.")));
        Reads("x. y.", Group(Word("x."), Word("y.")));
        Reads("A.  B.", Group(Word("A."), Word("B.")));
        Reads("A. B.com", Group(Word("A."), Word("B.com")));
    }

    private static void ReadsWithWarning(string text, QueryNode expected)
    {
        var parsed = Parse(text);
        Assert.Equal(expected, parsed.Root);
        Assert.NotEmpty(parsed.Warnings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t\n")]
    [InlineData("*")]
    public void Nothing_asks_for_everything(string text) => Reads(text, null);

    [Theory]
    [InlineData("()")]
    [InlineData("\"\"")]
    [InlineData(" - ")]
    [InlineData("+")]
    public void Text_without_words_asks_for_nothing(string text) => Assert.Equal(AnyOf(), Parse(text).Root);

    [Fact]
    public void Warnings_are_alike_in_every_culture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberGroupSeparator = ".";
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            string warning = Assert.Single(Parse(string.Join(' ', Enumerable.Range(0, 1_001).Select(i => $"w{i}")), maxClauses: 1_000).Warnings);
            Assert.Contains("first 1,000 words", warning, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Words_stand_side_by_side() =>
        Reads("isi chief and washington to", Group(Word("isi"), Word("chief"), Word("and"), Word("washington"), Word("to")));

    [Theory]
    [InlineData("khan’s")]
    [InlineData("war-torn")]
    [InlineData("12:30")]
    [InlineData("http://x.org/a-b+c")]
    [InlineData("what?")]
    [InlineData("'urgent")]
    [InlineData("c++")]
    [InlineData("😀")]
    [InlineData("a~b")]
    public void A_word_keeps_what_is_no_operator(string text) => Reads(text, Word(text));

    [Theory]
    [InlineData("\"security level talks\"")]
    [InlineData("“security level talks”")]
    [InlineData("„security level talks“")]
    [InlineData("«security level talks»")]
    [InlineData("»security level talks«")]
    [InlineData("“security level talks\"")]
    [InlineData("\"security level talks”")]
    public void A_phrase_is_quoted_with_any_marks(string text) => Reads(text, new PhraseNode("security level talks"));

    [Fact]
    public void Curly_quotes_may_stand_within_straight_ones() =>
        Reads("\"get “lies” in\" way", Group(new PhraseNode("get “lies” in"), Word("way")));

    [Fact]
    public void A_phrase_has_slop() => Reads("\"near words\"~5", new PhraseNode("near words", 5));

    [Fact]
    public void Slop_is_bounded() => ReadsWithWarning("\"near words\"~99999999999", new PhraseNode("near words", QuerySyntax.MaxSlop));

    [Fact]
    public void A_quote_without_partner_is_no_quote() =>
        ReadsWithWarning("say \"hello world", Group(Word("say"), Word("hello"), Word("world")));

    [Fact]
    public void Signs_require_and_prohibit() => Reads("+must -not may -\"a b\" +(x y)", Clauses(
        (Occur.Must, Word("must")), (Occur.MustNot, Word("not")), (Occur.Should, Word("may")),
        (Occur.MustNot, new PhraseNode("a b")), (Occur.Must, Group(Word("x"), Word("y")))));

    [Theory]
    [InlineData("war - peace")]
    [InlineData("war -- peace")]
    [InlineData("war --peace")]
    [InlineData("war + peace")]
    public void A_dash_is_no_sign(string text) => Reads(text, Group(Word("war"), Word("peace")));

    [Fact]
    public void And_requires_both_within_its_group() => Reads("a AND b c", Clauses(
        (Occur.Must, Word("a")), (Occur.Must, Word("b")), (Occur.Should, Word("c"))));

    [Fact]
    public void And_binds_before_or() => Reads("a OR b AND c OR d",
        AnyOf(Word("a"), Clauses((Occur.Must, Word("b")), (Occur.Must, Word("c"))), Word("d")));

    [Fact]
    public void Or_binds_before_juxtaposition() => Reads("a b OR c d", Group(Word("a"), AnyOf(Word("b"), Word("c")), Word("d")));

    [Fact]
    public void Not_binds_first() => Reads("a AND NOT b", Clauses((Occur.Must, Word("a")), (Occur.MustNot, Word("b"))));

    [Fact]
    public void Not_twice_is_nothing() => Reads("a NOT NOT b NOT -c", Group(Word("a"), Word("b"), Word("c")));

    [Fact]
    public void Parentheses_group() => Reads("(a OR b) AND ((c))", Clauses((Occur.Must, AnyOf(Word("a"), Word("b"))), (Occur.Must, Word("c"))));

    [Theory]
    [InlineData("AND a", "AND a")]
    [InlineData("a OR", "a OR")]
    [InlineData("a NOT", "a NOT")]
    [InlineData("NOT", "NOT")]
    public void A_dangling_operator_is_a_word(string text, string words)
    {
        var nodes = words.Split(' ').Select(word => (QueryNode)Word(word)).ToArray();
        ReadsWithWarning(text, nodes.Length == 1 ? nodes[0] : Group(nodes));
    }

    [Theory]
    [InlineData("a) b")]
    [InlineData("(a b")]
    public void Parentheses_without_partner_are_ignored(string text) => ReadsWithWarning(text, Group(Word("a"), Word("b")));

    [Fact]
    public void Fields_scope_a_word_a_phrase_or_a_group() => Reads("title:isi Title:\"isi chief\" body:(a OR b) lede:x", Group(
        new FieldNode("title", Word("isi")), new FieldNode("title", new PhraseNode("isi chief")),
        new FieldNode("body", AnyOf(Word("a"), Word("b"))), new FieldNode("lede", Word("x"))));

    [Fact]
    public void Conditions_have_values() => Reads("source:\"The Times\" author:smith topic:politics words:[10 TO 20] words:7 paid:true language:en", Group(
        new ConditionNode("source", "The Times"), new ConditionNode("author", "smith"), new ConditionNode("topic", "politics"),
        new ConditionNode("words", "[10 TO 20]"), new ConditionNode("words", "7"), new ConditionNode("paid", "true"), new ConditionNode("language", "en")));

    [Fact]
    public void Values_in_a_group_are_alternatives() =>
        Reads("source:(BBC \"The Times\")", AnyOf(new ConditionNode("source", "BBC"), new ConditionNode("source", "The Times")));

    [Fact]
    public void Dates_are_conditions() => Reads("after:2022-05 before:2022 seen:[2021 TO *]", Group(
        new ConditionNode("after", "2022-05"), new ConditionNode("before", "2022"), new ConditionNode("seen", "[2021 TO *]")));

    [Theory]
    [InlineData("after:party")]
    [InlineData("words:many")]
    [InlineData("words:[1-2]")]
    [InlineData("paid:maybe")]
    public void A_value_that_does_not_fit_is_searched_as_words(string text) => ReadsWithWarning(text, Word(text));

    [Theory]
    [InlineData("title: isi", "title:")]
    [InlineData("source: isi", "source:")]
    public void A_field_without_value_is_a_word(string text, string word) => ReadsWithWarning(text, Group(Word(word), Word("isi")));

    [Fact]
    public void Unknown_names_are_words() => Reads("tag:x", Word("tag:x"));

    [Fact]
    public void Words_can_be_prefixes_or_fuzzy() => Reads("pre* bilawal~ fuzy~1 title:wash*", Group(
        new WordNode("pre", WordKind.Prefix), new WordNode("bilawal", WordKind.Fuzzy), new WordNode("fuzy", WordKind.Fuzzy, 1),
        new FieldNode("title", new WordNode("wash", WordKind.Prefix))));

    [Theory]
    [InlineData("*foo")]
    [InlineData("fo*o")]
    [InlineData("wom?n")]
    [InlineData("*a?????????b*")]
    public void Wildcards_are_forms_of_words(string text) => Reads(text, new WordNode(text, WordKind.Wildcard));

    [Theory]
    [InlineData("a w/5 b", nameof(TextOperator.Within), 5)]
    [InlineData("a W/1000 b", nameof(TextOperator.Within), 1_000)]
    [InlineData("a pre/3 b", nameof(TextOperator.Before), 3)]
    [InlineData("a w/s b", nameof(TextOperator.Sentence), 0)]
    [InlineData("a w/p b", nameof(TextOperator.Paragraph), 0)]
    public void Operators_between_two_words_are_read(string text, string name, int count)
    {
        var node = new OperatorNode(Enum.Parse<TextOperator>(name), count, [Word("a"), Word("b")]);
        Reads(text, node);
        Reads("c AND " + text, Clauses((Occur.Must, Word("c")), (Occur.Must, node)));
        Reads("-(" + text + ")", Clauses((Occur.MustNot, node)));
        Assert.Equal(node, Parse(QueryRenderer.Render(node)).Root);
    }

    [Theory]
    [InlineData("SENTENCE(a b)", nameof(TextOperator.Sentence), 0)]
    [InlineData("PARAGRAPH(a b)", nameof(TextOperator.Paragraph), 0)]
    [InlineData("CAPS(a b)", nameof(TextOperator.Caps), 0)]
    [InlineData("ALLCAPS(a b)", nameof(TextOperator.AllCaps), 0)]
    [InlineData("atleast5(a b)", nameof(TextOperator.AtLeast), 5)]
    [InlineData("FIRST50(a b)", nameof(TextOperator.First), 50)]
    public void Functions_are_read(string text, string name, int count)
    {
        var node = new OperatorNode(Enum.Parse<TextOperator>(name), count, [Group(Word("a"), Word("b"))]);
        Reads(text, node);
        Reads("title:" + text, new FieldNode("title", node));
        Assert.Equal(node, Parse(QueryRenderer.Render(node)).Root);
    }

    [Fact]
    public void Chains_are_read_from_the_left() => Reads("a w/5 b pre/2 c", new OperatorNode(TextOperator.Before, 2,
        [new OperatorNode(TextOperator.Within, 5, [Word("a"), Word("b")]), Word("c")]));

    [Theory]
    [InlineData("w/0")]
    [InlineData("w/1001")]
    [InlineData("w/o")]
    [InlineData("sentence")]
    [InlineData("atleast")]
    [InlineData("SENTENCE")]
    public void What_is_no_operator_is_a_word(string text) => Reads($"a {text} b", Group(Word("a"), Word(text), Word("b")));

    [Theory]
    [InlineData("a w/5", "w/5")]
    [InlineData("a pre/2", "pre/2")]
    public void An_operator_without_a_side_is_a_word(string text, string word) => ReadsWithWarning(text, Group(Word("a"), Word(word)));

    [Theory]
    [InlineData("*a")]
    [InlineData("f?-oo")]
    public void Other_wildcards_are_searched_as_words(string text) => ReadsWithWarning(text, Word(text));

    [Fact]
    public void A_backslash_takes_a_meaning_away() => Reads(@"\AND foo\* \-bar a\ b title\:x \""q", Group(
        Word("AND"), Word("foo*"), Word("-bar"), Word("a b"), Word("title:x"), Word("\"q")));

    [Fact]
    public void Clauses_are_limited()
    {
        var parsed = Parse("a b (c d) \"e f\"", maxClauses: 3);
        Assert.Equal(Group(Word("a"), Word("b"), Word("c")), parsed.Root);
        Assert.Contains("first 3", Assert.Single(parsed.Warnings));
    }

    [Fact]
    public void Depth_is_limited()
    {
        var parsed = Parse(new string('(', 100_000) + "a" + new string(')', 100_000));
        Assert.Equal(Word("a"), parsed.Root);
        Assert.Single(parsed.Warnings);
    }

    [Fact]
    public void In_a_sentence_in_capitals_operators_are_words()
    {
        var shouted = Assert.IsType<GroupNode>(QueryParser.Parse("TALKS OF LONDON AND PARIS OR NOT IN MAY", new Dictionary<string, FieldType>(), 100).Root);
        Assert.Equal(["TALKS", "OF", "LONDON", "AND", "PARIS", "OR", "NOT", "IN", "MAY"], shouted.Clauses.Select(clause => Assert.IsType<WordNode>(clause.Node).Text));
        Assert.All(shouted.Clauses, clause => Assert.Equal(Occur.Should, clause.Occur));

        // A few words, or a lower-case letter anywhere, leave them what they are.
        var named = Assert.IsType<GroupNode>(QueryParser.Parse("CIA AND ISI AND MI5", new Dictionary<string, FieldType>(), 100).Root);
        Assert.All(named.Clauses, clause => Assert.Equal(Occur.Must, clause.Occur));
        var mixed = Assert.IsType<GroupNode>(QueryParser.Parse("TALKS OF LONDON AND PARIS IN may", new Dictionary<string, FieldType>(), 100).Root);
        Assert.Equal(2, mixed.Clauses.Count(clause => clause.Occur == Occur.Must));
    }
}
