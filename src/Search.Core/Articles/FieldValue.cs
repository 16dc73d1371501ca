namespace Search.Core;

/// <summary>The value of one of the caller's own fields: strings, a number, a truth value or a date.</summary>
/// <remarks>
/// The kind is what the source gave; the index coerces it to the field's declared type (a string to a date, say)
/// and refuses the article when it cannot. Immutable and thread-safe.
/// </remarks>
public sealed class FieldValue : IEquatable<FieldValue>
{
    private readonly object _value;

    private FieldValue(object value) => _value = value;

    /// <summary>The strings, when the value is one or more strings; null otherwise.</summary>
    public IReadOnlyList<string>? Strings => _value as IReadOnlyList<string>;

    /// <summary>The number, when the value is a number; null otherwise.</summary>
    public double? Number => _value is double number ? number : null;

    /// <summary>The truth value, when the value is one; null otherwise.</summary>
    public bool? Boolean => _value is bool truth ? truth : null;

    /// <summary>The date, when the value is one; null otherwise.</summary>
    public ArticleDate? Date => _value is ArticleDate date ? date : null;

    /// <summary>A value of one string.</summary>
    public static FieldValue From(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new FieldValue(new[] { value });
    }

    /// <summary>A value of several strings.</summary>
    /// <exception cref="ArgumentException">One of them is null.</exception>
    public static FieldValue From(IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        string[] strings = [.. values];
        return strings.Contains(null)
            ? throw new ArgumentException("A field's strings are not null: leave such a value out.", nameof(values))
            : new FieldValue(strings);
    }

    /// <summary>A numeric value. Not a NaN, not infinite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static FieldValue From(double value) => double.IsFinite(value)
        ? new FieldValue(value)
        : throw new ArgumentOutOfRangeException(nameof(value), "A field's number must be finite.");

    /// <summary>A truth value.</summary>
    public static FieldValue From(bool value) => new(value);

    /// <summary>A date.</summary>
    public static FieldValue From(ArticleDate value) => new(value);

    /// <summary>A value of one string.</summary>
    public static implicit operator FieldValue(string value) => From(value);

    /// <summary>A value of several strings.</summary>
    public static implicit operator FieldValue(string[] values) => From(values);

    /// <summary>A numeric value.</summary>
    public static implicit operator FieldValue(double value) => From(value);

    /// <summary>A truth value.</summary>
    public static implicit operator FieldValue(bool value) => From(value);

    /// <summary>A date.</summary>
    public static implicit operator FieldValue(ArticleDate value) => From(value);

    /// <inheritdoc/>
    public bool Equals(FieldValue? other) => other is not null
        && (Strings is { } mine && other.Strings is { } theirs ? mine.SequenceEqual(theirs) : _value.Equals(other._value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldValue);

    /// <inheritdoc/>
    public override int GetHashCode() => Strings is { } strings
        ? strings.Aggregate(17, (hash, text) => HashCode.Combine(hash, text))
        : _value.GetHashCode();

    /// <summary>The value as text; several strings are joined by a comma and a space.</summary>
    public override string ToString() => Strings is { } strings ? string.Join(", ", strings)
        : _value is bool truth ? (truth ? "true" : "false")
        : Convert.ToString(_value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
