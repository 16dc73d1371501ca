using Search.Core;

namespace Search.Api.Contracts;

/// <summary>The two parameters by which dates count in a ranking.</summary>
internal static class Recency
{
    public const double MaxWeight = 1_000;

    private const double MaxHalfLifeDays = 1_000_000;

    /// <summary>The half-life where none is given, in days.</summary>
    public static double DefaultHalfLife { get; } = new RecencyOptions().HalfLife.TotalDays;

    /// <summary>Null where dates do not count.</summary>
    /// <exception cref="Hosting.ProblemException">A value is out of its range (400).</exception>
    public static RecencyOptions? Options(double? recencyWeight, double? recencyHalfLife)
    {
        double weight = Parameter.InRange("recencyWeight", recencyWeight ?? 0, 0, MaxWeight);
        if (recencyHalfLife is null)
            return weight > 0 ? new RecencyOptions { Weight = weight } : null;
        double days = recencyHalfLife is > 0 and <= MaxHalfLifeDays and var given ? given
            : throw Parameter.Wrong("recencyHalfLife", $"must be a number of days above 0 and up to {MaxHalfLifeDays:N0}, not {recencyHalfLife}.");
        return weight > 0 ? new RecencyOptions { Weight = weight, HalfLife = TimeSpan.FromTicks(Math.Max(1, (long)(days * TimeSpan.TicksPerDay))) }
            : throw Parameter.Wrong("recencyHalfLife", "is of use with 'recencyWeight' alone: give a weight such as 1.");
    }
}
