using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Retrieval;
using Search.Core.Tests.Retrieval;

namespace Search.Core.Tests.Matching;

/// <summary>What is left out beside the words of a query because it would cost a search more than it finds.</summary>
public sealed class SparingPlanTests
{
    [Theory]
    [InlineData(10_000, 1)]
    [InlineData(10_001, 0)]
    public void Words_that_most_articles_have_are_not_rewarded_for_closeness(int articles, int rewards)
    {
        using var archive = new TestArchive();
        for (int i = 0; i < articles; i++)
            archive.Put(new Article { Id = $"{i}", Body = i == 0 ? "the chief talks" : "the chief" });
        Assert.Equal(rewards, Plan(archive, "chief talks").Rewards.Count);
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void A_misspelling_is_rare(int misspelt, bool isFound)
    {
        using var archive = new TestArchive();
        for (int i = 0; i < 400 + misspelt; i++)
            archive.Put(new Article { Id = $"{i}", Body = i < 400 ? "foreign talks" : "foreigh talks" });
        Assert.Equal(isFound, Leaves(Plan(archive, "foreign talks").Root).Any(leaf => leaf is BlendPlan { Kind: EvidenceKind.Misspelling }));
    }

    [Fact]
    public void One_word_of_the_same_root_stands_beside_a_word()
    {
        using var archive = new TestArchive();
        string[] bodies = ["they construct harbours", "constructive harbours", "construction of harbours", "the construction"];
        for (int i = 0; i < bodies.Length; i++)
            archive.Put(new Article { Id = $"{i}", Body = bodies[i] });
        var related = Assert.Single(Leaves(Plan(archive, "construct harbours").Root).OfType<TermPlan>(), leaf => leaf.Kind == EvidenceKind.Related);
        Assert.Equal(2, related.Term.DocFreq);
    }

    private static QueryPlan Plan(TestArchive archive, string query)
    {
        using var reader = archive.Open();
        return new QueryPlanner(TestArchive.Chain, new RankingOptions(), new SearchLimits()).Plan(
            reader, QueryParser.Parse(query, archive.Schema.Types, 1_024), new SearchConditions { Typos = true, Related = true }, archive.Schema.Types,
            new SearchBudget(Timeout.InfiniteTimeSpan, default), []);
    }

    private static IEnumerable<PlanNode> Leaves(PlanNode node) =>
        node is GroupPlan group ? group.Clauses.SelectMany(clause => Leaves(clause.Node)) : [node];
}
