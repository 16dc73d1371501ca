namespace Search.Core.Tests.Highlighting;

/// <summary>What was found through another word than the typed one is marked as well.</summary>
public sealed class StandInTests : IAsyncLifetime
{
    private const string Bridge = "It rained. The old Harbour Bridge, which crosses the harbour, was closed; harbours were not.";

    private readonly ArticleIndex _index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan } });

    public async ValueTask InitializeAsync()
    {
        await PutAsync("bridge", "Bridge closed", Bridge);
        await PutAsync("school", "Schools", "The construction of a school was praised.");
        for (int i = 0; i < 40; i++)
            await PutAsync($"many{i}", "Visitors", $"Another foreign minister, number {i}, came to construct.");
        await PutAsync("wrong", "Visit", "The foreigh minister Hina spoke.");
    }

    public ValueTask DisposeAsync() => _index.DisposeAsync();

    [Fact]
    public void Near_words_of_an_unknown_one_are_marked_in_passages_title_and_the_whole_text()
    {
        var hit = _index.Search(new SearchRequest("harbuor brigde")).Hits[0];
        Assert.Equal("bridge", hit.Id);
        Assert.Contains("The old <mark>Harbour</mark> <mark>Bridge</mark>, which crosses the <mark>harbour</mark>, was closed; harbours were not.", hit.Highlights[0].Html, StringComparison.Ordinal);
        Assert.All(hit.Highlights[0].Matches, match => Assert.Contains(hit.Highlights[0].Text.Substring(match.Start, match.Length), (string[])["Harbour", "harbour", "Bridge"]));
        Assert.Equal("<mark>Bridge</mark> closed", hit.Highlights.Single(passage => passage.Field == "title").Html);
        Assert.Equal(Marked, Whole("harbuor brigde", id: "bridge"));
    }

    [Fact]
    public void A_text_of_the_caller_is_marked_by_the_words_that_the_index_would_take()
    {
        Assert.Equal(Marked, Whole("harbuor brigde", text: Bridge));
        // No word of the archive, and as near.
        Assert.Equal("A harbuot; a <mark>harbuor</mark>.", Whole("harbuor", text: "A harbuot; a harbuor."));
    }

    [Fact]
    public async Task Synonyms_are_marked_and_those_of_several_words_are_one_match()
    {
        _index.SetSynonyms(new SynonymSet("own", ["car, automobile", "isi, inter-services intelligence", "heart attack, infarction, myocardial infarction"]));
        await PutAsync("crash", "An automobile", "The automobile hit a tree 😀. Automobiles do.");
        await PutAsync("agency", "Inter-Services Intelligence", "Its inter-services intelligence, the intelligence of 😀 Inter Services\nIntelligence.");
        await PutAsync("patient", "Patient", "A myocardial infarction, not an infarction of the heart.");
        var hit = Assert.Single(_index.Search(new SearchRequest("car")).Hits);
        Assert.Equal(["The <mark>automobile</mark> hit a tree 😀. <mark>Automobiles</mark> do.", "An <mark>automobile</mark>"], hit.Highlights.Select(passage => passage.Html));
        Assert.Equal("The <mark>automobile</mark> and the <mark>car</mark>.", Whole("car", text: "The automobile and the car."));
        hit = Assert.Single(_index.Search(new SearchRequest("isi")).Hits);
        Assert.Equal("Its <mark>inter-services intelligence</mark>, the intelligence of 😀 <mark>Inter Services\nIntelligence</mark>.", Whole("isi", id: "agency"));
        Assert.Equal("<mark>Inter-Services Intelligence</mark>", hit.Highlights.Single(passage => passage.Field == "title").Html);
        Assert.All(hit.Highlights.SelectMany(passage => passage.Matches.Select(match => passage.Text.Substring(match.Start, match.Length))),
            match => Assert.Equal("INTER SERVICES INTELLIGENCE", match.ToUpperInvariant().Replace('-', ' ').Replace('\n', ' ')));
        Assert.Equal("A <mark>myocardial infarction</mark>, not an <mark>infarction</mark> of the <mark>heart</mark>.", Whole("heart attack", id: "patient"));
        Assert.Equal("The automobile and the <mark>tree</mark>.", Whole("tree -car", text: "The automobile and the tree."));
    }

    [Fact]
    public void What_was_typed_comes_before_what_stands_for_it()
    {
        string text = "The harbour is here. " + string.Concat(Enumerable.Repeat("Nothing is said in this sentence. ", 20)) + "The harbuor is there.";
        var passages = _index.Highlight(new HighlightRequest("harbuor") { Text = text, Options = new HighlightOptions { PassageLength = 40 } })!.Passages;
        Assert.Equal(["The <mark>harbuor</mark> is there.", "The <mark>harbour</mark> is here."], passages.Select(passage => passage.Html));
    }

    [Theory]
    [InlineData("harbour")]
    [InlineData("\"harbour bridge\"")]
    [InlineData("\"harbuor\" closed")]
    [InlineData("closed -harbuor")]
    [InlineData("title:harbuor closed")]
    public void Known_words_phrases_and_excluded_words_are_not_bent(string query)
    {
        string expected = query switch
        {
            "harbour" => "It rained. The old <mark>Harbour</mark> Bridge, which crosses the <mark>harbour</mark>, was closed; <mark>harbours</mark> were not.",
            "\"harbour bridge\"" => "It rained. The old <mark>Harbour Bridge</mark>, which crosses the harbour, was closed; harbours were not.",
            _ => "It rained. The old Harbour Bridge, which crosses the harbour, was <mark>closed</mark>; harbours were not.",
        };
        Assert.Equal(expected, Whole(query, id: "bridge"));
    }

    [Fact]
    public void Nothing_stands_for_a_word_where_typing_errors_are_taken_as_written()
    {
        var hit = Assert.Single(_index.Search(new SearchRequest("closed harbuor") { Typos = false }).Hits);
        Assert.DoesNotContain("<mark>Harbour", hit.Highlights[0].Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Misspellings_of_articles_and_words_of_the_same_root_are_marked()
    {
        Assert.Equal("The <mark>foreigh</mark> <mark>minister</mark> <mark>Hina</mark> spoke.", Whole("foreign minister hina", id: "wrong"));
        Assert.Equal("The <mark>construction</mark> of a <mark>school</mark> was praised.", Whole("construct school", id: "school"));
        // A word by itself stays what it is.
        Assert.Equal("The construction of a school was praised.", Whole("construct", id: "school"));
    }

    private const string Marked = "It rained. The old <mark>Harbour</mark> <mark>Bridge</mark>, which crosses the <mark>harbour</mark>, was closed; harbours were not.";

    private string? Whole(string query, string? id = null, string? text = null) => _index.Highlight(new HighlightRequest(query) { Id = id, Text = text, Whole = true })!.Html;

    private Task<AddOutcome> PutAsync(string id, string title, string body) => _index.AddAsync(new Article { Id = id, Title = title, Body = body });
}
