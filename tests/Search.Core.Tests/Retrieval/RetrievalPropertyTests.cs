using System.Globalization;
using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Tests.Retrieval;

/// <summary>
/// Every way to run a plan against <see cref="NaiveRetrieval"/>: on random indexes and random plans the same documents, order, scores
/// (bit for bit) and counts. The failure names a seed and the number of a plan, to be added to the seeds that once failed.
/// <c>SEARCH_PROPERTY_CASES</c> sets how many results are compared, <c>SEARCH_PROPERTY_SEED</c> where a run starts.
/// </summary>
public sealed class RetrievalPropertyTests(ITestOutputHelper output)
{
    private const int DefaultCases = 20_000;

    private static readonly int[] s_ks = [0, 1, 2, 10, 100, 1_000, 30_000];
    private static readonly long[] s_limits = [0, 1, 1_000, long.MaxValue];

    [Fact]
    public void Every_way_gives_the_naive_result()
    {
        int cases = Setting("SEARCH_PROPERTY_CASES") ?? DefaultCases;
        int seed = Setting("SEARCH_PROPERTY_SEED") ?? Random.Shared.Next();
        output.WriteLine($"From seed {seed}");
        for (int done = 0; done < cases; seed = unchecked(seed + 1))
            done += CheckIndex(seed, size: null, plan: null);
    }

    [Theory]
    [InlineData(1, 12_000)]
    [InlineData(2, 2_500)] // terms of so many documents that their best postings are kept
    [InlineData(3, 4_000)]
    [InlineData(6, 1_500)]
    [InlineData(33, 12_000)] // so many look-ups into a list that a set of its documents is made
    public void Large_indexes_give_the_naive_result(int seed, int size) => CheckIndex(seed, size, plan: null);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1000243, 1)] // rewards left out of a bound where terms alone are required
    [InlineData(70010015, 5)] // a term of weight 0 that is left when all others were looked at
    [InlineData(86000083, 61)] // a score far below its reward, of which a difference of bounds left nothing
    [InlineData(87000110, 16)] // what three lists have in common, read from the buffer that had it before
    [InlineData(71000421, 16)] // a range behind the last document, of which the last range of 128 has a part
    public void Seeds_that_once_failed_pass(int seed, int plan) => CheckIndex(seed, size: null, plan);

    [Fact]
    public void A_sum_in_another_order_would_be_noticed()
    {
        using var index = new RandomIndex(7, size: 300);
        var naive = new NaiveRetrieval(index);
        int noticed = 0;
        for (int i = 0; i < 200; i++)
            noticed += naive.Search(new RandomPlans(index, PlanRandom(7, i)).Next()).Exists(hit => hit.Score != hit.ScoreReversed) ? 1 : 0;
        Assert.True(noticed > 5, $"Only {noticed} of 200 plans have scores that depend on the order.");
    }

    /// <summary>Checks one plan of an index, or so many that a costly index takes no more time than others.</summary>
    /// <returns>How many results were compared.</returns>
    private static int CheckIndex(int seed, int? size, int? plan)
    {
        int compared = 0;
        int number = -1;
        RandomPlan? drawn = null;
        try
        {
            // A seed's codec is its own; the seeds of a run take turns.
            var codec = RetrievalExecutors.Codecs[(int)((uint)seed % RetrievalExecutors.Codecs.Count)];
            using var index = new RandomIndex(seed, size, codec);
            var naive = new NaiveRetrieval(index);
            int plans = index.Tokens switch { < 2_000 => 100, < 40_000 => 50, < 150_000 => 20, _ => 8 };
            for (number = plan ?? 0; number < (plan + 1 ?? plans); number++)
            {
                drawn = null;
                var random = PlanRandom(seed, number);
                drawn = new RandomPlans(index, random).Next();
                compared += CheckPlan(index, naive, drawn, random);
                drawn = new RandomPlans(index, random).NextWords();
                compared += CheckPlan(index, naive, drawn, random);
                if (number % 2 == 0)
                {
                    // Of its own random numbers, so that other plans stay what they were.
                    var own = PlanRandom(~seed, number);
                    drawn = new RandomPlans(index, own).NextCommon();
                    compared += CheckPlan(index, naive, drawn, own);
                }
                else
                {
                    var own = PlanRandom(~seed, number);
                    drawn = new RandomPlans(index, own).NextFrequentWords();
                    compared += CheckPlan(index, naive, drawn, own);
                }
                if (number % 4 == 0)
                {
                    drawn = new RandomPlans(index, random).NextManyWords();
                    compared += CheckPlan(index, naive, drawn, random);
                }
                if (number % 4 == 1)
                {
                    var own = PlanRandom(seed ^ 0x5EED, number);
                    drawn = new RandomPlans(index, own).NextFeedback();
                    compared += CheckPlan(index, naive, drawn, own);
                }
            }
            return compared;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed}{(size is null ? "" : $" of size {size}")}, plan {number}: {drawn}", exception);
        }
    }

    private static int CheckPlan(RandomIndex index, NaiveRetrieval naive, RandomPlan plan, Random random)
    {
        var expected = naive.Search(plan);
        var budget = new SearchBudget(Timeout.InfiniteTimeSpan, default);
        int compared = 0;
        for (int i = 0; i < 6; i++)
        {
            var request = Request(expected, index, random);
            var documents = Expected(expected, request, index, naive).Take(request.K).Select(hit => new ScoredDocument(hit.DocId, hit.Score)).ToList();
            // Of their own random numbers, so that the requests follow from the plan alone.
            var costs = Costs(new Random((expected.Count * 6) + i));
            foreach (var (name, search) in RetrievalExecutors.All)
            {
                var own = name == RetrievalExecutors.ByOtherCosts ? request with { Costs = costs } : request;
                var found = search(index.Reader, plan.Plan, own, budget);
                string what = $"{name}, {own}";
                Assert.True(documents.SequenceEqual(found.Documents), $"{what}: {Difference(documents, found.Documents)}");
                bool exact = request.CountLimit == 0 ? found.CountIsExact && expected.Count == 0 : expected.Count <= request.CountLimit;
                Assert.True((Math.Min(expected.Count, request.CountLimit), exact, false) == (found.Count, found.CountIsExact, found.IsPartial),
                    $"{what}: {found.Count} counted, exact {found.CountIsExact}, partial {found.IsPartial}; {expected.Count} expected");
                compared++;
            }
        }
        Assert.Equal(expected.Select(hit => hit.DocId).Order(), Retriever.MatchingDocuments(index.Reader, plan.Plan, budget));
        CheckExplanation(index, plan, expected, random);
        return compared;
    }

    private static RetrievalRequest Request(List<NaiveHit> expected, RandomIndex index, Random random)
    {
        var request = new RetrievalRequest { K = s_ks[random.Next(s_ks.Length)], CountLimit = s_limits[random.Next(s_limits.Length)] };
        if (random.Next(4) == 0)
        {
            return request with
            {
                Order = random.Next(3) switch
                {
                    0 => new HitOrder(SortKind.Number, FieldNames.DateStart, random.Next(2) == 0),
                    1 => new HitOrder(SortKind.Number, FieldNames.Number(SyntheticFields.Number), random.Next(2) == 0),
                    _ => new HitOrder(SortKind.Keyword, FieldNames.Facet(SyntheticFields.Topic), random.Next(2) == 0),
                },
            };
        }
        if (random.Next(3) != 0 || expected.Count == 0)
            return request;
        // After a hit; in some cases after a place where no hit stands.
        var hit = expected[random.Next(expected.Count)];
        return request with { After = new ScoredDocument(random.Next(8) == 0 ? random.Next(index.Documents.Length) : hit.DocId, hit.Score) };
    }

    /// <summary>Draws costs by which ways are chosen that small indexes hardly ever take.</summary>
    private static SearchCosts Costs(Random random)
    {
        double[] many = [0, 1, 10_000];
        return new()
        {
            Windows = many[random.Next(3)],
            Leading = many[random.Next(3)],
            LookUps = many[random.Next(3)],
            HasPairs = random.Next(2) == 0,
            SampledPart = random.Next(2) == 0 ? 4 : 1,
            Singles = many[random.Next(3)],
            ManyLeaves = random.Next(2) == 0 ? 16 : 1,
        };
    }

    private static IEnumerable<NaiveHit> Expected(List<NaiveHit> expected, RetrievalRequest request, RandomIndex index, NaiveRetrieval naive)
    {
        var (kind, field, descending) = request.Order;
        if (kind == SortKind.Score)
            return request.After is not { } after ? expected
                : expected.Where(hit => hit.Score < after.Score || (hit.Score == after.Score && hit.DocId > after.DocId));

        var comparer = Comparer<IComparable>.Create((x, y) => x is string text ? string.CompareOrdinal(text, (string)y) : x.CompareTo(y));
        var keyed = expected.OrderBy(hit => hit.DocId).Select(hit => (Hit: hit, Key: Key(hit.DocId))).ToList();
        var present = keyed.Where(entry => entry.Key is not null);
        return (descending ? present.OrderByDescending(entry => entry.Key!, comparer) : present.OrderBy(entry => entry.Key!, comparer))
            .Concat(keyed.Where(entry => entry.Key is null)).Select(entry => entry.Hit);

        IComparable? Key(int docId) => kind == SortKind.Number ? naive.Values(field, docId)
            : descending ? index.Documents[docId].Topics.Order(StringComparer.Ordinal).LastOrDefault()
            : index.Documents[docId].Topics.Order(StringComparer.Ordinal).FirstOrDefault();
    }

    private static void CheckExplanation(RandomIndex index, RandomPlan plan, List<NaiveHit> expected, Random random)
    {
        if (index.Documents.Length == 0)
            return;
        int docId = expected.Count > 0 && random.Next(2) == 0 ? expected[random.Next(expected.Count)].DocId : random.Next(index.Documents.Length);
        var hit = expected.Find(hit => hit.DocId == docId);
        var explanation = Retriever.Explain(index.Reader, plan.Plan, docId);
        Assert.Equal(hit is null, explanation is null);
        if (hit is null)
            return;
        double sum = 0;
        foreach (var detail in explanation!.Details)
            sum += detail.Value;
        Assert.Equal(hit.Score, (float)sum);
        Assert.Equal(hit.Score, explanation.Value);
    }

    private static string Difference(List<ScoredDocument> expected, IReadOnlyList<ScoredDocument> found)
    {
        int at = expected.Zip(found).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{expected.Count} expected, {found.Count} found; at {at} {(at < expected.Count ? expected[at] : "the end")} expected, "
            + $"{(at < found.Count ? found[at] : "the end")} found";
    }

    /// <summary>A plan and its requests follow from the seed of the index and the number of the plan alone.</summary>
    private static Random PlanRandom(int seed, int plan) => new(unchecked(seed * 397 ^ (plan + 1) * 7_919));

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : null;
}
