namespace Search.Core.Tests.Suggesting;

public sealed class SuggestTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>A machine that is busy with other tests must not cut an answer short.</summary>
    private static readonly ArticleIndexOptions s_unhurried = new() { Limits = new SearchLimits { TimeBudget = Timeout.InfiniteTimeSpan } };

    [Fact]
    public async Task What_was_typed_goes_on_with_titles_names_and_phrases()
    {
        await using var index = ArticleIndex.CreateInMemory(s_unhurried);
        await AddAsync(index, "1", "ISI chief flies to Washington", "The visit of Imran Khan comes late.");
        await AddAsync(index, "2", "Rates", "He said that Imran Khan would not come.");
        Assert.Equal(["ISI chief flies to Washington"], Texts(index, "isi ch"));
        Assert.Equal(["Imran Khan"], Texts(index, "imra"));
        // A later word, a word that is finished, and words that nothing begins with.
        Assert.Equal("ISI chief flies to Washington", Texts(index, "flies to wash")[0]);
        Assert.Equal("ISI chief flies to Washington", Texts(index, "isi ")[0]);
        Assert.Equal(["\"rates Imran Khan"], Texts(index, "\"rates imr"));
        Assert.Empty(Texts(index, ""));
        Assert.Empty(Texts(index, "zzz"));
    }

    [Fact]
    public async Task Accents_case_and_apostrophes_make_no_difference()
    {
        await using var index = ArticleIndex.CreateInMemory(s_unhurried);
        await AddAsync(index, "1", "Élysée: O’Brien’s café", "");
        string expected = "Élysée O’Brien’s café";
        Assert.Equal(expected, Texts(index, "ELYSEE o'br")[0]);
        Assert.Equal(expected, Texts(index, "élysée")[0]);
    }

    [Fact]
    public async Task Misspellings_come_behind()
    {
        await using var index = ArticleIndex.CreateInMemory(s_unhurried);
        await AddAsync(index, "1", "Washingtun laundry", "");
        await AddAsync(index, "2", "Washington treaty", "");
        Assert.Equal(["Washington treaty", "Washingtun laundry"], Texts(index, "washington"));
        Assert.Equal(["Washington treaty"], Texts(index, "wahsington tre"));
        Assert.Equal(["Washington treaty"], Texts(index, "washingon traety"));
        Assert.Empty(Texts(index, "wahsington tre", typos: false));
    }

    [Fact]
    public async Task What_was_typed_is_marked_and_everything_else_is_escaped()
    {
        await using var index = ArticleIndex.CreateInMemory(s_unhurried);
        await AddAsync(index, "1", "Fish & <b>Chips</b>", "");
        Assert.Equal("<mark>Fish &amp; &lt;b&gt;Ch</mark>ips&lt;/b&gt;", Assert.Single(Suggest(index, "fish b ch").Suggestions).Html);
        Assert.Equal("x &lt;<em>Fi</em>sh &amp; &lt;b&gt;Chips&lt;/b&gt;", index.Suggest(new SuggestRequest("x <fi") { Tag = "em", Patience = s_patience }).Suggestions[0].Html);
    }

    [Fact]
    public async Task Articles_come_change_and_go()
    {
        await using var index = ArticleIndex.CreateInMemory(s_unhurried);
        await AddAsync(index, "1", "First lantern", "");
        Assert.Equal(["First lantern"], Texts(index, "first"));
        await AddAsync(index, "2", "First beacon", "");
        Assert.Equal(["First beacon", "First lantern"], Texts(index, "first "));
        await AddAsync(index, "1", "Second lantern", "");
        Assert.Equal(["First beacon"], Texts(index, "first "));
        await index.DeleteAsync("2");
        Assert.Empty(Texts(index, "first "));
        Assert.Equal(["Second lantern"], Texts(index, "second "));
    }

    [Fact]
    public async Task They_are_there_after_a_restart_and_for_readers()
    {
        using var folder = new TemporaryFolder();
        await using (var index = ArticleIndex.Open(folder.Path, s_unhurried))
        {
            await AddAsync(index, "1", "First lantern", "");
            using var reader = ArticleIndex.Open(folder.Path, s_unhurried with { Mode = OpenMode.ReadOnly });
            Assert.Equal(["First lantern"], Texts(reader, "fir"));
            await AddAsync(index, "2", "First beacon", "");
            await reader.RefreshAsync();
            Assert.Equal(["First beacon", "First lantern"], Texts(reader, "first "));
        }
        await using var reopened = ArticleIndex.Open(folder.Path, s_unhurried);
        Assert.Equal(["First beacon", "First lantern"], Texts(reopened, "first "));
    }

    [Fact]
    public async Task Who_has_no_patience_gets_what_there_is()
    {
        await using var index = ArticleIndex.CreateInMemory(s_unhurried);
        await AddAsync(index, "1", "First lantern", "");
        var hasty = index.Suggest(new SuggestRequest("fir") { Patience = TimeSpan.Zero });
        Assert.True(hasty.IsComplete || hasty.Suggestions.Count == 0);
        Assert.True(Suggest(index, "fir").IsComplete);
    }

    [Fact]
    public async Task A_request_out_of_its_ranges_is_refused()
    {
        await using var index = ArticleIndex.CreateInMemory(s_unhurried);
        Assert.Contains("0 to 100", Assert.Throws<InvalidRequestException>(() => index.Suggest(new SuggestRequest("a") { Size = 101 })).Message);
        Assert.Contains("shorten", Assert.Throws<InvalidRequestException>(() => index.Suggest(new SuggestRequest(new string('a', 40_000)))).Message);
        foreach (string tag in (string[])["<b>", "script", "Style"])
            Assert.Throws<InvalidRequestException>(() => index.Suggest(new SuggestRequest("a") { Tag = tag }));
        Assert.Throws<InvalidRequestException>(() => index.Suggest(new SuggestRequest("a") { Patience = TimeSpan.FromSeconds(-1) }));
    }

    [Fact]
    public async Task Many_may_ask_while_articles_come()
    {
        await using var index = ArticleIndex.CreateInMemory(s_unhurried);
        var asking = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 200; i++)
                index.Suggest(new SuggestRequest("lantern " + i % 10));
        })).ToArray();
        for (int i = 0; i < 50; i++)
            await AddAsync(index, i.ToString(System.Globalization.CultureInfo.InvariantCulture), $"Lantern {i}", "");
        await Task.WhenAll(asking);
        Assert.Equal(["Lantern 49"], Texts(index, "lantern 49"));
    }

    private static Task<AddOutcome> AddAsync(ArticleIndex index, string id, string title, string body) =>
        index.AddAsync(new Article { Id = id, Title = title, Body = body });

    private static SuggestResults Suggest(ArticleIndex index, string text, bool typos = true) =>
        index.Suggest(new SuggestRequest(text) { Typos = typos, Patience = s_patience });

    private static IReadOnlyList<string> Texts(ArticleIndex index, string text, bool typos = true) =>
        [.. Suggest(index, text, typos).Suggestions.Select(suggestion => suggestion.Text)];
}
