using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Search.Core.Articles;

namespace Search.Core;

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
    public DateTime End => new(Precision switch
    {
        // The year 9999 has no next year, so the length of the period is added, never the next period looked up.
        DatePrecision.Year => _startTicks + (DateTime.IsLeapYear(Start.Year) ? 366 : 365) * TimeSpan.TicksPerDay - 1,
        DatePrecision.Month => _startTicks + DateTime.DaysInMonth(Start.Year, Start.Month) * TimeSpan.TicksPerDay - 1,
        DatePrecision.Day => _startTicks + TimeSpan.TicksPerDay - 1,
        _ => _startTicks,
    }, DateTimeKind.Utc);

    /// <summary>A year. 1 to 9999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such year.</exception>
    public static ArticleDate FromYear(int year) => new(new DateTime(year, 1, 1).Ticks, DatePrecision.Year);

    /// <summary>A month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such month.</exception>
    public static ArticleDate FromMonth(int year, int month) => new(new DateTime(year, month, 1).Ticks, DatePrecision.Month);

    /// <summary>A day.</summary>
    public static ArticleDate FromDay(DateOnly day) => new(day.ToDateTime(default).Ticks, DatePrecision.Day);

    /// <summary>A moment; kept in UTC.</summary>
    public static ArticleDate FromInstant(DateTimeOffset instant) => new(instant.UtcTicks, DatePrecision.Instant);

    /// <summary>Reads the forms that <see cref="ToString"/> writes, and the dates and timestamps of common data sets.</summary>
    /// <remarks>
    /// <c>2022</c>, <c>2022-05</c>, <c>2022-05-17</c>, <c>2022/05/17</c>, <c>20220517</c>, <c>17 May 2022</c>, <c>May 17, 2022</c>,
    /// <c>May 2022</c>, ISO 8601 timestamps with <c>T</c> or a space and with or without an offset (without one it is UTC), and
    /// RFC 1123 (<c>Tue, 17 May 2022 09:30:00 GMT</c>). English month names; nothing depends on the machine's culture. What is
    /// missing is never filled in: a date without a day stays a month. Fractions finer than a tick are cut off.
    /// </remarks>
    /// <param name="text">The date as text; white space around it does not count.</param>
    /// <param name="date">The date, when there is one.</param>
    /// <returns>False when the text is no date. Never throws.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out ArticleDate date) => ArticleDateParser.TryParse(text, out date);

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

    /// <summary>
    /// The date in ISO 8601 with its own precision: <c>2022</c>, <c>2022-05</c>, <c>2022-05-17</c> or
    /// <c>2022-05-17T09:30:00Z</c>, with as many digits of the second's fraction as it has.
    /// </summary>
    public override string ToString() => Start.ToString(
        Precision switch
        {
            DatePrecision.Year => "yyyy",
            DatePrecision.Month => "yyyy-MM",
            DatePrecision.Day => "yyyy-MM-dd",
            _ => "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ",
        },
        CultureInfo.InvariantCulture);

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
