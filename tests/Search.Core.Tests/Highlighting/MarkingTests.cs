using Search.Core.Highlighting;
using Search.Core.Language;
using static Search.Core.Tests.Highlighting.Highlights;

namespace Search.Core.Tests.Highlighting;

public sealed class MarkingTests
{
    [Theory]
    [InlineData("talk", "The [talks] were about [talk] of [talking].")]
    [InlineData("security", "[Security] is not insecurity.")]
    [InlineData("khan's", "[Khan’s], [KHANS] and [khan]; not khanate.")]
    [InlineData("élysée", "At the [Elysee] and the [Élysée] and the [E\u0301lyse\u0301e].")]
    [InlineData("us", "The [U.S]. and the [US].")]
    [InlineData("1000", "Some [1,000] of [1000].")]
    [InlineData("شرطة", "قالت [شرطة] المدينة")]
    [InlineData("שלום", "אמר [שָׁלוֹם] עליכם")]
    [InlineData("👍", "Good [👍🏽] and [👍].")]
    [InlineData("東京", "昨日[東京]で")]
    [InlineData("war-torn", "A [war-torn] land, [war torn], but torn by war.")]
    [InlineData("o'brien", "[O’Brien] and [OBrien].")]
    [InlineData("post-war", "The [post-war] years, [postwar], [post war], but post the war.")]
    [InlineData("postwar", "The [post-war] years, [postwar], [Post-War], [post war], but post the war.")]
    [InlineData("WHO", "The [WHO] said those who fell ill. Who? [W.H.O].")]
    [InlineData("who", "The [WHO] said those [who] fell ill. [Who]?")]
    [InlineData("organise", "They [organized] it, [organising].")]
    [InlineData("tires", "A [tyre] and a [tire].")]
    [InlineData("qaddafi", "[Gaddafi], [Kadafi’s] son.")]
    [InlineData("government", "The [govern-\nment] fell.")]
    [InlineData("billion", "It cost $1.5[bn].")]
    [InlineData("$1.5bn", "It cost [1.5 billion], $[1.5bn].")]
    [InlineData("J.K.", "By [J. K]. Rowling, [JK] Rowling.")]
    public void Words(string word, string marked) => Assert.Equal(marked, Mark(Word(word), marked.Replace("[", "").Replace("]", "")));

    [Theory]
    [InlineData("US", "The U. N. said that the [U. S]. agreed, and the [US] did.")]
    [InlineData("US", "The [U. S]. said that the U. N. agreed, and the [U.S]. did.")]
    [InlineData("us", "The U. N. said that the [U. S]. told [us].")]
    [InlineData("u", "The [U]. S. said.")]
    public void AcronymsOfInitialsWithSpacesAreMarkedWhole(string word, string marked) =>
        Assert.Equal(marked, Mark(All(Word(word), Word("WHO")), marked.Replace("[", "").Replace("]", "")));

    [Fact]
    public void APhraseThatEndsWithInitialsIsMarkedToTheirEnd() =>
        Assert.Equal("In the U. N. and [in the U. S]. today.", Mark(Phrase("in the US"), "In the U. N. and in the U. S. today."));

    [Fact]
    public void WordsThatMayBeWrittenAsOneAreMarkedAsOne() =>
        Assert.Equal("A [post-war] plan, [postwar], [war] [post].", Mark(All(Word("post"), Word("war")), "A post-war plan, postwar, war post."));

    [Fact]
    public void APhraseIsOneMatchAndItsStrayWordsAreNone()
    {
        const string Text = "The security level talks began. Talks on security went on at that level.";
        Assert.Equal("The [security level talks] began. Talks on security went on at that level.", Mark(Phrase("security level talks"), Text));
        Assert.Equal("The [security level talks] began. [Talks] on security went on at that level.", Mark(All(Phrase("security level talks"), Word("talk")), Text));
        Assert.Equal(Text, Mark(Phrase("talks level security"), Text));
        Assert.Equal(Text, Mark(Phrase("security level talk"), Text));
    }

    [Theory]
    [InlineData("chiefs", "One chief, two [chiefs].")]
    [InlineData("khan's claim", "It was [Khan’s claim] and the [khan claim].")]
    [InlineData("the us have completed", "Pakistan and [the US have\n completed] it.")]
    public void QuotedWordsMatchAsWritten(string phrase, string marked) => Assert.Equal(marked, Mark(Phrase(phrase), marked.Replace("[", "").Replace("]", "")));

    [Theory]
    [InlineData(0, "near the words")]
    [InlineData(1, "[near the words]")]
    [InlineData(1, "words near")]
    [InlineData(2, "[words near]")]
    [InlineData(2, "[near a b words], near a b c words")]
    [InlineData(5, "near x x x x x x x [near words]")]
    public void SlopCountsMovedPositions(int slop, string marked) => Assert.Equal(marked, Mark(Phrase("near words", slop), marked.Replace("[", "").Replace("]", "")));

    [Fact]
    public void ASloppyPhraseWithAWordTwiceNeedsItTwice()
    {
        Assert.Equal("to be", Mark(Phrase("be to be", 4), "to be"));
        Assert.Equal("[be or to be]", Mark(Phrase("be to be", 4), "be or to be"));
    }

    [Fact]
    public void PrefixAndFuzzyMarkWhatTheyMatched()
    {
        Assert.Equal("[Pakistan] and [Pakistani] [pak's] but not park", Mark(Prefix("Pak"), "Pakistan and Pakistani pak's but not park"));
        Assert.Equal("[Bilawal] [Bilaval] [Bliawal] [Bilawalla] but Bhutto", Mark(Fuzzy("bilawal"), "Bilawal Bilaval Bliawal Bilawalla but Bhutto"));
        Assert.Equal("[isi] [isis] [iis] [ii] but isisx", Mark(Fuzzy("isi"), "isi isis iis ii but isisx"));
        Assert.Equal("[us] but up", Mark(Fuzzy("us"), "us but up"));
        Assert.Equal("[talks] but talk", Mark(Fuzzy("talks", 0), "talks but talk"));
        // As it is retrieved: letters are counted, not the halves that the rarer of them are written as, and the longest words are taken as written.
        Assert.Equal("[𐐨𐐩𐐪] [𐐨𐐩𐐫] but 𐐨𐐫𐐬", Mark(Fuzzy("𐐨𐐩𐐪"), "𐐨𐐩𐐪 𐐨𐐩𐐫 but 𐐨𐐫𐐬"));
        Assert.Equal($"[{new string('a', 64)}] [{new string('a', 63)}]", Mark(Fuzzy(new string('a', 64)), $"{new string('a', 64)} {new string('a', 63)}"));
        Assert.Equal($"[{new string('a', 65)}] but {new string('a', 64)}", Mark(Fuzzy(new string('a', 65)), $"{new string('a', 65)} but {new string('a', 64)}"));
        // As it is retrieved: both are needed, wherever they stand.
        Assert.Equal("[war]-[torn] [torch] but [war]", Mark(Prefix("war-tor"), "war-torn torch but war"));
    }

    [Fact]
    public void PartsThatAreNotJoinedAreWordsOfTheirOwn()
    {
        Assert.Equal("[British] ties with [Argentine] towns", Mark(Word("Argentine/British"), "British ties with Argentine towns"));
        Assert.Equal("[war-torn] but war", Mark(Word("war-torn"), "war-torn but war"));
    }

    [Fact]
    public void ScopesProhibitionsAndConditionsAreRespected()
    {
        var query = new GroupNode(
        [
            new Clause(Occur.Must, Word("talks")),
            new Clause(Occur.MustNot, Word("war")),
            new Clause(Occur.Should, In("title", Word("peace"))),
            new Clause(Occur.Should, new ConditionNode("source", "war")),
            new Clause(Occur.MustNot, new GroupNode([new Clause(Occur.MustNot, Word("peace"))])),
            new Clause(Occur.Should, In("body", All(Word("level"), Phrase("at last")))),
        ]);
        Assert.Equal("[Talks], war and peace [at last], same [level]", Mark(query, "Talks, war and peace at last, same level"));
        Assert.Equal("[Talks], war and [peace] at last, same level", Mark(query, "Talks, war and peace at last, same level", "title"));
        Assert.Equal("[Talks], war and peace at last", Mark(query, "Talks, war and peace at last", "text:notes"));
        Assert.Equal("Talks, war and peace at last", Mark(query, "Talks, war and peace at last", "unknown"));
    }

    [Fact]
    public void OverlappingAndNestedMatchesAreMerged()
    {
        Assert.Equal("[a b c] d", Mark(All(Phrase("a b"), Phrase("b c"), Word("b")), "a b c d"));
        Assert.Equal("[a] [b]", Mark(All(Word("a"), Word("b")), "a b"));
        Assert.Equal("[中][文]字", Mark(All(Word("中"), Word("文")), "中文字"));
    }

    [Fact]
    public void DeepAndLargeQueriesAreCompiled()
    {
        QueryNode node = Word("talks");
        for (int i = 0; i < 20_000; i++)
            node = new GroupNode([new Clause(Occur.Should, node)]);
        Assert.Equal("[Talks]", Mark(node, "Talks"));
        var many = All([.. Enumerable.Range(0, 1_024).Select(i => (QueryNode)Word("w" + i))]);
        Assert.Equal("[w5] x [w1023] w1024", Mark(many, "w5 x w1023 w1024"));
    }

    [Fact]
    public void ASloppyPhraseOfOneWordEndsWhenItsTimeIsOverOrItIsCancelled()
    {
        var query = Compile(Phrase(Repeat("a ", 64), slop: 1_000));
        string text = Repeat("a ", 24_000);
        int asked = 0;
        query.IsOutOfTime = () => ++asked == 100;
        Assert.True(Highlighter.Highlight(query, "body", text, new HighlightOptions(), whole: false).HasMatches);
        Assert.Equal(100, asked);

        using var cancellation = new CancellationTokenSource();
        query.IsOutOfTime = () =>
        {
            if (++asked == 200)
                cancellation.Cancel();
            return false;
        };
        Assert.Throws<OperationCanceledException>(() => Highlighter.Highlight(query, "body", text, new HighlightOptions(), whole: false, cancellation.Token));
        Assert.Equal(200, asked);
    }

    [Fact]
    public void APhraseThatIsNamedTwiceIsLookedForOnce()
    {
        var phrases = Compile(All([.. Enumerable.Range(0, 1_024).Select(i => (QueryNode)Phrase(i % 2 == 0 ? "a b" : "b a", i % 4 / 2))])).For("body")!.Phrases;
        Assert.Equal(4, phrases.Length);
    }

    [Fact]
    public void MatchesOfATextAreHeldUpToALimit()
    {
        string text = Repeat("a ", MatchList.MaxCount + 1_000);
        Assert.Equal(MatchList.MaxCount, Marks(Word("a")));
        // Not counted by what is shown: they overlap.
        var query = Compile(All(Phrase("a a"), Phrase("a a a"), Phrase("a a", 1)));
        var matches = new MatchFinder().Find(query, query.For("body")!, text, text.Length, CancellationToken.None);
        Assert.Equal(MatchList.MaxCount, matches.Length);

        int Marks(QueryNode node) => Run(node, text, whole: true).Html!.Split("<mark>").Length - 1;
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("--- ...")]
    public void AQueryWithoutWordsMarksNothing(string? text) =>
        Assert.False(Run(text == null ? null : Word(text), "Some text.").HasMatches);
}
