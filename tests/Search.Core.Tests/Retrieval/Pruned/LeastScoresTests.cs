using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

public sealed class LeastScoresTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    public void The_least_of_the_highest_is_that_of_all_sorted(int wanted)
    {
        using var arena = ScratchArena.Rent();
        var random = new Random(wanted);
        var least = LeastScores.Of(wanted, arena)!;
        var all = new List<float>();
        for (int i = 0; i < 500; i++)
        {
            // Few different ones, so that many are equal.
            float score = random.Next(50) / 7f;
            all.Add(score);
            if (least.Add(score))
                Assert.True(all.Count >= wanted);
            if (all.Count >= wanted)
                Assert.Equal(all.OrderDescending().ElementAt(wanted - 1), least.Least);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void None_are_kept_where_that_does_not_pay(int wanted)
    {
        using var arena = ScratchArena.Rent();
        Assert.Null(LeastScores.Of(wanted, arena));
    }
}
