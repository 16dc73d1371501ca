using static Search.Core.Tests.Highlighting.Highlights;

namespace Search.Core.Tests.Highlighting;

public sealed class PassageTests
{
    private const string Filler = "Nothing that anybody asked for was said in this long and winding sentence, which goes on about the weather and the roads. ";

    [Fact]
    public void ASeedLikeArticleGivesSentencesAroundTheMatches()
    {
        const string Text = " date 2021-03 Follow us on\n\nNorland and the EU have finished their harbour talks in Oslo, days before Lt-Gen. Ada Holm visits the U.S. President. "
            + "Neither side disclosed details, said Mr. J. K. Berg of the DG office.\n\nThe chief’s visit followed a row over fishing. “We hope,” he said.";
        var passages = Run(All(Word("holm"), Word("visit")), Text).Passages;
        Assert.StartsWith("Norland and the EU", passages[0].Text);
        Assert.Contains("visits the U.S. President.", passages[0].Text);
        Assert.Equal(2, passages[0].Matches.Count);
        Assert.Equal("The chief’s visit followed a row over fishing. “We hope,” he said.", passages[1].Text);
        Assert.Contains("<mark>visit</mark>", passages[1].Html);
    }

    [Fact]
    public void TwoWordsTogetherBeatTheCommonOneTwice()
    {
        string text = "The talks about talks were talks. " + Filler + Filler + "The talks turned on uranium. " + Filler + Filler + "Uranium was sold.";
        double Idf(string field, string stem) => stem == "uranium" ? 5 : 1;
        var passages = Run(All(Word("talks"), Word("uranium")), text, idf: Idf).Passages;
        Assert.StartsWith("The talks turned on uranium.", passages[0].Text);
        Assert.Equal(3, passages.Count);
    }

    [Fact]
    public void TheSecondPassageShowsWhatIsMissing()
    {
        string text = "Alpha met beta. " + Filler + Filler + "Alpha met beta again. " + Filler + Filler + "Only gamma came. " + Filler;
        var passages = Run(All(Word("alpha"), Word("beta"), Word("gamma")), text).Passages;
        Assert.StartsWith("Alpha met beta. ", passages[0].Text);
        Assert.StartsWith("Only gamma came.", passages[1].Text);
        Assert.StartsWith("Alpha met beta again.", passages[2].Text);
    }

    [Fact]
    public void ThePhraseCountsMoreThanItsWords()
    {
        string text = "Level security, talks. " + Filler + Filler + "The security level talks ended. " + Filler;
        Assert.StartsWith("The security level", Run(All(Phrase("security level talks"), Word("talks")), text).Passages[0].Text);
    }

    [Fact]
    public void TheEarlierOfEqualsComesFirst()
    {
        string text = Filler + "Alpha one. " + Filler + Filler + "Alpha two. " + Filler;
        Assert.Contains("Alpha one", Run(Word("alpha"), text, options: new HighlightOptions { Passages = 1 }).Passages.Single().Text);
    }

    [Fact]
    public void PassagesAreDisjointAndOfAboutTheAskedLength()
    {
        string text = string.Concat(Enumerable.Repeat("Alpha came. " + Filler + "Beta went home. ", 40));
        var passages = Run(All(Word("alpha"), Word("beta")), text, options: new HighlightOptions { Passages = 20, PassageLength = 150 }).Passages;
        Assert.Equal(20, passages.Count);
        var ordered = passages.OrderBy(p => p.Offset).ToList();
        for (int i = 1; i < ordered.Count; i++)
            Assert.True(ordered[i - 1].Offset + ordered[i - 1].Text.Length <= ordered[i].Offset);
        Assert.All(passages, p => Assert.InRange(p.Text.Length, 10, 225));
    }

    [Fact]
    public void AVeryLongSentenceIsCutBetweenWords()
    {
        string text = string.Concat(Enumerable.Repeat("word after word ", 100)) + "needle " + string.Concat(Enumerable.Repeat("and so on ", 100));
        var passage = Run(Word("needle"), text).Passages.Single();
        Assert.InRange(passage.Text.Length, 100, 300);
        Assert.Contains("word needle and", passage.Text);
        Assert.All(passage.Text.Split(' '), w => Assert.Contains(w, "word after needle and so on".Split(' ')));
    }

    [Theory]
    [InlineData("He met Mr. Alpha in the U.S. Senate on Jan. 5 at 3.5 p.m. with J. Doe.")]
    [InlineData("“What about alpha?” he asked.")]
    [InlineData("Lt-Gen. Alpha and Acme Inc. Chairman Roe came…")]
    [InlineData("Alpha came to No. 10 with Gov. Roe!")]
    public void ThisIsOneSentence(string sentence)
    {
        string text = Filler + sentence + " " + Filler;
        Assert.Equal(sentence, Run(Word("alpha"), text, options: new HighlightOptions { PassageLength = Math.Max(20, sentence.Length) }).Passages.Single().Text);
    }

    [Theory]
    [InlineData("It ended.", "Alpha began.")]
    [InlineData("It ended in the U.S.", "The alpha began.")]
    [InlineData("“It ended.”", "Alpha began.")]
    [InlineData("Did it end?", "“Alpha began.")]
    [InlineData("It ended (at last!)", "Alpha began.")]
    [InlineData("它结束了它结束了它结束了它结束了它结束了。", "Alpha began.")]
    [InlineData("A heading without a mark\n\n", "alpha began.")]
    [InlineData("A heading without a mark\r\n \r\n", "alpha began.")]
    public void TheseAreTwo(string first, string second)
    {
        string text = first + " " + second;
        Assert.Equal(second, Run(Word("alpha"), text, options: new HighlightOptions { PassageLength = 20 }).Passages.Single().Text);
    }

    [Fact]
    public void WithoutAMatchTheBodyGivesItsOpening()
    {
        var passage = Run(Word("absent"), "  The first sentence. The second one. " + Filler + Filler).Passages.Single();
        Assert.Equal(("body", 2, 0), (passage.Field, passage.Offset, passage.Matches.Count));
        Assert.StartsWith("The first sentence. The second one. Nothing", passage.Text);
        Assert.EndsWith("roads.", passage.Text);
        Assert.InRange(Run(null, new string('x', 5_000)).Passages.Single().Text.Length, 100, 300);
        Assert.Equal("One.", Run(null, "One.").Passages.Single().Text);
        Assert.Empty(Run(Word("absent"), "").Passages);
        Assert.Empty(Run(Word("absent"), " \n ").Passages);
        Assert.Empty(Run(Word("absent"), "A note.", "text:notes").Passages);
    }

    [Fact]
    public void ATitleIsShownWholeOrNotAtAll()
    {
        const string Title = "Talks end. War looms? Nobody knows";
        var passage = Run(Word("war"), Title, "title", new HighlightOptions { PassageLength = 20 }).Passages.Single();
        Assert.Equal((0, Title), (passage.Offset, passage.Text));
        Assert.Empty(Run(Word("absent"), Title, "title").Passages);
        Assert.InRange(Run(Word("war"), string.Concat(Enumerable.Repeat(Title + ". ", 500)), "title").Passages.Single().Text.Length, 20, 300);
    }

    [Fact]
    public void HostileTextIsShownAsText()
    {
        const string Text = "<script>alert('khan')</script> & \"khan\" <mark>khan</mark> \0 \uD800";
        var result = Run(Word("khan"), Text, whole: true);
        Assert.Equal(
            "&lt;script&gt;alert(&#39;<mark>khan</mark>&#39;)&lt;/script&gt; &amp; &quot;<mark>khan</mark>&quot; &lt;mark&gt;<mark>khan</mark>&lt;/mark&gt; \uFFFD \uFFFD",
            result.Html);
        Assert.Equal(Text, result.Passages.Single().Text);
        Assert.Contains("<em>khan</em>", Run(Word("khan"), Text, options: new HighlightOptions { Tag = "em" }).Passages[0].Html);
    }

    [Fact]
    public void TheBudgetEndsTheReadingAndIsReported()
    {
        string text = "Alpha began. " + Filler + "Alpha alphabet & more.";
        int limit = text.IndexOf("alphabet", StringComparison.Ordinal) + 5;
        var result = Run(Word("alpha"), text, options: new HighlightOptions { MaxTextLength = limit }, whole: true);
        Assert.True(result.BudgetReached);
        Assert.Equal(2, result.Html!.Split("<mark>").Length - 1);
        Assert.EndsWith("<mark>Alpha</mark> alphabet &amp; more.", result.Html);
        Assert.All(result.Passages, p => Assert.True(p.Offset + p.Text.Length <= limit));
        Assert.False(Run(Word("alpha"), text, options: new HighlightOptions { MaxTextLength = text.Length }).BudgetReached);
        Assert.True(Run(Word("alpha"), "😀 alpha", options: new HighlightOptions { MaxTextLength = 1 }).BudgetReached);
    }

    [Fact]
    public void AMillionWordsAreNoTrouble()
    {
        string text = string.Concat(Enumerable.Repeat("alpha beta gamma delta. ", 250_000));
        var result = Run(All(Word("alpha"), Phrase("gamma delta"), Phrase("delta beta", 3)), text, options: new HighlightOptions { MaxTextLength = int.MaxValue, Passages = 100 });
        Assert.Equal(100, result.Passages.Count);
        Assert.True(Run(Word("alpha"), text).BudgetReached);
        Assert.Single(Run(Word("alpha"), new string('\n', 500_000) + "alpha" + new string(' ', 500_000)).Passages);
        Assert.Single(Run(Word("alpha"), new string('.', 500_000) + " alpha" + new string('"', 500_000)).Passages);
    }

    [Fact]
    public void ACancelledSearchEnds()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            Search.Core.Highlighting.Highlighter.Highlight(Compile(Word("a")), "body", "a", new HighlightOptions(), false, source.Token));
    }

    [Fact]
    public void OnlyTheAnswerIsAllocated()
    {
        string text = string.Concat(Enumerable.Repeat(Filler + "Alpha’s talks with beta went on. ", 200));
        var query = Compile(All(Word("alpha"), Word("beta"), Phrase("talks with beta"), Prefix("win")));
        var options = new HighlightOptions();
        for (int i = 0; i < 3; i++)
            Search.Core.Highlighting.Highlighter.Highlight(query, "body", text, options, false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Search.Core.Highlighting.Highlighter.Highlight(query, "body", text, options, false);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 6_000, $"{allocated} bytes");
    }
}
