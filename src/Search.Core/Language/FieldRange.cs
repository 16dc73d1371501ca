using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Search.Core.Language;

/// <summary>A value of a number or date field, or <c>[LOW TO HIGH]</c> (inclusive; <c>*</c> leaves a side open), in parts.</summary>
/// <param name="Low">The lower end as written; null when open.</param>
/// <param name="High">The upper end as written; null when open.</param>
internal sealed record FieldRange(string? Low, string? High)
{
    private const string Separator = " TO ";

    /// <summary>Takes a value apart; a single value is a range from itself to itself.</summary>
    public static bool TryParse(string value, [NotNullWhen(true)] out FieldRange? range)
    {
        string text = value.Trim();
        range = null;
        if (!text.StartsWith('['))
        {
            range = text.Length > 0 ? new FieldRange(text, text) : null;
            return range is not null;
        }
        int separator = text.IndexOf(Separator, StringComparison.Ordinal);
        if (separator < 0 || text[^1] != ']')
            return false;
        string low = text[1..separator].Trim();
        string high = text[(separator + Separator.Length)..^1].Trim();
        if (low.Length == 0 || high.Length == 0)
            return false;
        range = new FieldRange(low == "*" ? null : low, high == "*" ? null : high);
        return true;
    }

    /// <summary>Whether a value fits a field of a type, with the ends as numbers for <see cref="FieldType.Number"/>.</summary>
    public static bool TryParseNumbers(string value, out double low, out double high)
    {
        low = double.NegativeInfinity;
        high = double.PositiveInfinity;
        return TryParse(value, out var range)
            && (range.Low is null || TryParseNumber(range.Low, out low))
            && (range.High is null || TryParseNumber(range.High, out high));
    }

    /// <summary>As <see cref="TryParseNumbers"/> with the ends as ticks (UTC, inclusive): the first moment of the one, the last of the other.</summary>
    public static bool TryParseDates(string value, out long low, out long high)
    {
        low = long.MinValue;
        high = long.MaxValue;
        if (!TryParse(value, out var range))
            return false;
        ArticleDate date = default;
        if (range.Low is not null)
        {
            if (!ArticleDate.TryParse(range.Low, out date))
                return false;
            low = date.Start.Ticks;
        }
        if (range.High is not null)
        {
            if (!ArticleDate.TryParse(range.High, out date))
                return false;
            high = date.End.Ticks;
        }
        return true;
    }

    /// <summary>Reads <c>true</c> or <c>false</c> in any case.</summary>
    public static bool TryParseBoolean(string value, out bool truth) => bool.TryParse(value.Trim(), out truth);

    private static bool TryParseNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
