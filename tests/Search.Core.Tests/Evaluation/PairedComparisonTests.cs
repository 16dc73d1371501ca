namespace Search.Core.Tests.Evaluation;

public sealed class PairedComparisonTests
{
    [Fact]
    public void Few_queries_give_the_exact_share_of_signs()
    {
        // All six differ in one direction: of 64 choices of signs, two are as extreme.
        var compared = PairedComparison.Of([0, 0, 0, 0, 0, 0], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);

        Assert.Equal(0.35, compared.MeanDifference, 12);
        Assert.Equal((6, 0), (compared.Better, compared.Worse));
        Assert.Equal(2 / 64.0, compared.PValue, 0.003);
    }

    [Fact]
    public void Equal_systems_do_not_differ()
    {
        var compared = PairedComparison.Of([0.5, 0.25, 1], [0.5, 0.25, 1]);
        Assert.Equal((0d, 0, 0, 1d), (compared.MeanDifference, compared.Better, compared.Worse, compared.PValue));
    }

    [Fact]
    public void The_direction_does_not_matter_to_the_probability()
    {
        double[] first = [0.1, 0.5, 0.9, 0.3, 0.2, 0.8, 0.4];
        double[] second = [0.2, 0.4, 1.0, 0.6, 0.2, 0.9, 0.3];
        var one = PairedComparison.Of(first, second);
        var other = PairedComparison.Of(second, first);

        Assert.Equal(one.PValue, other.PValue);
        Assert.Equal(one.MeanDifference, -other.MeanDifference, 12);
        Assert.Equal((one.Better, one.Worse), (other.Worse, other.Better));
        Assert.Equal(one, PairedComparison.Of(first, second));
    }

    [Fact]
    public void A_difference_in_every_one_of_many_queries_is_no_chance()
    {
        double[] baseline = [.. Enumerable.Range(0, 200).Select(i => i / 400.0)];
        Assert.True(PairedComparison.Of(baseline, [.. baseline.Select(value => value + 0.01)], rounds: 10_000).PValue < 0.001);
    }

    [Fact]
    public void Both_sides_need_as_many_figures() =>
        Assert.Throws<ArgumentException>(() => PairedComparison.Of([1], [1, 2]));
}
