namespace Search.Core;

/// <summary>A field whose values are to be counted over all articles that match.</summary>
/// <param name="Field">
/// <c>source</c>, <c>author</c>, <c>language</c>, <c>year</c>, <c>month</c> or <c>day</c> of the article's date, or a keyword or boolean field of the
/// caller's. A period is a value of an article whose date lies within it as a whole: one with a year alone has no month.
/// </param>
public sealed record FacetRequest(string Field)
{
    /// <summary>How many values to return. Default 10. 1 to 1,000.</summary>
    public int Size { get; init; } = 10;
}
