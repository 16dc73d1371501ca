using Search.Core.Likeness;

namespace Search.Core.Tests.Likeness;

/// <summary>The table against its naive twin.</summary>
public sealed class LikenessTableTests
{
    [Fact]
    public void Likeness_is_that_of_the_page()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        var table = new LikenessTable(100);
        for (int run = 0; run < 20; run++)
        {
            // One table for lists of all lengths: nothing of a former one is left in it.
            var signatures = Enumerable.Range(0, random.Next(101)).Select(_ => NaiveLikeness.RandomSignature(random, words: random.Next(2) == 0 ? 40 : 4_000)).ToList();
            for (int i = 0; i < signatures.Count; i++)
                signatures[i].CopyTo(table.SignatureOf(i));

            table.Compare(signatures.Count);

            for (int i = 0; i < signatures.Count; i += 1 + random.Next(7))
            {
                double[] expected = NaiveLikeness.Of(signatures, i);
                Assert.True(table.Of(i).SequenceEqual(expected), $"seed {seed}, run {run}, article {i}");
                Assert.All(expected, likeness => Assert.InRange(likeness, 0, 1 + 1e-9));
            }
        }
    }
}
