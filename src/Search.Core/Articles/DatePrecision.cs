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
