namespace Search.Core;

/// <summary>A value of a field and the number of matching articles that have it.</summary>
/// <param name="Value">
/// The value as it is written in the archive (values that differ in case, accents or spacing alone are one), or the period: <c>2022</c>,
/// <c>2022-05</c>, <c>2022-05-17</c>.
/// </param>
/// <param name="Count">How many; 1 or more.</param>
public readonly record struct FacetValue(string Value, long Count);

/// <summary>The values of a field over all articles that match, whichever page is asked for.</summary>
/// <remarks>
/// All conditions of the search count but the request's own ones on this field (<see cref="SearchRequest.Sources"/>,
/// <see cref="SearchRequest.Authors"/>, <see cref="SearchRequest.Filters"/>), so that values beside the chosen ones can be chosen too.
/// An article with several values counts for each of them.
/// </remarks>
/// <param name="Field">The field.</param>
/// <param name="Values">The values with the highest counts, by count descending, then by value.</param>
/// <param name="Missing">How many articles have no value.</param>
/// <param name="Distinct">How many values there are in all.</param>
public sealed record FacetResult(string Field, IReadOnlyList<FacetValue> Values, long Missing, int Distinct);
