using CsCheck;
using Search.Core.Scoring;

namespace Search.Core.Tests.Scoring;

public sealed class TopQueueTests
{
    [Fact]
    public void Keeps_the_best_in_order() =>
        Gen.Select(Gen.Int[0, 12], Gen.Float[-2, 2].Select(score => MathF.Round(score)).Array[0, 60]).Sample((capacity, scores) =>
        {
            var documents = scores.Select((score, docId) => new ScoredDocument(docId, score)).ToList();
            var queue = new TopQueue<ScoredDocument, ByScore>(capacity, default);
            var kept = new List<ScoredDocument>();
            foreach (var document in documents)
            {
                bool added = queue.Add(document);
                kept = [.. kept.Append(document).OrderByDescending(item => item.Score).ThenBy(item => item.DocId).Take(capacity)];
                Assert.Equal(kept.Contains(document), added);
                if (kept.Count > 0)
                    Assert.Equal(kept[^1], queue.Worst);
            }
            Assert.Equal(kept, queue.ToSortedArray());
        });
}
