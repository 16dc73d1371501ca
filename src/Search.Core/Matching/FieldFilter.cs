namespace Search.Core;

/// <summary>A condition on one of the fields: a value or a range.</summary>
/// <param name="Field"><c>source</c>, <c>author</c>, <c>language</c>, or a field of the caller's.</param>
/// <param name="Value">A value, for a keyword field also in quotes, or <c>[LOW TO HIGH]</c> (inclusive; <c>*</c> leaves a side open) for a number or date field.</param>
public sealed record FieldFilter(string Field, string Value)
{
    /// <summary>Reads <c>field:value</c> or <c>field:[10 TO 20]</c>.</summary>
    /// <exception cref="FormatException">There is no colon, or nothing on one of its sides.</exception>
    public static FieldFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1
            ? new FieldFilter(text[..colon].Trim(), text[(colon + 1)..].Trim())
            : throw new FormatException($"'{text}' is no filter: write FIELD:VALUE or FIELD:[LOW TO HIGH].");
    }
}
