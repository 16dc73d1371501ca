namespace Search.Core.Tests.Alerts;

/// <summary>Saved searches on disk: what is kept, what is reported, and what damage does.</summary>
public sealed class SavedSearchTests
{
    private static readonly SavedSearch s_rivers = new("rivers", new SearchRequest("river -dam"));

    [Fact]
    public async Task Searches_and_matches_survive_a_restart()
    {
        using var folder = new TemporaryFolder();
        var precise = new SavedSearch("Precise.1", new SearchRequest("\"river bank\"")
        {
            Match = MatchMode.All,
            MinimumShouldMatch = 3,
            After = ArticleDate.FromMonth(2021, 5),
            Before = ArticleDate.FromYear(2023),
            Sources = ["The Times", "BBC"],
            Authors = ["Ana \"A\" Ruiz"],
            Filters = [new FieldFilter("language", "en")],
            Size = 50,
        });
        await using (var index = ArticleIndex.Open(folder.Path))
        {
            Assert.True(index.SaveSearch(precise));
            Assert.True(index.SaveSearch(s_rivers));
            Assert.False(index.SaveSearch(s_rivers));
            await index.AddAsync(Article("a", "A river rose."));
            await index.AddAsync(Article("b", "A river and its dam."));
            await index.AddAsync(Article("c", "Two rivers."), refresh: false);
        }
        await using (var index = ArticleIndex.Open(folder.Path))
        {
            Assert.Equal(["Precise.1", "rivers"], index.SavedSearches.Select(search => search.Name));
            var kept = index.SavedSearches[0].Request;
            Assert.Equal(("\"river bank\"", MatchMode.All, 3, 10), (kept.Query, kept.Match, kept.MinimumShouldMatch, kept.Size));
            Assert.Equal((ArticleDate.FromMonth(2021, 5), ArticleDate.FromYear(2023)), (kept.After, kept.Before));
            Assert.Equal(["The Times", "BBC"], kept.Sources);
            Assert.Equal(["Ana \"A\" Ruiz"], kept.Authors);
            Assert.Equal([new FieldFilter("language", "en")], kept.Filters);
            var page = index.ReadMatches("rivers")!;
            Assert.Equal(["a", "c"], page.Matches.Select(match => match.ArticleId));
            await index.AddAsync(Article("d", "River news."));
            var next = index.ReadMatches("rivers", page.Next)!;
            Assert.Equal((page.Next + 1, "d", false), (next.Matches[0].Number, next.Matches[0].ArticleId, next.Matches[0].IsUpdate));
            Assert.Equal((3, next.Next), (index.FindSavedSearch("rivers")!.Found, index.SavedSearches[1].LastMatch));
            var silent = index.SavedSearches[0];
            Assert.Equal((0, 0), (silent.Found, index.ReadMatches(silent.Name, silent.LastMatch)!.Matches.Count));
            // What was read is not what is kept: it saves as any other.
            Assert.False(index.SaveSearch(index.SavedSearches[1] with { Found = 70, LastMatch = 7 }));
            Assert.Equal((3, next.Next), (index.FindSavedSearch("rivers")!.Found, index.FindSavedSearch("rivers")!.LastMatch));
        }
        await using var reader = ArticleIndex.Open(folder.Path, new ArticleIndexOptions { Mode = OpenMode.ReadOnly });
        Assert.Equal(3, reader.ReadMatches("rivers")!.Matches.Count);
        Assert.Equal(ArticleIndexError.ReadOnly, Assert.Throws<ArticleIndexException>(() => reader.SaveSearch(s_rivers)).Error);
    }

    [Fact]
    public async Task Every_write_that_matches_is_reported_and_says_whether_it_is_an_update()
    {
        await using var index = ArticleIndex.CreateInMemory();
        index.SaveSearch(s_rivers);
        await index.AddAsync(Article("a", "A river rose."));
        await index.AddAsync(Article("a", "The river fell."));
        await index.UpdateAsync("a", article => article with { Body = "The river has a dam." });
        await index.UpdateAsync("a", article => article with { Body = "The river is free." });
        await index.DeleteAsync("a");
        Assert.Equal([false, true, true], index.ReadMatches("rivers")!.Matches.Select(match => match.IsUpdate));
    }

    [Fact]
    public async Task What_was_there_before_and_misspellings_are_not_reported()
    {
        await using var index = ArticleIndex.CreateInMemory();
        await index.AddAsync(Article("old", "A river."));
        index.SaveSearch(s_rivers);
        index.SaveSearch(new SavedSearch("typo", new SearchRequest("rivver")));
        await index.AddAsync(Article("new", "A river."));
        Assert.Equal(["new"], index.ReadMatches("rivers")!.Matches.Select(match => match.ArticleId));
        Assert.Empty(index.ReadMatches("typo")!.Matches);
        Assert.Null(index.ReadMatches("none"));
    }

    [Fact]
    public async Task Only_so_many_matches_are_kept_and_the_reader_is_told()
    {
        using var folder = new TemporaryFolder();
        var options = new ArticleIndexOptions { Alerts = new AlertOptions { MaxMatches = 3, MaxMatchesOfAll = 4 } };
        long first;
        await using (var index = ArticleIndex.Open(folder.Path, options))
        {
            index.SaveSearch(s_rivers);
            index.SaveSearch(new SavedSearch("all", new SearchRequest("")));
            await index.AddAsync(Article("0", "river"));
            first = index.ReadMatches("rivers")!.Matches[0].Number;
            for (int i = 1; i < 6; i++)
                await index.AddAsync(Article($"{i}", i % 2 == 0 ? "river" : "sea"));
            await index.AddAsync(Enumerable.Range(6, 20).Select(i => Article($"{i}", "river")).ToAsyncEnumerable());
            Check(index);
        }
        await using var again = ArticleIndex.Open(folder.Path, options);
        Check(again);

        void Check(ArticleIndex index)
        {
            var rivers = index.ReadMatches("rivers", first)!;
            Assert.InRange(rivers.Matches.Count, 1, 3);
            Assert.Equal(22 - rivers.Matches.Count, rivers.Missed);
            Assert.Equal(first + 22, rivers.Next);
            Assert.InRange(index.ReadMatches("rivers")!.Matches.Count + index.ReadMatches("all")!.Matches.Count, 2, 4);
            var last = index.ReadMatches("rivers", rivers.Next)!;
            Assert.Equal((0, 0L, rivers.Next), (last.Matches.Count, last.Missed, last.Next));
        }
    }

    [Fact]
    public async Task A_search_of_a_removed_ones_name_goes_on_with_larger_numbers()
    {
        using var folder = new TemporaryFolder();
        long last;
        await using (var index = ArticleIndex.Open(folder.Path))
        {
            index.SaveSearch(s_rivers);
            await index.AddAsync(Article("a", "river"));
            last = index.ReadMatches("rivers")!.Next;
            Assert.True(index.RemoveSavedSearch("rivers"));
            Assert.False(index.RemoveSavedSearch("rivers"));
            Assert.Null(index.ReadMatches("rivers"));
            index.SaveSearch(s_rivers);
            Assert.Empty(index.ReadMatches("rivers")!.Matches);
        }
        await using var again = ArticleIndex.Open(folder.Path);
        await again.AddAsync(Article("b", "river"));
        var match = Assert.Single(again.ReadMatches("rivers", last)!.Matches);
        Assert.Equal("b", match.ArticleId);
        Assert.True(match.Number > last);
    }

    [Fact]
    public async Task A_stream_gives_what_is_kept_and_then_what_comes()
    {
        await using var index = ArticleIndex.CreateInMemory();
        index.SaveSearch(s_rivers);
        await index.AddAsync(Article("a", "river"));
        await using (var matches = index.WatchAsync("rivers").GetAsyncEnumerator(TestContext.Current.CancellationToken))
        {
            Assert.True(await matches.MoveNextAsync());
            Assert.Equal("a", matches.Current.ArticleId);
            var next = matches.MoveNextAsync().AsTask();
            Assert.False(next.IsCompleted);
            await index.AddAsync(Article("b", "river"));
            Assert.True(await next);
            Assert.Equal("b", matches.Current.ArticleId);
            var end = matches.MoveNextAsync().AsTask();
            index.RemoveSavedSearch("rivers");
            Assert.False(await end);
        }
        Assert.Empty(await index.WatchAsync("rivers").ToListAsync(TestContext.Current.CancellationToken));
        index.SaveSearch(s_rivers);
        await using var closed = index.WatchAsync("rivers").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var waiting = closed.MoveNextAsync().AsTask();
        await index.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    /// <summary>A bulk add that finds more than is kept of all searches leaves some of each, and does not push out one search by another.</summary>
    [Fact]
    public async Task A_bulk_add_leaves_each_search_its_part()
    {
        await using var index = ArticleIndex.CreateInMemory(new ArticleIndexOptions { IndexingThreads = 1, Alerts = new AlertOptions { MaxMatches = 100, MaxMatchesOfAll = 40 } });
        index.SaveSearch(new SavedSearch("few", new SearchRequest("delta")));
        index.SaveSearch(new SavedSearch("many", new SearchRequest("river")));
        index.SaveSearch(new SavedSearch("more", new SearchRequest("")));
        await index.AddAsync(Enumerable.Range(0, 90).Select(i => Article($"{i:00}", i % 30 == 0 ? "river delta" : "river")).ToAsyncEnumerable());
        int[] kept = [.. index.SavedSearches.Select(search => index.ReadMatches(search.Name)!.Matches.Count)];
        Assert.InRange(kept.Sum(), 30, 40);
        Assert.InRange(kept[0], 1, 3);
        Assert.InRange(kept[1], 10, 20);
        Assert.InRange(kept[2], 10, 20);
        Assert.Equal([3L, 90L, 90L], index.SavedSearches.Select(search => search.Found));
        var read = index.ReadMatches("many")!;
        Assert.Equal(90 - kept[1], read.Missed);
        Assert.Equal("89", read.Matches[^1].ArticleId);
    }

    [Theory]
    [InlineData("a b", "river", null)]
    [InlineData("", "river", null)]
    [InlineData(".", "river", null)]
    [InlineData("..", "river", null)]
    [InlineData("ok", "river", "nofield:1")]
    public async Task What_cannot_be_searched_cannot_be_saved(string name, string query, string? filter)
    {
        await using var index = ArticleIndex.CreateInMemory();
        var request = new SearchRequest(query) { Filters = filter is null ? [] : [FieldFilter.Parse(filter)] };
        Assert.Throws<InvalidRequestException>(() => index.SaveSearch(new SavedSearch(name, request)));
        Assert.Empty(index.SavedSearches);
    }

    [Fact]
    public async Task A_new_field_a_new_language_and_a_synonym_change_what_a_saved_search_means()
    {
        await using var index = ArticleIndex.CreateInMemory();
        index.SaveSearch(new SavedSearch("field", new SearchRequest("topic:war")));
        index.SaveSearch(new SavedSearch("language", new SearchRequest("häusern")));
        index.SaveSearch(new SavedSearch("synonym", new SearchRequest("levy")));
        await index.AddAsync(Article("a", "Peace.") with { Fields = new Dictionary<string, FieldValue> { ["topic"] = "war" } });
        await index.AddAsync(Article("b", "Das Haus.") with { Language = "de" });
        index.SetSynonyms(new SynonymSet("own", ["levy, toll"]));
        await index.AddAsync(Article("c", "A toll."));
        Assert.Equal("a", Assert.Single(index.ReadMatches("field")!.Matches).ArticleId);
        Assert.Equal("b", Assert.Single(index.ReadMatches("language")!.Matches).ArticleId);
        Assert.Equal("c", Assert.Single(index.ReadMatches("synonym")!.Matches).ArticleId);
    }

    [Fact]
    public async Task A_log_that_ends_within_a_line_loses_the_line_and_another_damage_is_named()
    {
        using var folder = new TemporaryFolder();
        await using (var index = ArticleIndex.Open(folder.Path))
        {
            index.SaveSearch(s_rivers);
            foreach (string id in (string[])["a", "b", "c"])
                await index.AddAsync(Article(id, "river"));
        }
        string log = Path.Combine(folder.Path, "searches", "matches.log");
        byte[] whole = File.ReadAllBytes(log);
        for (int length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(log, whole[..length]);
            await using var index = ArticleIndex.Open(folder.Path, new ArticleIndexOptions { Mode = OpenMode.ReadOnly });
            Assert.Equal(whole.AsSpan(0, length).Count((byte)'\n'), index.ReadMatches("rivers")!.Matches.Count);
        }
        File.WriteAllBytes(log, whole[..^5]);
        await using (var index = ArticleIndex.Open(folder.Path))
        {
            await index.AddAsync(Article("d", "river"));
            Assert.Equal(["a", "b", "d"], index.ReadMatches("rivers")!.Matches.Select(match => match.ArticleId));
        }
        for (int at = 0; at < whole.AsSpan(0, whole.Length - 1).LastIndexOf((byte)'\n'); at += 11)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x11;
            File.WriteAllBytes(log, damaged);
            var error = Assert.Throws<ArticleIndexException>(() => ArticleIndex.Open(folder.Path));
            Assert.Equal(ArticleIndexError.Damaged, error.Error);
            Assert.Contains(log, error.Message, StringComparison.Ordinal);
        }
        File.WriteAllBytes(log, whole);
        string file = Path.Combine(folder.Path, "searches", "search-rivers.json");
        foreach (string content in (string[])["", "null", "{}", "[]", File.ReadAllText(file).Replace("\"any\"", "\"some\"", StringComparison.Ordinal), File.ReadAllText(file).Replace("rivers", "other", StringComparison.Ordinal)])
        {
            File.WriteAllText(file, content);
            var error = Assert.Throws<ArticleIndexException>(() => ArticleIndex.Open(folder.Path));
            Assert.Equal(ArticleIndexError.Damaged, error.Error);
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }
        File.Delete(file);
        await using var without = ArticleIndex.Open(folder.Path);
        Assert.Empty(without.SavedSearches);
    }

    [Fact]
    public async Task The_log_is_written_anew_when_most_of_it_is_of_no_use()
    {
        using var folder = new TemporaryFolder();
        await using (var index = ArticleIndex.Open(folder.Path, new ArticleIndexOptions { Alerts = new AlertOptions { MaxMatches = 2_500 } }))
        {
            index.SaveSearch(s_rivers);
            for (int i = 0; i < 8; i++)
                await index.AddAsync(Enumerable.Range(0, 2_500).Select(id => Article($"{id}", "river")).ToAsyncEnumerable());
            Assert.Equal(2_500, index.ReadMatches("rivers", 0, 1_000)!.Missed switch { var missed => 20_000 - missed });
        }
        Assert.InRange(File.ReadLines(Path.Combine(folder.Path, "searches", "matches.log")).Count(), 2_500, 15_010);
        await using var again = ArticleIndex.Open(folder.Path);
        Assert.Equal(19_000, again.ReadMatches("rivers")!.Missed);
    }

    private static Article Article(string id, string body) => new() { Id = id, Body = body };
}
