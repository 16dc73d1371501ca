namespace Search.Core;

/// <summary>The periods of a <see cref="DateHistogram"/>.</summary>
public enum HistogramInterval
{
    /// <summary>Months, or years where the articles span more than ten years or no date is as precise as a month.</summary>
    Auto,

    /// <summary>Years.</summary>
    Year,

    /// <summary>Months.</summary>
    Month,

    /// <summary>Days.</summary>
    Day,
}

/// <summary>How many matching articles there are in each period of time.</summary>
/// <remarks>
/// All conditions of the search count but <see cref="SearchRequest.After"/> and <see cref="SearchRequest.Before"/>, so that a timeline stays whole
/// while a part of it is chosen.
/// </remarks>
/// <param name="Interval">The periods: years, months or days.</param>
/// <param name="Periods">The periods with articles, in the order of time, as <c>2022</c>, <c>2022-05</c> or <c>2022-05-17</c>.</param>
/// <param name="Missing">How many articles have no date, or one that is less precise than the periods.</param>
public sealed record DateHistogram(HistogramInterval Interval, IReadOnlyList<FacetValue> Periods, long Missing);
