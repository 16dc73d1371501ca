using CsCheck;
using Search.Core.Scoring;

namespace Search.Core.Tests.Scoring;

public sealed class Bm25Tests
{
    [Fact]
    public void Scores_by_the_formula() =>
        Gen.Select(Gen.Double[0, 3], Gen.Double[0, 1], Gen.Int[1, 1000], Gen.Long[0, 100_000], Gen.Long[0, 5_000], Gen.Int[1, 50]).Sample((k1, b, documents, total, length, freq) =>
        {
            double average = total == 0 ? 1 : total / (double)documents;
            double expected = 2.5 * (freq / (freq + k1 * (1 - b + b * (length / average))));
            Assert.Equal(expected, new Bm25(k1, b, documents, total).Score(2.5, freq, length));
        });

    [Fact]
    public void A_contribution_never_exceeds_its_weight() =>
        Gen.Select(Gen.Double[0, 3], Gen.Double[0, 1], Gen.Double[1e-9, 1e9], Gen.Double[0, 50]).Sample((k1, b, freq, weight) =>
            Assert.True(new Bm25(k1, b, 10, 100).Score(weight, freq, 7) <= weight));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_000_000, 1_000_000)]
    [InlineData(1_000_000, 0)]
    public void Idf_is_positive(int documentCount, int docFreq) => Assert.True(Bm25.Idf(documentCount, docFreq) > 0);
}
