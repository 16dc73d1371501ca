using CsCheck;
using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Retrieval;
using Search.Core.Tests.Retrieval;

namespace Search.Core.Tests.Matching;

/// <summary>Limits of prefixes and fuzzy words; what they match is in the property tests of retrieval.</summary>
public sealed class TermExpansionTests
{
    private static (RetrievalResult Found, List<string> Warnings) Search(TestArchive archive, string query, SearchLimits limits, SearchBudget? budget = null)
    {
        using var reader = archive.Open();
        var warnings = new List<string>();
        budget ??= new SearchBudget(Timeout.InfiniteTimeSpan, default);
        var plan = new QueryPlanner(TestArchive.Chain, new RankingOptions(), limits).Plan(
            reader, QueryParser.Parse(query, archive.Schema.Types, limits.MaxClauses), new SearchConditions(), archive.Schema.Types, budget, warnings);
        return (Retriever.Search(reader, plan, new RetrievalRequest { K = 1_000 }, budget), warnings);
    }

    private static TestArchive Archive(params string[] bodies)
    {
        var archive = new TestArchive();
        for (int i = 0; i < bodies.Length; i++)
        {
            archive.Put(new Article { Id = i.ToString(), Body = bodies[i] });
            if (i % 100 == 3)
                archive.Flush();
        }
        return archive;
    }

    [Fact]
    public void Expansions_are_limited_to_the_most_frequent()
    {
        using var archive = Archive("waa", "wab wac", "wac", "wad wac", "wab");
        var (found, warnings) = Search(archive, "wa*", new SearchLimits { MaxExpansions = 2 });
        Assert.Equal([1, 2, 3, 4], found.Documents.Select(document => document.DocId).Order());
        Assert.Contains("more than 2 words", Assert.Single(warnings));
    }

    [Fact]
    public void Terms_looked_at_are_limited()
    {
        using var archive = Archive("waa", "wab", "wac");
        var (found, warnings) = Search(archive, "wa*", new SearchLimits { MaxTermsScanned = 2 });
        Assert.Equal([0, 1], found.Documents.Select(document => document.DocId).Order());
        Assert.Contains("first 2 were looked at", Assert.Single(warnings));
    }

    [Fact]
    public void A_rare_misspelling_does_not_outrank_the_word()
    {
        using var archive = Archive("bilawel spoke", "bilawal spoke", "bilawal left", "bilawal came");
        var (found, warnings) = Search(archive, "bilawal~", new SearchLimits());
        Assert.Empty(warnings);
        Assert.Equal([1, 2, 3, 0], found.Documents.Select(document => document.DocId));
    }

    [Fact]
    public void A_dictionary_of_thousands_is_scanned_exactly() =>
        Gen.Select(Gen.Int.Uniform, Gen.Char["abc"].Array[1, 6]).Sample((seed, letters) =>
        {
            var random = new Random(seed);
            string[] words = [.. Enumerable.Range(0, 300).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => "abcé"[random.Next(4)])))];
            using var archive = Archive(words);
            using var reader = archive.Open();
            var naive = new NaiveSearch(archive, reader, new RankingOptions());
            foreach (string query in (string[])[new string(letters) + "~", new string(letters) + "~2", new string(letters) + "~1", new string(letters) + "*"])
            {
                var expected = naive.Search(QueryParser.Parse(query, archive.Schema.Types, 10).Root, new SearchConditions());
                var (found, _) = Search(archive, query, new SearchLimits { MaxExpansions = 1_000 });
                Assert.Equal(expected, found.Documents.Select(document => (document.DocId, document.Score)));
            }
        }, iter: 8, threads: 1);

    [Theory]
    [InlineData("*a?????????b*")]
    [InlineData("a?????????b*")]
    [InlineData("*")]
    [InlineData("a*b*c*d*")]
    public void Wildcards_that_ruin_automata_cost_nothing(string query)
    {
        using var archive = Archive("axxxxxxxxxb", "other");
        Search(archive, query, new SearchLimits());
    }

    [Fact]
    public void A_very_long_fuzzy_word_is_looked_for_as_it_is()
    {
        string word = new('x', 200);
        using var archive = Archive(word);
        var (found, warnings) = Search(archive, word + "~", new SearchLimits());
        Assert.Single(found.Documents);
        Assert.Single(warnings);
    }

    [Fact]
    public void A_used_up_budget_ends_the_scan()
    {
        using var archive = Archive(string.Join(' ', Enumerable.Range(0, 5_000).Select(i => $"w{i}")));
        var budget = new SearchBudget(TimeSpan.FromSeconds(3), default, new CountingClock());
        var (found, _) = Search(archive, "w*", new SearchLimits { MaxExpansions = 10_000 }, budget);
        Assert.True(budget.WasExceeded);
        Assert.True(found.IsPartial);
    }

    [Theory]
    [InlineData("-wa*")]
    [InlineData("-(other OR waterfall~)")]
    [InlineData("-(other -(fire -w?ter*))")]
    public void What_time_did_not_allow_to_be_looked_up_is_not_let_in(string excluded)
    {
        using var archive = Archive("fire waterfalls", "fire waters");
        string query = "fire " + excluded;
        var (all, _) = Search(archive, query, new SearchLimits());
        var (found, _) = Search(archive, query, new SearchLimits(), new SearchBudget(TimeSpan.FromTicks(1), default, new CountingClock()));
        Assert.Empty(found.Documents.Select(document => document.DocId).Except(all.Documents.Select(document => document.DocId)));
    }

    [Theory]
    [InlineData("waterfall~")]
    [InlineData("water*")]
    [InlineData("w?ter*")]
    public void Planning_asks_for_time_and_cancellation_at_each_word(string query)
    {
        using var archive = Archive("waterfalls", "waters");
        using var reader = archive.Open();
        var usedUp = new SearchBudget(TimeSpan.FromTicks(1), default, new CountingClock());
        Plan(usedUp);
        Assert.True(usedUp.WasExceeded);
        Assert.Throws<OperationCanceledException>(() => Plan(new SearchBudget(Timeout.InfiniteTimeSpan, new CancellationToken(canceled: true))));

        void Plan(SearchBudget budget) => new QueryPlanner(TestArchive.Chain, new RankingOptions(), new SearchLimits()).Plan(
            reader, QueryParser.Parse(query, archive.Schema.Types, 10), new SearchConditions(), archive.Schema.Types, budget, []);
    }
}
