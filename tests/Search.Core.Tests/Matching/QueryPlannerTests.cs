using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Retrieval;
using Search.Core.Tests.Retrieval;

namespace Search.Core.Tests.Matching;

public sealed class QueryPlannerTests : IDisposable
{
    private readonly TestArchive _archive = new();

    public QueryPlannerTests()
    {
        Put("seed", "Pakistan and the US have completed their security level talks", date: "2022-05", source: "India TV",
            body: "Inter-Services Intelligence Director-General (DG ISI) Lt-Gen Nadeem Anjum spent three days in Washington. The current ISI chief’s visit followed Khan’s claim in a war-torn country.");
        Put("other", "Markets fall", date: "2021", source: "The Times", body: "Shares fell in London and/or Paris. The chief of the bank resigned.");
        Put("undated", "Khan wins", date: null, source: null, body: "Imran Khan claims victory in talks.");
    }

    public void Dispose() => _archive.Dispose();

    [Theory]
    [InlineData("isi chief washington", "seed other")]
    [InlineData("\"security level talks\"", "seed")]
    [InlineData("\"talks level security\"", "")]
    [InlineData("khan's claim", "seed undated")]
    [InlineData("khan’s +claim", "undated seed")]
    [InlineData("visit’s", "seed")]
    [InlineData("war torn", "seed")]
    [InlineData("war-torn", "seed")]
    [InlineData("torn-war", "")]
    [InlineData("\"khan claim\"", "seed")]
    [InlineData("+london/paris", "other")]
    [InlineData("after:2022-05 before:2022-05 washington", "seed")]
    [InlineData("washington after:2022-06", "")]
    [InlineData("talks before:2022", "seed")]
    [InlineData("-talks", "other")]
    [InlineData("source:\"the times\"", "other")]
    [InlineData("talks -source:(\"India TV\" Dawn)", "undated")]
    [InlineData("!!!", "")]
    [InlineData("\"...\"", "")]
    [InlineData("talks !!!", "undated seed")]
    public void Queries_find_what_the_page_says(string query, string ids) =>
        Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), Find(query).Order());

    [Fact]
    public void All_words_can_be_asked_for()
    {
        Assert.Equal(["seed"], Find("isi chief washington", new SearchConditions { Match = MatchMode.All }));
        Assert.Empty(Find("isi chief london", new SearchConditions { Match = MatchMode.All }));
        Assert.Equal(["seed"], Find("isi (chief OR london)", new SearchConditions { Match = MatchMode.All }));
    }

    [Theory]
    [InlineData("talks london isi", 0, "other seed undated")]
    [InlineData("talks london isi", 2, "seed")]
    [InlineData("talks london isi", 3, "")]
    [InlineData("talks", 5, "seed undated")]
    [InlineData("+talks london isi", 1, "seed")]
    [InlineData("(talks london isi) -paris", 2, "seed undated")]
    public void A_minimum_of_optional_clauses_can_be_asked_for(string query, int minimum, string ids) => Assert.Equal(
        ids.Split(' ', StringSplitOptions.RemoveEmptyEntries), Find(query, new SearchConditions { MinimumShouldMatch = minimum }).Order());

    [Fact]
    public void Filters_on_the_same_field_are_alternatives() => Assert.Equal(["other", "seed"], Find("", new SearchConditions
    {
        Sources = ["INDIA TV", "the Times"],
        Filters = [new("source", "Dawn")],
    }).Order());

    [Theory]
    [InlineData("nowhere", "x", "no field 'nowhere'")]
    [InlineData("words", "many", "write a number")]
    [InlineData("words", "[1-2]", "write a number")]
    [InlineData("seen", "soon", "write a date")]
    [InlineData("paid", "maybe", "true or false")]
    [InlineData("topic", "[a TO b]", "is a range")]
    [InlineData("source", "[a TO b]", "is a range")]
    [InlineData("lede", "x", "lede:x")]
    public void A_filter_that_does_not_fit_says_what_to_change(string field, string value, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => Find("", new SearchConditions { Filters = [new(field, value)] })).Message);

    [Fact]
    public void A_query_never_throws_where_a_filter_does() => Assert.Empty(Find("source:\"[a TO b]\" topic:\"[a TO b]\""));

    [Fact]
    public void A_query_without_words_is_warned_of()
    {
        var warnings = new List<string>();
        Find("!!!", warnings: warnings);
        Assert.Contains("no words", Assert.Single(warnings));
    }

    [Fact]
    public void Words_within_one_stretch_are_limited()
    {
        var warnings = new List<string>();
        Find(string.Concat(Enumerable.Repeat("日", 3_000)), warnings: warnings);
        Find("\"" + string.Join(' ', Enumerable.Range(0, 3_000)) + "\"", warnings: warnings);
        Assert.All(warnings, warning => Assert.Contains("first 1,024 words", warning));
        Assert.NotEmpty(warnings);
    }

    [Fact]
    public void Words_that_stand_together_are_rewarded()
    {
        Put("near", "", null, null, "the minister met the senator in may");
        Put("far", "", null, null, "the minister left in may and long after that month had gone by there came the senator");
        var found = Find("minister senator");
        Assert.Equal(["near", "far"], found);
    }

    [Fact]
    public void Sorting_by_what_cannot_be_sorted_says_what_to_change()
    {
        Assert.Throws<FormatException>(() => HitOrders.Of(SortOrder.ByField("nowhere"), _archive.Schema.Types));
        Assert.Throws<FormatException>(() => HitOrders.Of(SortOrder.ByField("lede"), _archive.Schema.Types));
    }

    private void Put(string id, string title, string? date, string? source, string body) => _archive.Put(new Article
    {
        Id = id,
        Title = title,
        Body = body,
        Source = source,
        Date = date is null ? null : ArticleDate.Parse(date),
    });

    private string[] Find(string query, SearchConditions? conditions = null, List<string>? warnings = null)
    {
        using var reader = _archive.Open();
        var budget = new SearchBudget(Timeout.InfiniteTimeSpan, default);
        var plan = new QueryPlanner(TestArchive.Chain, new RankingOptions(), new SearchLimits()).Plan(
            reader, QueryParser.Parse(query, _archive.Schema.Types, 1024), conditions ?? new SearchConditions(), _archive.Schema.Types, budget, warnings ?? []);
        var found = Retriever.Search(reader, plan, new RetrievalRequest { K = 100 }, budget);
        return [.. found.Documents.Select(document => _archive.ArticleOf(reader, document.DocId).Id)];
    }
}
