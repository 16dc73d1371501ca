using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Searching;

namespace Search.Core;

/// <summary>
/// Raises the scores of recent articles: a score is multiplied with <c>1 + Weight * 2^(-age / HalfLife)</c>. The age is counted from the first moment of the
/// article's date; one later than <see cref="Origin"/> has the age 0, and an undated article keeps its score. Results stay exact.
/// </summary>
public sealed record RecencyOptions
{
    /// <summary>After which time half of the rise is left. Default 30 days. More than zero.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How much an article of age 0 gains, as a part of its score: 1 doubles it. Default 1. 0 to 1,000.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What age is measured from. Default null: the moment of the search, or of the <see cref="PointInTime"/>.</summary>
    public DateTimeOffset? Origin { get; init; }

    /// <exception cref="InvalidRequestException">A value is out of its range.</exception>
    internal void Validate()
    {
        RequestChecks.Require(HalfLife > TimeSpan.Zero, $"The half-life {HalfLife} is out of range: give more than zero.");
        RequestChecks.Require(Weight is >= 0 and <= 1_000, $"The weight of recency {Weight} is out of range: give 0 to 1,000.");
    }

    /// <summary>What it means for a plan.</summary>
    internal RecencyFactor ToFactor(DateTimeOffset now) =>
        new(FieldNames.DateStart, (Origin ?? now).UtcTicks, HalfLife.TotalDays, Weight);
}
