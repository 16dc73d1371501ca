using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Tests.Retrieval;

/// <summary>What a search leaves to the garbage collector: bytes do not vary as times do.</summary>
public sealed class AllocationTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Bytes a query beyond its result.</summary>
    private const long Budget = 3_072;

    private const int Documents = 4_000;
    private const int K = 10;
    private const int WarmUp = 30;
    private const int Runs = 20;
    private const int Batches = 8;

    private readonly RAMDirectory _directory = new();
    private DirectoryReader? _reader;

    private DirectoryReader Reader => _reader ??= Open();

    public static TheoryData<string> Shapes => ["term", "and", "or", "or of 6", "phrase", "product", "product, counted", "words", "words, counted"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_search_keeps_to_its_budget(string shape)
    {
        var plan = Plan(shape);
        var request = new RetrievalRequest { K = K, CountLimit = shape.EndsWith("counted", StringComparison.Ordinal) ? 1_000 : 0 };
        var budget = new SearchBudget(Timeout.InfiniteTimeSpan, default);
        Assert.NotNull(PrunedRetriever.TrySearch(Reader, plan, request, budget));
        for (int i = 0; i < WarmUp; i++)
            Assert.Equal(K, Retriever.Search(Reader, plan, request, budget).Documents.Count);
        // The least of several: a test beside this one may take the memory that is kept for the next search, which then makes its own.
        long bytes = long.MaxValue;
        for (int batch = 0; batch < Batches; batch++)
        {
            long start = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Runs; i++)
                Retriever.Search(Reader, plan, request, budget);
            bytes = Math.Min(bytes, (GC.GetAllocatedBytesForCurrentThread() - start) / Runs);
        }
        var result = new ScoredDocument[K];
        long before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(new ScoredDocument[K]);
        bytes -= GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(result);
        output.WriteLine($"{shape}: {bytes} bytes");
        Assert.True(bytes <= Budget, $"{shape}: {bytes} bytes a search beyond its result.");
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _directory.Dispose();
    }

    private QueryPlan Plan(string shape) => shape switch
    {
        "term" => new QueryPlan(Term(FieldNames.Body, "w3"), []),
        "and" => new QueryPlan(GroupPlan.AllOf([Term(FieldNames.Body, "w1"), Term(FieldNames.Body, "w3"), Term(FieldNames.Body, "w6")]), []),
        "or" => new QueryPlan(GroupPlan.AnyOf([Term(FieldNames.Body, "w1"), Term(FieldNames.Body, "w9"), Term(FieldNames.Body, "w40")]), []),
        "or of 6" => new QueryPlan(GroupPlan.AnyOf(Enumerable.Range(2, 6).Select(i => Term(FieldNames.Body, $"w{i * i}"))), []),
        "phrase" => new QueryPlan(new PhrasePlan([Find(FieldNames.Body, "w0"), Find(FieldNames.Body, "w1")], 0, Scoring(FieldNames.Body), 1), []),
        "words" or "words, counted" => Words(["w2", "w7", "w30"]),
        _ => Product(["w2", "w7", "w30"]),
    };

    /// <summary>As the product asks: each word in title or body, neighbours rewarded, a period, recent documents raised.</summary>
    private QueryPlan Product(string[] words)
    {
        var any = words.Select(word => (PlanNode)GroupPlan.AnyOf([Term(FieldNames.Title, word), Term(FieldNames.Body, word)]));
        long from = RandomTexts.Now - 1_500 * TimeSpan.TicksPerDay;
        var period = new OverlapPlan(FieldNames.DateStart, FieldNames.DateEnd, from, long.MaxValue);
        var root = new GroupPlan([.. any.Select(node => new PlanClause(ClauseRole.Optional, node)), new PlanClause(ClauseRole.Required, period)], 1);
        ProximityReward[] rewards = [.. words.Zip(words.Skip(1), (first, second) =>
            new ProximityReward(Find(FieldNames.Body, first), Find(FieldNames.Body, second), Scoring(FieldNames.Body), 0.5))];
        return new QueryPlan(root, rewards, new RecencyFactor(FieldNames.DateStart, RandomTexts.Now, 365, 0.25));
    }

    /// <summary>As the product asks of an index that has title and body together: each word in both, with a lighter one and misspellings beside it, neighbours rewarded, a period.</summary>
    private QueryPlan Words(string[] words)
    {
        const string both = FieldNames.TitleAndBody;
        var any = words.Select((word, i) => (PlanNode)GroupPlan.AnyOf(
        [
            Term(both, word), new TermPlan(Find(both, $"w{40 + i}"), Scoring(both), 0.2),
            new BlendPlan([.. Enumerable.Range(0, 4).Select(j => new BlendedTerm(Find(FieldNames.Body, $"rare{j}"), Scoring(FieldNames.Body), 1))], word, 1.2, 0.3),
        ]));
        var period = new OverlapPlan(FieldNames.DateStart, FieldNames.DateEnd, RandomTexts.Now - 1_500 * TimeSpan.TicksPerDay, long.MaxValue);
        var root = new GroupPlan([.. any.Select(node => new PlanClause(ClauseRole.Optional, node)), new PlanClause(ClauseRole.Required, period)], 1);
        ProximityReward[] rewards = [.. words.Zip(words.Skip(1), (first, second) => new ProximityReward(
            Find(FieldNames.Body, first), Find(FieldNames.Body, second), Scoring(both), 0.5, (Find(both, first), Find(both, second))))];
        return new QueryPlan(root, rewards);
    }

    private TermPlan Term(string field, string word) => new(Find(field, word), Scoring(field), field == FieldNames.Title ? 2 : 1);

    private IndexTerm Find(string field, string word) => IndexTerm.Find(Reader, field, new BytesRef(word));

    private FieldScoring Scoring(string field) => FieldScoring.Read(Reader, field, new RankingOptions());

    private DirectoryReader Open()
    {
        ArticleCodec.Register();
        var random = new Random(11);
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
        {
            Similarity = new ExactLengthSimilarity(),
            Codec = ArticleCodec.Instance,
        }))
        {
            for (int doc = 0; doc < Documents; doc++)
            {
                long start = RandomTexts.Now - random.Next(2_000) * TimeSpan.TicksPerDay;
                writer.AddDocument(SyntheticFields.ToLucene(
                    new SyntheticDocument { Id = $"d{doc}", Title = Text(random, 8), Body = Body(random, doc), Date = (start, start + TimeSpan.TicksPerDay) }, doc));
            }
            writer.ForceMerge(1);
        }
        var reader = DirectoryReader.Open(_directory);
        Assert.Single(reader.Leaves);
        return reader;
    }

    /// <summary>One of 400 has a word that hardly any other has.</summary>
    private static SyntheticText Body(Random random, int doc)
    {
        var text = Text(random, 120);
        return doc % 400 == 7 ? text.With([$"rare{doc / 400 % 4}"]) : text;
    }

    private static SyntheticText Text(Random random, int longest)
    {
        string[] words = [.. Enumerable.Range(0, random.Next(1, longest)).Select(_ => $"w{(int)(300 * Math.Pow(random.NextDouble(), 2.5))}")];
        return new SyntheticText(words, words, [.. Enumerable.Range(0, words.Length)]);
    }
}
