using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Tests.Retrieval;

/// <summary>Whole-number bounds, the bounds of codes under other statistics than their own, and the threshold.</summary>
public sealed unsafe class ScoreBoundsTests
{
    [Fact]
    public void Bounds_are_never_below_scores_and_sums_fit_16_bits()
    {
        for (int seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            double[] weights = new double[random.Next(1, random.Next(4) == 0 ? ScoreUnits.MaxLeaves + 1 : 40)];
            for (int i = 0; i < weights.Length; i++)
                weights[i] = random.Next(6) switch { 0 => 0, 1 => 1, 2 => 1e-9 * random.NextDouble(), 3 => 1e9 * random.NextDouble(), _ => 20 * random.NextDouble() };
            double total = weights.Sum();
            if (!(total > 0))
                continue;
            double size = ScoreUnits.Size(total, weights.Length);
            int sum = 0;
            foreach (double weight in weights)
            {
                ushort units = ScoreUnits.Weight(weight, total, weights.Length);
                sum += ScoreUnits.Bound(ScoreUnits.MaxCode, units);
                int code = random.Next(1, ScoreUnits.MaxCode + 1);
                Assert.True(ScoreUnits.Bound(code, units) * size >= weight * code / ScoreUnits.MaxCode * (1 - 1e-12));
                int wanted = random.Next(-10, 66_000);
                int least = ScoreUnits.LeastCode(wanted, units);
                Assert.True(least == 1 || ScoreUnits.Bound(least - 1, units) < wanted);
                Assert.True(least > ScoreUnits.MaxCode || ScoreUnits.Bound(least, units) >= wanted);
                // Thresholds are rounded down by a millionth, which leaves room for the rounding of doubles.
                Assert.True(ScoreUnits.Bound(ScoreUnits.MaxCode, units) * size >= weight * (1 - 1e-12), $"seed {seed}: {units} units for {weight} of {total}");
                Assert.True(units >= 1);
            }
            Assert.True(sum <= ushort.MaxValue, $"seed {seed}: {sum}");
        }
    }

    [Fact]
    public void Codes_hold_under_other_constants_and_averages()
    {
        for (int seed = 0; seed < 4_000; seed++)
        {
            var random = new Random(seed);
            double average = Math.Exp(8 * random.NextDouble());
            double k1 = random.Next(8) switch { 0 => 0, 1 => 1.2, 2 => 1e-6, 3 => 1_000, _ => 3 * random.NextDouble() };
            double b = random.Next(6) switch { 0 => 0, 1 => 1, 2 => 0.75, _ => random.NextDouble() };
            var bm25 = new Bm25(k1, b, 1_000, (long)(1_000 * Math.Exp(8 * random.NextDouble())));
            ushort length = (ushort)(random.Next(4) == 0 ? random.Next(3) : random.Next(ushort.MaxValue));
            double freq = random.Next(1, random.Next(2) == 0 ? 3 : 1_000);
            var norms = new LengthNorms((byte*)&length, sizeof(ushort), bm25);
            double share = freq / (freq + 1.2 * (0.25 + 0.75 * length / average));
            double now = bm25.Score(1, freq, length);
            // A code is at least 1.
            Assert.True(now <= Math.Max(share, 1 / 255.0) * norms.CodeScale(average), $"seed {seed}: {now} above {share} times {norms.CodeScale(average)}");
            Assert.True(now >= share * norms.LeastScale(average), $"seed {seed}: {now} below {share} times {norms.LeastScale(average)}");
            Assert.True(norms.CodeScale(average) >= 1 && norms.LeastScale(average) <= 1);
            Assert.Equal(bm25.LengthNorm(length), norms.Of(0));
        }
    }

    [Fact]
    public void Fields_without_lengths_have_the_norm_of_none()
    {
        var bm25 = new Bm25(1.2, 0.75, 10, 100);
        Assert.Equal(bm25.LengthNorm(0), new LengthNorms(null, 0, bm25).Of(7));
        uint length = 100_000;
        Assert.Equal(bm25.LengthNorm(length), new LengthNorms((byte*)&length, sizeof(uint), bm25).Of(0));
    }

    [Fact]
    public void The_largest_numbers_are_taken_out_and_of_equals_the_first()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            int groups = random.Next(1, 14);
            double[] values = [.. Enumerable.Range(0, groups * ScoreKernels.Group).Select(_ => random.Next(3) == 0 ? 0 : random.Next(2) == 0 ? random.NextDouble() : random.Next(5))];
            double[] left = [.. values], largest = new double[groups];
            ScoreKernels.LargestOfGroups(left, largest);
            for (int i = 0; i < random.Next(1, 12); i++)
            {
                int expected = Array.IndexOf(values, values.Max());
                Assert.Equal(expected, ScoreKernels.TakeLargest(left, largest, out double value));
                Assert.Equal(values[expected], value);
                values[expected] = 0;
                Assert.Equal(values, left);
            }
        }
    }

    [Fact]
    public void The_best_are_kept_in_any_order_of_documents()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var documents = Enumerable.Range(0, random.Next(random.Next(2) == 0 ? 80 : 400)).Select(docId => new ScoredDocument(docId, random.Next(12))).ToArray();
            random.Shuffle(documents);
            ScoredDocument? after = random.Next(2) == 0 ? null : new ScoredDocument(random.Next(80), random.Next(12));
            int count = random.Next(3) == 0 ? random.Next(300) : random.Next(30);
            using var arena = ScratchArena.Rent();
            var top = new TopScores(count, after, arena);
            Assert.Equal(after is null, top.TakesAll);
            var taken = new List<ScoredDocument>();
            foreach (var document in documents)
            {
                float before = top.Threshold;
                top.Add(document.DocId, document.Score);
                if (after is not { } place || document.Score < place.Score || (document.Score == place.Score && document.DocId > place.DocId))
                    taken.Add(document);
                Assert.True(top.Threshold >= before);
                // What reaches the threshold may still be among the best; what does not is not.
                var best = Best(taken, count);
                Assert.Equal(best.Count == count && count > 0 ? best[^1].Score : float.NegativeInfinity, top.Threshold);
            }
            top.Raise(-1);
            top.Raise(float.NegativeInfinity);
            Assert.True(top.Threshold >= -1);
            Assert.Equal(Best(taken, count), top.ToArray());
        }
    }

    private static List<ScoredDocument> Best(List<ScoredDocument> documents, int count) =>
        [.. documents.OrderByDescending(document => document.Score).ThenBy(document => document.DocId).Take(count)];
}
