using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Tests.Retrieval;

/// <summary>
/// Plans of plain words over a segment that is so large that lists are packed and have ranges and best postings: pairs that are met first, rare words, single words and windows all come about. Held to the
/// exhaustive search, which <see cref="RetrievalPropertyTests"/> holds to the naive one.
/// </summary>
public sealed class PlainWordsTests
{
    private const int Documents = 24_000;
    private const int Plans = 120;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void The_best_are_those_of_the_exhaustive_search(int seed, bool deletes)
    {
        var random = new Random(seed);
        using var directory = new RAMDirectory();
        using var reader = Open(directory, random, deletes);
        Assert.Single(reader.Leaves);
        var budget = new SearchBudget(Timeout.InfiniteTimeSpan, default);
        for (int i = 0; i < Plans; i++)
        {
            var plan = Plan(reader, random);
            int[] wanted = [1, 10, 51, random.Next(2, 400)];
            var expected = ExhaustiveRetriever.Search(reader, plan, new RetrievalRequest { K = wanted.Max() + 10, CountLimit = 0 }, budget).Documents;
            foreach (int k in wanted)
            {
                // A page behind another one too.
                int from = random.Next(3) == 0 && expected.Count > 0 ? random.Next(Math.Min(10, expected.Count)) : -1;
                var request = new RetrievalRequest { K = k, CountLimit = random.Next(2) * 1_000, After = from < 0 ? null : expected[from] };
                var found = PrunedRetriever.TrySearch(reader, plan, request, budget);
                Assert.NotNull(found);
                Assert.True(expected.Skip(from + 1).Take(k).SequenceEqual(found.Documents), $"plan {i} of seed {seed}, {k} behind {from}");
            }
        }
    }

    /// <summary>Two to five words, frequent and rare ones, with what stands beside them in a plan of the product.</summary>
    private static QueryPlan Plan(IndexReader reader, Random random)
    {
        const string both = FieldNames.TitleAndBody;
        string[] words = [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => $"w{(int)(400 * Math.Pow(random.NextDouble(), 2))}").Distinct()];
        var any = words.Select((word, i) => random.Next(3) == 0
            ? GroupPlan.AnyOf([Term(both, word, 1), Term(both, $"w{random.Next(400)}", 0.2), Misspelt(word)]) : (PlanNode)Term(both, word, random.Next(4) == 0 ? 0.3 : 1));
        var clauses = any.Select(node => new PlanClause(ClauseRole.Optional, node)).ToList();
        if (random.Next(2) == 0)
        {
            long from = RandomTexts.Now - random.Next(1, 2_000) * TimeSpan.TicksPerDay;
            clauses.Add(new PlanClause(ClauseRole.Required, new OverlapPlan(FieldNames.DateStart, FieldNames.DateEnd, from, random.Next(2) == 0 ? long.MaxValue : from + 400 * TimeSpan.TicksPerDay)));
        }
        var rewards = words.Zip(words.Skip(1)).Where(_ => random.Next(4) > 0).Select(pair => new ProximityReward(
            Find(FieldNames.Body, pair.First), Find(FieldNames.Body, pair.Second), Scoring(both), random.NextDouble(), (Find(both, pair.First), Find(both, pair.Second)))).ToList();
        return new QueryPlan(new GroupPlan(clauses, 1), rewards);

        TermPlan Term(string field, string word, double weight) => new(Find(field, word), Scoring(field), weight);
        BlendPlan Misspelt(string word) => new([.. Enumerable.Range(0, 3).Select(i => new BlendedTerm(Find(FieldNames.Body, $"rare{i}"), Scoring(FieldNames.Body), 1))], word, 1.2, 0.3);
        IndexTerm Find(string field, string word) => IndexTerm.Find(reader, field, new BytesRef(word));
        FieldScoring Scoring(string field) => FieldScoring.Read(reader, field, new RankingOptions());
    }

    private static DirectoryReader Open(RAMDirectory directory, Random random, bool deletes)
    {
        ArticleCodec.Register();
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, null) { Similarity = new ExactLengthSimilarity(), Codec = ArticleCodec.Instance }))
        {
            for (int doc = 0; doc < Documents; doc++)
            {
                long start = RandomTexts.Now - random.Next(2_000) * TimeSpan.TicksPerDay;
                var body = Text(random, 60);
                writer.AddDocument(SyntheticFields.ToLucene(new SyntheticDocument
                {
                    Id = $"d{doc}",
                    Title = Text(random, 6),
                    Body = random.Next(2_000) == 0 ? body.With([$"rare{random.Next(4)}"]) : body,
                    Date = (start, start + TimeSpan.TicksPerDay),
                }, doc));
            }
            writer.ForceMerge(1);
        }
        if (deletes)
        {
            // A policy of no merges leaves the deleted documents where they are.
            using var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
            {
                Similarity = new ExactLengthSimilarity(),
                Codec = ArticleCodec.Instance,
                MergePolicy = NoMergePolicy.COMPOUND_FILES,
            });
            for (int i = 0; i < Documents / 20; i++)
                writer.DeleteDocuments(new Term(FieldNames.Id, $"d{random.Next(Documents)}"));
        }
        return DirectoryReader.Open(directory);
    }

    private static SyntheticText Text(Random random, int longest)
    {
        string[] words = [.. Enumerable.Range(0, random.Next(1, longest)).Select(_ => $"w{(int)(400 * Math.Pow(random.NextDouble(), 2.5))}")];
        return new SyntheticText(words, words, [.. Enumerable.Range(0, words.Length)]);
    }
}
