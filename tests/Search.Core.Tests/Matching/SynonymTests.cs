namespace Search.Core.Tests.Matching;

public sealed class SynonymTests : IAsyncLifetime
{
    private readonly ArticleIndex _index = ArticleIndex.CreateInMemory();

    public async ValueTask InitializeAsync()
    {
        await PutAsync("agency", "The isi chief flew home.");
        await PutAsync("spelt", "The inter-services intelligence chief flew home.");
        await PutAsync("premier", "The prime minister spoke in parliament.");
        await PutAsync("pm", "The pm spoke in parliament.");
        await PutAsync("apart", "A minister said that a prime number was found.");
        await PutAsync("car", "A car was parked.");
        await PutAsync("automobile", "An automobile was parked.");
    }

    public ValueTask DisposeAsync() => _index.DisposeAsync();

    [Fact]
    public void Equivalent_words_find_each_other_below_the_word_itself()
    {
        Set("vehicles", "car, automobile");
        Assert.Equal(["car", "automobile"], Find("car"));
        Assert.Equal(["automobile", "car"], Find("automobile"));
        Assert.Equal(["automobile", "car"], Find("automobiles parked").Take(2));
    }

    [Fact]
    public void Several_words_stand_for_one_and_one_for_several()
    {
        Set("agencies", "isi, inter-services intelligence");
        Assert.Equal(["agency", "spelt"], Find("isi"));
        Assert.Equal(["agency", "spelt"], Find("+isi +chief"));
        Assert.Equal(["agency", "spelt"], Find("isi chief", MatchMode.All));
        Assert.Equal(["spelt", "agency"], Find("inter-services intelligence", MatchMode.All));
        Assert.Equal(["spelt", "agency"], Find("inter services intelligence chief", MatchMode.All));
    }

    [Theory]
    [InlineData("car OR premier")]
    [InlineData("(car OR bicycle) AND parked")]
    [InlineData("body:(car OR bicycle)")]
    public void Alternatives_have_synonyms(string query)
    {
        Set("vehicles", "car, automobile");
        Assert.Equal(["car", "automobile"], Find(query));
    }

    [Fact]
    public void Alternatives_are_no_row_of_words_and_quoted_ones_stay_as_written()
    {
        Set("offices", "pm, prime minister");
        Assert.Equal(["apart", "pm", "premier"], Find("pm OR number").Order());
        Assert.Equal(["apart", "premier"], Find("prime OR minister").Order());
        Assert.Equal(["apart", "pm"], Find("\"pm\" OR number").Order());
    }

    [Fact]
    public async Task Stop_words_of_a_row_are_left_out_beside_others()
    {
        await PutAsync("bank", "The bank of england met.");
        await PutAsync("boe", "The boe met.");
        await PutAsync("of", "The rest of it.");
        Set("banks", "boe, bank of england", "the hague, icc", "icc, to be");
        Assert.Equal(["bank", "boe"], Find("bank of england"));
        Assert.Equal(["boe", "bank"], Find("boe"));
        Assert.Equal(["bank"], Find("bank of england", MatchMode.All).Take(1));
        Assert.Equal(["bank", "of"], Find("bank +of england").Where(id => id != "boe"));
        await PutAsync("icc", "An icc judge.");
        await PutAsync("hague", "In the hague.");
        Assert.Equal(["hague", "icc"], Find("the hague"));
        Assert.Equal(["hague"], Find("to be hague"));
    }

    [Fact]
    public async Task A_synonym_in_capitals_is_the_acronym_where_the_archive_has_it()
    {
        Set("countries", "US, United States, America", "IT, computing");
        await PutAsync("america", "In America it rained.");
        await PutAsync("told", "They told us.");
        await PutAsync("it", "It was it.");
        Assert.Contains("told", Find("america"));
        await PutAsync("us", "The US said so.");
        await PutAsync("states", "The United States said so.");
        Assert.Equal(["america", "states", "us"], Find("america").Order());
        Assert.Equal(["america", "states", "us"], Find("united states", MatchMode.All).Order());
        Assert.Equal("The <mark>US</mark> told us.", _index.Highlight(new HighlightRequest("america") { Text = "The US told us.", Whole = true })!.Html);
        Assert.Equal("The <mark>US</mark> told us.", _index.Highlight(new HighlightRequest("united states") { Text = "The US told us.", Whole = true })!.Html);
    }

    [Fact]
    public void A_one_way_rule_goes_one_way()
    {
        Set("offices", "pm => prime minister");
        Assert.Equal(["pm", "premier"], Find("pm"));
        Assert.Equal(["apart", "premier"], Find("prime minister").Order());
    }

    [Fact]
    public void Excluded_and_quoted_words_are_taken_as_written()
    {
        Set("vehicles", "car, automobile");
        Assert.Equal(["automobile"], Find("parked -car"));
        Assert.Equal(["car"], Find("\"car\""));
    }

    [Fact]
    public void Sets_are_replaced_and_removed_at_once()
    {
        Assert.True(_index.SetSynonyms(new SynonymSet("vehicles", ["car, automobile"])));
        Assert.False(_index.SetSynonyms(new SynonymSet("vehicles", ["car, bicycle"])));
        Assert.Equal(["car"], Find("car"));
        Assert.Equal("car, bicycle", Assert.Single(Assert.Single(_index.Synonyms).Rules));
        Assert.True(_index.RemoveSynonyms("vehicles"));
        Assert.False(_index.RemoveSynonyms("vehicles"));
        Assert.Empty(_index.Synonyms);
    }

    [Theory]
    [InlineData("x", "alone", "one thing alone")]
    [InlineData("x", "a => ", "one side")]
    [InlineData("x", "a => b => c", "two '=>'")]
    [InlineData("a b", "a, b", "no name")]
    [InlineData("", "a, b", "no name")]
    [InlineData("x", "!!!, b", "Rule 1 of the synonym set 'x' cannot be used: '!!!' has no letter or digit")]
    [InlineData("x", "a => b, …", "'…' has no letter or digit")]
    [InlineData("x", "a,,b", "nothing between two commas")]
    [InlineData("x", "a, b,", "nothing between two commas")]
    [InlineData("x", "a => b, ,c", "nothing between two commas")]
    [InlineData("x", " => b", "one side")]
    [InlineData("x", "a, A", "all sides are 'a'")]
    [InlineData("x", "a => a", "all sides are 'a'")]
    [InlineData("x", "a, b\nc, d", "line break")]
    [InlineData("x", "# a\r\nb, c", "line break")]
    [InlineData("x", "", "no rule")]
    [InlineData("x", "# a, b", "no rule")]
    public void What_cannot_be_used_is_refused(string name, string rule, string message)
    {
        var refusal = Assert.Throws<InvalidRequestException>(() => Set(name, rule));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_index.Synonyms);
    }

    [Fact]
    public void Comments_and_empty_lines_have_no_effect()
    {
        Set("vehicles", "# cars", "", "car, automobile, automobile");
        Assert.Equal(["car", "automobile"], Find("car"));
    }

    [Fact]
    public void A_stop_list_leaves_words_out_and_the_built_in_one_can_be_replaced()
    {
        Assert.Equal(["car"], Find("car the"));
        Assert.True(_index.SetStopWords(new StopWordList("own", ["Parked"])));
        Assert.Equal(["car"], Find("car parked"));
        Assert.Equal(["automobile", "car"], Find("parked").Order());
        Assert.Equal(["car", "automobile"], Find("car +parked"));
        _index.SetStopWords(new StopWordList(StopWordList.English, []));
        Assert.Contains("agency", Find("car the"));
        Assert.True(_index.RemoveStopWords("own"));
        Assert.True(_index.RemoveStopWords(StopWordList.English));
        Assert.Equal(["car"], Find("car the"));
        Assert.Throws<InvalidRequestException>(() => _index.SetStopWords(new StopWordList("own", ["two words"])));
    }

    [Fact]
    public async Task Both_survive_with_the_home()
    {
        using var folder = new TemporaryFolder();
        string home = Path.Combine(folder.Path, "home");
        await using (var index = ArticleIndex.Open(home))
        {
            index.SetSynonyms(new SynonymSet("vehicles", ["car, automobile"]));
            index.SetStopWords(new StopWordList("own", ["parked"]));
        }
        await using (var index = ArticleIndex.Open(home, new ArticleIndexOptions { Mode = OpenMode.ReadOnly }))
        {
            Assert.Equal("vehicles", Assert.Single(index.Synonyms).Name);
            Assert.Equal(["parked"], Assert.Single(index.StopLists).Words);
            Assert.Throws<ArticleIndexException>(() => index.SetSynonyms(new SynonymSet("x", ["a, b"])));
        }
        Assert.Equal("""
            {
              "synonyms": {
                "vehicles": [
                  "car, automobile"
                ]
              },
              "stopWords": {
                "own": [
                  "parked"
                ]
              }
            }
            """.ReplaceLineEndings("\n"), (await File.ReadAllTextAsync(Path.Combine(home, "vocabulary.json"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"));
        foreach (string damaged in (string[])["""{"synonyms":{"x":[1]}}""", """{"synonyms":{},"synonyms":{}}""", """{"synonyms":{"x":[],"x":[]}}"""])
        {
            await File.WriteAllTextAsync(Path.Combine(home, "vocabulary.json"), damaged, TestContext.Current.CancellationToken);
            Assert.Equal(ArticleIndexError.Damaged, Assert.Throws<ArticleIndexException>(() => ArticleIndex.Open(home)).Error);
        }
    }

    [Fact]
    public async Task Rules_of_the_home_that_cannot_be_used_have_no_effect()
    {
        using var folder = new TemporaryFolder();
        string home = Path.Combine(folder.Path, "home");
        await using (var index = ArticleIndex.Open(home))
        {
            index.SetSynonyms(new SynonymSet("vehicles", ["car, automobile"]));
            await index.AddAsync(new Article { Id = "b", Body = "An automobile." });
            await index.AddAsync(new Article { Id = "d", Body = "A lorry." });
        }
        await File.WriteAllTextAsync(Path.Combine(home, "vocabulary.json"),
            """{"synonyms":{"x":["","alone","!!!, b","car,,automobile\r\n","a, a","a => b => lorry","car, van\nvan, lorry","=> b"],"empty":[""]}}""", TestContext.Current.CancellationToken);
        await using (var index = ArticleIndex.Open(home))
        {
            Assert.Equal(["empty", "x"], index.Synonyms.Select(set => set.Name));
            Assert.Equal("b", Assert.Single(index.Search(new SearchRequest("car")).Hits).Id);
            Assert.Empty(index.Search(new SearchRequest("van") { Typos = false }).Hits);
            Assert.Throws<InvalidRequestException>(() => index.SetSynonyms(index.Synonyms[1]));
        }
    }

    private void Set(string name, params string[] rules) => _index.SetSynonyms(new SynonymSet(name, rules));

    private Task<AddOutcome> PutAsync(string id, string body) => _index.AddAsync(new Article { Id = id, Body = body });

    private string[] Find(string query, MatchMode match = MatchMode.Any) =>
        [.. _index.Search(new SearchRequest(query) { Match = match }).Hits.Select(hit => hit.Id)];
}
