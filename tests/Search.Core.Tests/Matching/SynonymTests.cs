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
    public void What_cannot_be_used_is_refused(string name, string rule, string message)
    {
        var refusal = Assert.Throws<InvalidRequestException>(() => Set(name, rule));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_index.Synonyms);
    }

    [Fact]
    public void Comments_and_empty_lines_have_no_effect()
    {
        Set("vehicles", "# cars", "", "car, automobile, !!!");
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

    private void Set(string name, params string[] rules) => _index.SetSynonyms(new SynonymSet(name, rules));

    private Task<AddOutcome> PutAsync(string id, string body) => _index.AddAsync(new Article { Id = id, Body = body });

    private string[] Find(string query, MatchMode match = MatchMode.Any) =>
        [.. _index.Search(new SearchRequest(query) { Match = match }).Hits.Select(hit => hit.Id)];
}
