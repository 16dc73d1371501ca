using System.Runtime.CompilerServices;

namespace Search.Core.Searching;

/// <summary>Checks requests against their ranges before any work is done.</summary>
internal static class RequestChecks
{
    public static void Check(SearchRequest request, SearchLimits limits, IReadOnlyDictionary<string, FieldType> fields)
    {
        CheckQuery(request.Query, limits);
        Require(request.Size is >= 0 and <= 1_000, $"The size {request.Size} is out of range: ask for 0 to 1,000 hits.");
        Require(request.From is >= 0 and <= 10_000, $"The start {request.From} is out of range: skip 0 to 10,000 hits, or narrow the search.");
        Require(request.MinimumShouldMatch >= 0, $"The minimum of {request.MinimumShouldMatch} matching clauses is out of range: ask for 0 or more.");
        Require(Enum.IsDefined(request.Match) && Enum.IsDefined(request.Total) && Enum.IsDefined(request.Profile), "The match mode, the total mode or the profile is not one of the defined values.");
        ArgumentNullException.ThrowIfNull(request.Sort);
        CheckGiven(request.Sources);
        CheckGiven(request.Authors);
        CheckGiven(request.Filters);
        CheckGiven(request.Facets);
        if (request.Sort.FieldName is { } field)
        {
            Require(fields.TryGetValue(field, out var type), $"The index has no field '{field}' to sort by: {Known(fields)}.");
            Require(type != FieldType.Text, $"The field '{field}' holds text, which has no order: sort by a keyword, number, date or boolean field.");
        }

        if (request.After is { } after && request.Before is { } before)
            Require(after.Start <= before.End, $"'after' {after} lies later than 'before' {before}: exchange them.");
        request.HighlightOptions?.Validate();
        request.Recency?.Validate();
        FacetFields.Check(request, fields);
    }

    public static void Check(HighlightRequest request, SearchLimits limits)
    {
        CheckQuery(request.Query, limits);
        Require(request.Id is null != request.Text is null, "Give either the id of an article or a text to highlight, not both and not neither.");
        request.Options?.Validate();
    }

    private static void CheckQuery(string query, SearchLimits limits)
    {
        ArgumentNullException.ThrowIfNull(query);
        Require(query.Length <= limits.MaxQueryLength, $"The query has {query.Length:N0} characters, at most {limits.MaxQueryLength:N0} are possible: shorten it.");
    }

    private static void CheckGiven(IReadOnlyList<object?> values, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        for (int i = 0; i < values.Count; i++)
            ArgumentNullException.ThrowIfNull(values[i], name);
    }

    private static string Known(IReadOnlyDictionary<string, FieldType> fields) =>
        fields.Count == 0 ? "it has no fields of the caller's" : "it has " + string.Join(", ", fields.Keys.Order(StringComparer.Ordinal).Take(20));

    internal static void Require(bool holds, string message)
    {
        if (!holds)
            throw new InvalidRequestException(message);
    }
}
