using Lucene.Net.Index;

namespace Search.Core.Postings;

/// <summary>Which fields of a segment have maxima, and whose lengths they take. Follows from the segment's fields alone.</summary>
internal static class RangedFields
{
    /// <summary>
    /// The field whose lengths a field's maxima take: itself, or for exact forms, which have no lengths of their own and as many tokens,
    /// the field of the stems. Null when the field has no maxima.
    /// </summary>
    public static FieldInfo? LengthsOf(FieldInfos fields, FieldInfo field)
    {
        if (field.IndexOptions < IndexOptions.DOCS_AND_FREQS)
            return null;
        if (field.HasNorms)
            return field;
        if (!field.Name.EndsWith(FieldNames.ExactSuffix, StringComparison.Ordinal))
            return null;
        var stems = fields.FieldInfo(field.Name[..^FieldNames.ExactSuffix.Length]);
        return stems is { HasNorms: true } ? stems : null;
    }
}
