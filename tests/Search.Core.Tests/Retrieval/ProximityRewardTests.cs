using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>The closeness of two words of one article.</summary>
public sealed class ProximityRewardTests
{
    [Theory]
    [InlineData(new[] { 3 }, new[] { 4 }, 1)]
    [InlineData(new[] { 3 }, new[] { 1, 4, 11, 12 }, 0.25 + 1 + 1 / 64.0)]
    [InlineData(new[] { 0, 20 }, new[] { 9, 40 }, 0)]
    [InlineData(new[] { 7 }, new[] { 7 }, 1)] // a joined word and its first part stand at one position
    [InlineData(new[] { 7 }, new[] { 6, 7, 8 }, 3)]
    public void Pairs_count_by_their_distance_at_least_one(int[] first, int[] second, double closeness)
    {
        Assert.Equal(closeness, ProximityReward.Closeness(first, second));
        Assert.Equal(closeness, ProximityReward.Closeness(second, first));
    }
}
