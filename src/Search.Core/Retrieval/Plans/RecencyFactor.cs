namespace Search.Core.Retrieval;

/// <summary>
/// Raises the scores of recent documents: the sum of the contributions, rewards included, is multiplied with
/// <c>1 + weight * 2^(-age / half-life)</c> before it is rounded. A document without the value keeps its sum.
/// </summary>
internal sealed record RecencyFactor
{
    /// <param name="field">Numeric doc values: the time in ticks.</param>
    /// <param name="origin">The time in ticks that age is measured from; what lies later has the age 0.</param>
    /// <param name="halfLifeDays">After how many days half of the rise is left. More than 0.</param>
    /// <param name="weight">How much a document of age 0 gains, as a part of its sum. 0 or more.</param>
    public RecencyFactor(string field, long origin, double halfLifeDays, double weight)
    {
        if (!(halfLifeDays > 0 && weight >= 0 && double.IsFinite(weight)))
            throw new ArgumentOutOfRangeException(nameof(weight), $"Half-life {halfLifeDays} or weight {weight} is out of range.");
        (Field, Origin, HalfLifeDays, Weight) = (field, origin, halfLifeDays, weight);
    }

    public string Field { get; }

    public long Origin { get; }

    public double HalfLifeDays { get; }

    public double Weight { get; }

    /// <summary>What no factor exceeds: that of a document of age 0.</summary>
    public double Largest => 1 + Weight;

    /// <summary>The factor of a document with a value. Every path takes it from here, because powers are not rounded alike everywhere.</summary>
    public static double Of(RecencyFactor recency, long value)
    {
        // The difference of two longs fits an unsigned one, whatever they are.
        double ageDays = value >= recency.Origin ? 0 : unchecked((ulong)(recency.Origin - value)) / (double)TimeSpan.TicksPerDay;
        return 1 + recency.Weight * Math.Pow(2, -ageDays / recency.HalfLifeDays);
    }
}
