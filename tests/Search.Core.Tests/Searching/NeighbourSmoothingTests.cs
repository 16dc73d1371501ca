using Search.Core.Likeness;
using Search.Core.Scoring;
using Search.Core.Searching;
using Search.Core.Tests.Likeness;

namespace Search.Core.Tests.Searching;

/// <summary>Smoothed scores against docs/scoring.md, read literally.</summary>
public sealed class NeighbourSmoothingTests
{
    [Theory]
    [InlineData(50, 5)]
    [InlineData(100, 7)]
    public void Scores_are_those_of_the_page_and_never_below_the_least(int articles, int neighbours)
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        var smoothing = new NeighbourSmoothing(articles, neighbours);
        var table = new LikenessTable(articles);
        for (int run = 0; run < 15; run++)
        {
            int count = random.Next(0, articles + 1);
            double share = random.Next(1, 11) / 10.0;
            var documents = Enumerable.Range(0, count).Select(_ => new ScoredDocument(random.Next(10_000), MathF.Round(random.NextSingle() * 20, 1)))
                .DistinctBy(document => document.DocId).OrderByDescending(document => document.Score).ThenBy(document => document.DocId).ToList();
            var signatures = documents.Select(_ => NaiveLikeness.RandomSignature(random, words: 60)).ToList();
            for (int i = 0; i < signatures.Count; i++)
                signatures[i].CopyTo(table.SignatureOf(i));
            table.Compare(documents.Count);

            var smoothed = new ScoredDocument[documents.Count];
            smoothing.Smooth(documents, table, share, smoothed);

            var expected = documents.Select((document, i) => (document.DocId, Score: (float)Naive(documents, signatures, i, neighbours, share)))
                .OrderByDescending(each => each.Score).ThenBy(each => each.DocId).ToList();
            Assert.True(expected.SequenceEqual(smoothed.Select(each => (each.DocId, each.Score))), $"seed {seed}, run {run}");
            Assert.All(smoothed, document => Assert.True(document.Score >= documents[^1].Score, $"seed {seed}, run {run}"));
        }
    }

    private static double Naive(List<ScoredDocument> documents, List<ushort[]> signatures, int article, int neighbours, double share)
    {
        double[] likeness = NaiveLikeness.Of(signatures, article);
        var nearest = Enumerable.Range(0, documents.Count).Where(other => likeness[other] > 0)
            .OrderByDescending(other => likeness[other]).ThenBy(other => other).Take(neighbours).ToList();
        double sum = 0, weights = 0;
        foreach (int other in nearest)
        {
            sum += likeness[other] * likeness[other] * documents[other].Score;
            weights += likeness[other] * likeness[other];
        }

        double own = documents[article].Score;
        return (1 - share) * own + share * (weights > 0 ? sum / weights : own);
    }
}
