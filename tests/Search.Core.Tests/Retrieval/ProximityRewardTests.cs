using Search.Core.Retrieval;

namespace Search.Core.Tests.Retrieval;

/// <summary>The closeness of two words of one article.</summary>
public sealed class ProximityRewardTests
{
    [Theory]
    [InlineData(new[] { 3 }, new[] { 4 }, 1)]
    [InlineData(new[] { 3 }, new[] { 1, 4, 11, 12 }, 1)]
    [InlineData(new[] { 3 }, new[] { 0, 5, 11 }, 0.25)]
    [InlineData(new[] { 3 }, new[] { 11 }, 1.0 / 64)]
    [InlineData(new[] { 3 }, new[] { 12 }, 0)]
    [InlineData(new[] { 3, 4, 30 }, new[] { 2, 6, 26, 31 }, 1 + 0.25 + 1)]
    [InlineData(new[] { 0, 20 }, new[] { 9, 40 }, 0)]
    [InlineData(new[] { 7 }, new[] { 7 }, 1)] // a joined word and its first part stand at one position
    [InlineData(new[] { 7 }, new[] { 6, 7, 8 }, 1)]
    public void Occurrences_of_the_rarer_word_count_by_the_distance_to_the_nearest_of_the_other(int[] first, int[] second, double closeness)
    {
        Assert.Equal(closeness, ProximityReward.Closeness(first, second));
        Assert.Equal(closeness, ProximityReward.Closeness(second, first));
        Assert.True(closeness <= Math.Min(first.Length, second.Length));
    }

    [Fact]
    public void Of_words_that_occur_as_often_the_first_ones_occurrences_count()
    {
        Assert.Equal(1 + 0.0625, ProximityReward.Closeness([3, 8], [4, 30]));
        Assert.Equal(1, ProximityReward.Closeness([4, 30], [3, 8]));
    }
}
