using Search.Core.Scoring;
using Search.Core.Searching;

namespace Search.Core.Tests.Searching;

/// <summary>Smoothed scores against docs/scoring.md, read literally.</summary>
public sealed class NeighbourSmoothingTests
{
    [Fact]
    public void Scores_are_those_of_the_page_and_never_below_the_least()
    {
        var random = new Random(Random.Shared.Next() is var seed ? seed : 0);
        for (int run = 0; run < 200; run++)
        {
            int count = random.Next(0, 40);
            var documents = Enumerable.Range(0, count).Select(_ => new ScoredDocument(random.Next(10_000), random.NextSingle() * 20))
                .DistinctBy(document => document.DocId).OrderByDescending(document => document.Score).ThenBy(document => document.DocId).ToList();
            double[,] similarities = Similarities(random, documents.Count);

            var smoothed = NeighbourSmoothing.Smooth(documents, similarities);

            var expected = documents.Select((document, i) => (document.DocId, Score: Naive(documents, similarities, i)))
                .OrderByDescending(each => (float)each.Score).ThenBy(each => each.DocId).ToList();
            Assert.True(expected.Select(each => (each.DocId, (float)each.Score)).SequenceEqual(smoothed.Select(each => (each.DocId, each.Score))), $"seed {seed}, run {run}");
            Assert.All(smoothed, document => Assert.True(document.Score >= documents[^1].Score * (1 - 1e-6f), $"seed {seed}, run {run}"));
        }
    }

    private static double Naive(List<ScoredDocument> documents, double[,] similarities, int article)
    {
        var nearest = Enumerable.Range(0, documents.Count).OrderByDescending(other => similarities[article, other]).ThenBy(other => other).Take(10).ToList();
        double sum = 0, weights = 0;
        foreach (int other in nearest)
        {
            sum += similarities[article, other] * similarities[article, other] * documents[other].Score;
            weights += similarities[article, other] * similarities[article, other];
        }

        return (1 - 0.3) * documents[article].Score + 0.3 * (weights > 0 ? sum / weights : documents[article].Score);
    }

    private static double[,] Similarities(Random random, int count)
    {
        double[,] similarities = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
                similarities[i, j] = similarities[j, i] = random.Next(3) == 0 ? 0 : random.Next(1, 5) / 4.0;
        }

        return similarities;
    }
}
