using Search.Core.Analysis;
using Search.Core.Facets;
using Search.Core.Postings;

namespace Search.Core.Searching;

/// <summary>The names of facets: which there are and where their values stand.</summary>
internal static class FacetFields
{
    public const int MaxFacets = 20;
    public const int MaxSize = 1_000;

    private static readonly Func<string, string> s_fold = KeywordNormalizer.Normalize;

    /// <exception cref="InvalidRequestException">There is no such facet, or it is out of its ranges.</exception>
    public static void Check(SearchRequest request, IReadOnlyDictionary<string, FieldType> fields)
    {
        RequestChecks.Require(request.Facets.Count <= MaxFacets, $"{request.Facets.Count} facets are too many: ask for at most {MaxFacets}.");
        RequestChecks.Require(request.Histogram is null || Enum.IsDefined(request.Histogram.Value), "The histogram's interval is not one of the defined values.");
        foreach (var facet in request.Facets)
        {
            RequestChecks.Require(facet.Size is >= 1 and <= MaxSize, $"{facet.Size} values of the facet '{facet.Field}' are out of range: ask for 1 to {MaxSize:N0}.");
            RequestChecks.Require(Source(facet.Field) is not null || IsKeyword(facet.Field, fields),
                $"The values of '{facet.Field}' cannot be counted: use source, author, language, year, month, day{CallersNames(fields)}.");
        }
    }

    /// <summary>Where the values of a checked facet stand.</summary>
    public static FacetSource SourceOf(string field) => Source(field) ?? FacetSource.Keyword(FieldNames.Facet(field), s_fold);

    public static FacetSource Period(PeriodUnit unit) => FacetSource.Period(FieldNames.DateStart, FieldNames.DateEnd, unit);

    /// <summary>The built-in names go before the caller's.</summary>
    private static FacetSource? Source(string field) => field switch
    {
        FieldNames.Source or FieldNames.Author or FieldNames.Language => FacetSource.Keyword(FieldNames.Facet(field), s_fold),
        "year" => Period(PeriodUnit.Year),
        "month" => Period(PeriodUnit.Month),
        "day" => Period(PeriodUnit.Day),
        _ => null,
    };

    private static bool IsKeyword(string field, IReadOnlyDictionary<string, FieldType> fields) =>
        fields.TryGetValue(field, out var type) && type is FieldType.Keyword or FieldType.Boolean;

    private static string CallersNames(IReadOnlyDictionary<string, FieldType> fields)
    {
        string[] names = [.. fields.Keys.Where(field => IsKeyword(field, fields)).Order(StringComparer.Ordinal).Take(20)];
        return names.Length == 0 ? "" : $" or one of the keyword fields {string.Join(", ", names)}";
    }
}
