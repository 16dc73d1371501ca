using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Tests.Retrieval;

namespace Search.Core.Tests.Matching;

/// <summary>Which terms an article needs one of: those of the rarest clause that is required. That nothing is missed, the saved searches' property test says.</summary>
public sealed class AskedTermsTests : IDisposable
{
    private readonly TestArchive _archive = new();

    public AskedTermsTests()
    {
        for (int i = 0; i < 20; i++)
        {
            _archive.Put(new Article
            {
                Id = $"{i}",
                Title = i == 7 ? "Treaty" : "News",
                Body = "The river of the town" + (i % 4 == 0 ? " and its bridge." : ".") + (i == 3 ? " A dam." : ""),
                Source = i == 5 ? "Dawn" : "The Times",
            });
        }
    }

    public void Dispose() => _archive.Dispose();

    [Theory]
    [InlineData("river AND dam", "dam")]
    [InlineData("dam AND river AND bridge", "dam")]
    [InlineData("+bridge river town", "bridge")]
    [InlineData("river dam", "dam river")]
    [InlineData("river AND (dam OR bridge)", "bridge dam")]
    [InlineData("(river dam) AND bridge", "bridge")]
    [InlineData("\"the river of\"", "river")]
    [InlineData("\"river dam\"", "dam")]
    [InlineData("river w/5 dam", "dam")]
    [InlineData("SENTENCE(river town dam)", "dam")]
    [InlineData("atleast2(river)", "river")]
    [InlineData("title:treaty AND river", "treaty")]
    [InlineData("river AND source:dawn", "dawn")]
    [InlineData("river -dam", "river")]
    [InlineData("river AND nowhere", "nowhere")]
    [InlineData("dam AND riv*", "dam")]
    [InlineData("riv*", "riv*")]
    // Of what the archive does not have the longer word is taken.
    [InlineData("zinc AND zirconium", "zirconium")]
    [InlineData("-dam", null)]
    [InlineData("after:2020", null)]
    [InlineData("", null)]
    public void The_rarest_required_clause_says_what_is_needed(string query, string? needed)
    {
        using var reader = _archive.Open();
        var terms = new QueryPlanner(TestArchive.Chain, new RankingOptions(), new SearchLimits()).Ask(
            reader, QueryParser.Parse(query, _archive.Schema.Types, 1024), new SearchConditions { Typos = false }, _archive.Schema.Types);
        Assert.Equal(needed is null, terms.AreNotNeeded);
        if (needed is not null)
            Assert.Equal(needed, string.Join(' ', terms.Terms.Select(term => term.Text).Concat(terms.Prefixes.Select(prefix => prefix.Text + "*")).Distinct().Order()));
    }

    [Fact]
    public void Filters_are_clauses_like_any_other()
    {
        using var reader = _archive.Open();
        var planner = new QueryPlanner(TestArchive.Chain, new RankingOptions(), new SearchLimits());
        NeededTerms Ask(string query, string source) => planner.Ask(
            reader, QueryParser.Parse(query, _archive.Schema.Types, 1024), new SearchConditions { Typos = false, Sources = [source] }, _archive.Schema.Types);
        Assert.Equal(["dawn"], Ask("river", "Dawn").Terms.Select(term => term.Text).Distinct());
        Assert.Equal(["dam"], Ask("dam", "The Times").Terms.Select(term => term.Text).Distinct());
        Assert.Equal(["the times"], Ask("-dam", "The Times").Terms.Select(term => term.Text).Distinct());
    }
}
