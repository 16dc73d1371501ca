using System.Diagnostics.CodeAnalysis;

namespace Search.Core;

/// <summary>How precisely a date is known.</summary>
public enum DatePrecision
{
    /// <summary>A year, written <c>2022</c>.</summary>
    Year,

    /// <summary>A month, written <c>2022-05</c>.</summary>
    Month,

    /// <summary>A day, written <c>2022-05-17</c>.</summary>
    Day,

    /// <summary>A moment, written as an ISO 8601 timestamp; kept in UTC.</summary>
    Instant,
}

/// <summary>A date that is a year, a month, a day or an instant, and keeps the precision it came with.</summary>
/// <remarks>A date is the period from <see cref="Start"/> to <see cref="End"/>; an instant's period is one tick (100 ns).</remarks>
public readonly struct ArticleDate : IEquatable<ArticleDate>, IComparable<ArticleDate>
{
    private readonly long _startTicks;

    private ArticleDate(long startTicks, DatePrecision precision)
    {
        _startTicks = startTicks;
        Precision = precision;
    }

    /// <summary>How precisely the date is known.</summary>
    public DatePrecision Precision { get; }

    /// <summary>The first moment of the period, in UTC.</summary>
    public DateTime Start => new(_startTicks, DateTimeKind.Utc);

    /// <summary>The last moment (inclusive, to the tick) of the period, in UTC.</summary>
    public DateTime End => throw new NotImplementedException();

    /// <summary>A year. 1 to 9999.</summary>
    public static ArticleDate FromYear(int year) => new(new DateTime(year, 1, 1).Ticks, DatePrecision.Year);

    /// <summary>A month.</summary>
    public static ArticleDate FromMonth(int year, int month) => new(new DateTime(year, month, 1).Ticks, DatePrecision.Month);

    /// <summary>A day.</summary>
    public static ArticleDate FromDay(DateOnly day) => new(day.ToDateTime(default).Ticks, DatePrecision.Day);

    /// <summary>A moment; kept in UTC.</summary>
    public static ArticleDate FromInstant(DateTimeOffset instant) => new(instant.UtcTicks, DatePrecision.Instant);

    /// <summary>Reads the forms that <see cref="ToString"/> writes, and the timestamps of common data sets.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ArticleDate date) => throw new NotImplementedException();

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is no date.</exception>
    public static ArticleDate Parse(string text) => TryParse(text, out var date) ? date
        : throw new FormatException($"'{text}' is no date: write 2022, 2022-05, 2022-05-17 or a timestamp such as 2022-05-17T09:30:00Z.");

    /// <inheritdoc/>
    public bool Equals(ArticleDate other) => _startTicks == other._startTicks && Precision == other.Precision;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ArticleDate other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_startTicks, Precision);

    /// <summary>Orders by <see cref="Start"/>, the less precise first on a tie.</summary>
    public int CompareTo(ArticleDate other) => _startTicks != other._startTicks
        ? _startTicks.CompareTo(other._startTicks) : Precision.CompareTo(other.Precision);

    /// <summary>The date in ISO 8601 with its own precision, such as <c>2022-05</c>.</summary>
    public override string ToString() => throw new NotImplementedException();

    /// <summary>Equality of period and precision.</summary>
    public static bool operator ==(ArticleDate left, ArticleDate right) => left.Equals(right);

    /// <summary>Inequality of period or precision.</summary>
    public static bool operator !=(ArticleDate left, ArticleDate right) => !left.Equals(right);

    /// <summary>Order by <see cref="CompareTo"/>.</summary>
    public static bool operator <(ArticleDate left, ArticleDate right) => left.CompareTo(right) < 0;

    /// <summary>Order by <see cref="CompareTo"/>.</summary>
    public static bool operator >(ArticleDate left, ArticleDate right) => left.CompareTo(right) > 0;

    /// <summary>Order by <see cref="CompareTo"/>.</summary>
    public static bool operator <=(ArticleDate left, ArticleDate right) => left.CompareTo(right) <= 0;

    /// <summary>Order by <see cref="CompareTo"/>.</summary>
    public static bool operator >=(ArticleDate left, ArticleDate right) => left.CompareTo(right) >= 0;
}
