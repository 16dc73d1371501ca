using System.Globalization;

namespace Search.Core.Indexing;

/// <summary>Turns a value as it came into the declared type of its field.</summary>
internal static class FieldCoercion
{
    public static double ToNumber(string field, FieldValue value)
    {
        if (value.Number is { } number)
            return number;
        if (Single(value) is { } text
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) && double.IsFinite(parsed))
            return parsed;
        throw Mismatch(field, value, "a number");
    }

    public static ArticleDate ToDate(string field, FieldValue value)
    {
        if (value.Date is { } date)
            return date;
        if (Single(value) is { } text && ArticleDate.TryParse(text, out var parsed))
            return parsed;
        throw Mismatch(field, value, "a date such as 2022, 2022-05, 2022-05-17 or a timestamp");
    }

    public static bool ToBoolean(string field, FieldValue value)
    {
        if (value.Boolean is { } truth)
            return truth;
        if (Single(value) is { } text && bool.TryParse(text, out bool parsed))
            return parsed;
        throw Mismatch(field, value, "true or false");
    }

    public static IReadOnlyList<string> ToStrings(FieldValue value) => value.Strings ?? [value.ToString()];

    private static string? Single(FieldValue value) => value.Strings is [var only] ? only.Trim() : null;

    private static InvalidRequestException Mismatch(string field, FieldValue value, string wanted)
    {
        string shown = value.ToString();
        if (shown.Length > 60)
            shown = shown[..60] + "…";
        return new InvalidRequestException($"The field '{field}' holds {wanted}, but the article gives '{shown}': correct the value, or declare the field with another type.");
    }
}
