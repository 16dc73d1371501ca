using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>Says what a <see cref="SortOrder"/> means in the index.</summary>
internal static class HitOrders
{
    /// <param name="sort">The order.</param>
    /// <param name="fields">The caller's fields.</param>
    /// <exception cref="FormatException">There is no order by the field; the message says what to change.</exception>
    public static HitOrder Of(SortOrder sort, IReadOnlyDictionary<string, FieldType> fields)
    {
        if (sort.FieldName is not { } field)
            return sort == SortOrder.Relevance ? HitOrder.Relevance : new HitOrder(SortKind.Number, FieldNames.DateStart, sort.Descending);
        if (!fields.TryGetValue(field, out var type))
            throw new FormatException($"There is no field '{field}' to sort by: use relevance, newest, oldest or a field of the index.");
        return type switch
        {
            FieldType.Number => new HitOrder(SortKind.Number, FieldNames.Number(field), sort.Descending),
            FieldType.Date => new HitOrder(SortKind.Number, FieldNames.FieldDateStart(field), sort.Descending),
            FieldType.Keyword or FieldType.Boolean => new HitOrder(SortKind.Keyword, FieldNames.Facet(field), sort.Descending),
            _ => throw new FormatException($"'{field}' is a text field, which cannot be sorted by: use a number, date, boolean or keyword field."),
        };
    }
}
