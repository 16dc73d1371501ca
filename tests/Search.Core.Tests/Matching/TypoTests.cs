namespace Search.Core.Tests.Matching;

public sealed class TypoTests : IAsyncLifetime
{
    private readonly ArticleIndex _index = ArticleIndex.CreateInMemory();

    public async ValueTask InitializeAsync()
    {
        await PutAsync("bhutto", "Bilawal Bhutto Zardari met the press.");
        await PutAsync("bhuto", "Benazir Bhutto was the first.");
        await PutAsync("house", "A house stood on a hill.");
        await PutAsync("horse", "A horse stood on a hill.");
        await PutAsync("auto", "An auto went down the road.");
    }

    public ValueTask DisposeAsync() => _index.DisposeAsync();

    [Theory]
    [InlineData("bilawal buto", "bhutto")]
    [InlineData("bilawl bhutto", "bhutto")]
    [InlineData("zardri", "bhutto")]
    [InlineData("zadrari", "bhutto")]
    [InlineData("benazeer", "bhuto")]
    public void An_unknown_word_finds_near_ones(string query, string first) => Assert.Equal(first, Find(query)[0]);

    [Fact]
    public void A_known_word_is_not_bent()
    {
        Assert.Equal(["house"], Find("house"));
        Assert.Equal(["horse"], Find("horse"));
    }

    [Theory]
    [InlineData("zzz")]
    [InlineData("xhouse99")]
    [InlineData("\"zardri\"")]
    [InlineData("hors")]
    public void What_is_no_misspelt_word_is_taken_as_written(string query)
    {
        // 'hors' is one edit from 'horse', and two from 'house', which is no longer meant then.
        Assert.Equal(query == "hors" ? 1 : 0, Find(query).Length);
    }

    [Fact]
    public void It_can_be_switched_off() => Assert.Empty(Find("zardri", typos: false));

    [Fact]
    public async Task Nothing_near_is_deleted() =>
        Assert.Equal(0, await _index.DeleteAsync(new SearchRequest("zardri"), cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public void An_excluded_word_is_taken_as_written() => Assert.Contains("bhutto", Find("press -zardri"));

    [Fact]
    public async Task Articles_that_misspell_a_frequent_word_come_after_those_that_spell_it_right()
    {
        for (int i = 0; i < 40; i++)
            await PutAsync($"right{i:00}", i == 0 ? "The foreign minister Hina spoke." : $"Another foreign visitor number {i} came.");
        await PutAsync("wrong", "The foreigh minister Hina spoke.");

        Assert.Equal(["right00", "wrong"], Find("foreign minister hina").Take(2));
        string[] all = [.. _index.Search(new SearchRequest("foreign hina minister") { Match = MatchMode.All }).Hits.Select(hit => hit.Id)];
        Assert.Equal("right00", all[0]);
        // A word by itself stays what it is.
        Assert.DoesNotContain("wrong", _index.Search(new SearchRequest("foreign") { Size = 100 }).Hits.Select(hit => hit.Id));
    }

    private Task<AddOutcome> PutAsync(string id, string body) => _index.AddAsync(new Article { Id = id, Body = body });

    private string[] Find(string query, bool typos = true) =>
        [.. _index.Search(new SearchRequest(query) { Typos = typos }).Hits.Select(hit => hit.Id)];
}
