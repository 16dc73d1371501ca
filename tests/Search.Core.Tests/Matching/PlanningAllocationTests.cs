using Search.Core.Language;
using Search.Core.Matching;
using Search.Core.Retrieval;
using Search.Core.Tests.Retrieval;

namespace Search.Core.Tests.Matching;

/// <summary>What the way from a query's text to its plan may allocate: bytes do not vary as times do.</summary>
public sealed class PlanningAllocationTests(ITestOutputHelper output)
{
    [Fact]
    public void A_query_of_two_words_is_planned_with_little_garbage()
    {
        using var archive = new TestArchive();
        for (int i = 0; i < 50; i++)
        {
            archive.Put(new Article { Id = $"{i}", Title = $"chief {i}", Body = $"washington talks of {i} with the chief of isi" });
            if (i == 20)
                archive.Flush();
        }
        using var reader = archive.Open();
        var planner = new QueryPlanner(TestArchive.Chain, new RankingOptions(), new SearchLimits());
        var budget = new SearchBudget(Timeout.InfiniteTimeSpan, default);
        const string Query = "washington talks";
        ParsedQuery parsed = null!;

        long parsing = Allocated(() => parsed = QueryParser.Parse(Query, archive.Schema.Types, 1_024));
        long planning = Allocated(() => planner.Plan(reader, parsed, new SearchConditions(), archive.Schema.Types, budget, []));
        output.WriteLine($"{reader.Leaves.Count} segments; bytes: parsing {parsing}, planning {planning}");

        // Measured without optimisation: 904 and 3,840.
        Assert.InRange(parsing, 0, 1_200);
        Assert.InRange(planning, 0, 4_300);
    }

    private static long Allocated(Action action)
    {
        for (int i = 0; i < 200; i++)
            action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            action();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
    }
}
