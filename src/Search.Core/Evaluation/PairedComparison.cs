namespace Search.Core;

/// <summary>Two systems' figures for the same queries, and whether their difference is more than chance.</summary>
public sealed record PairedComparison
{
    /// <summary>How many exchanges of signs the test draws unless told otherwise.</summary>
    public const int DefaultRounds = 100_000;

    /// <summary>The mean of the differences: the candidate's figure less the baseline's.</summary>
    public required double MeanDifference { get; init; }

    /// <summary>Queries where the candidate's figure is the higher one.</summary>
    public required int Better { get; init; }

    /// <summary>Queries where it is the lower one.</summary>
    public required int Worse { get; init; }

    /// <summary>
    /// How probable a mean difference of at least this size is, in either direction, if it were chance alone which system has which of a query's
    /// two figures: the two-sided randomisation test. 0 to 1; below 0.05 is usually called significant.
    /// </summary>
    public required double PValue { get; init; }

    /// <summary>Compares two systems. The same input gives the same result.</summary>
    /// <param name="baseline">The baseline's figure for each query.</param>
    /// <param name="candidate">The candidate's, in the same order.</param>
    /// <param name="rounds">How many exchanges of signs are drawn. 1 or more.</param>
    /// <exception cref="ArgumentException">There are not as many figures on both sides.</exception>
    /// <remarks>Smucker, Allan and Carterette, "A comparison of statistical significance tests for information retrieval evaluation", 2007, doi:10.1145/1321440.1321528.</remarks>
    public static PairedComparison Of(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate, int rounds = DefaultRounds)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        if (baseline.Count != candidate.Count)
            throw new ArgumentException($"There are {baseline.Count} figures of the baseline and {candidate.Count} of the candidate: give one each for every query.", nameof(candidate));
        double[] differences = [.. candidate.Zip(baseline, (ours, theirs) => ours - theirs)];
        double sum = differences.Sum();
        return new PairedComparison
        {
            MeanDifference = differences.Length == 0 ? 0 : sum / differences.Length,
            Better = differences.Count(difference => difference > 0),
            Worse = differences.Count(difference => difference < 0),
            PValue = Probability([.. differences.Where(difference => difference != 0)], Math.Abs(sum), rounds),
        };
    }

    private static double Probability(double[] differences, double observed, int rounds)
    {
        // A fixed seed: the result must not change from one call to the next. Not a matter of security.
        var random = new Random(differences.Length);
        int atLeast = 0;
        for (int round = 0; round < rounds; round++)
        {
            double sum = 0;
            ulong signs = 0;
            for (int i = 0; i < differences.Length; i++)
            {
                if ((i & 31) == 0)
                    signs = (ulong)random.NextInt64();
                sum += (signs & 1) == 0 ? differences[i] : -differences[i];
                signs >>= 1;
            }
            // Sums in another order may differ in the last bits.
            if (Math.Abs(sum) >= observed * (1 - 1e-12))
                atLeast++;
        }
        return (atLeast + 1.0) / (rounds + 1.0);
    }
}
