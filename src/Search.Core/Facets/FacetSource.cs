namespace Search.Core.Facets;

/// <summary>How precise a period is.</summary>
internal enum PeriodUnit
{
    Year,
    Month,
    Day,
}

/// <summary>Where the values of a facet come from: doc values of keywords, or the periods of a date.</summary>
/// <param name="Field">The doc values field: of the keywords, or of the first moments.</param>
/// <param name="EndField">The doc values field of the last moments; null for keywords.</param>
/// <param name="Unit">The periods; of no meaning for keywords.</param>
/// <param name="Fold">What makes equal the keywords that are one value; null for periods. One function for each field.</param>
internal sealed record FacetSource(string Field, string? EndField, PeriodUnit Unit, Func<string, string>? Fold)
{
    public static FacetSource Keyword(string field, Func<string, string> fold) => new(field, null, default, fold);

    public static FacetSource Period(string startField, string endField, PeriodUnit unit) => new(startField, endField, unit, null);

    /// <summary>What columns are kept by.</summary>
    public (string Field, PeriodUnit Unit) Key => (Field, Unit);
}
