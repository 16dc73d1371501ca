namespace Search.Core;

/// <summary>The order of hits.</summary>
public sealed record SortOrder
{
    private SortOrder(string name) => Name = name;

    /// <summary>By score, the best first; ties by document number.</summary>
    public static SortOrder Relevance { get; } = new("relevance");

    /// <summary>By date, the latest first; undated articles last.</summary>
    public static SortOrder Newest { get; } = new("newest") { Descending = true, FieldName = null };

    /// <summary>By date, the earliest first; undated articles last.</summary>
    public static SortOrder Oldest { get; } = new("oldest");

    /// <summary>The name in the query string: <c>relevance</c>, <c>newest</c>, <c>oldest</c> or <c>field:asc</c>, <c>field:desc</c>.</summary>
    public string Name { get; }

    /// <summary>The field of the caller's that is sorted by; null for the built-in orders.</summary>
    public string? FieldName { get; private init; }

    /// <summary>Whether the largest value comes first.</summary>
    public bool Descending { get; private init; }

    /// <summary>By a number, date, boolean or keyword field of the caller's; articles without the value come last.</summary>
    public static SortOrder ByField(string field, bool descending = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        return new SortOrder($"{field}:{(descending ? "desc" : "asc")}") { FieldName = field, Descending = descending };
    }

    /// <summary>Reads <see cref="Name"/>'s forms.</summary>
    /// <exception cref="FormatException">The text is no sort order.</exception>
    public static SortOrder Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            "relevance" => Relevance,
            "newest" => Newest,
            "oldest" => Oldest,
            _ when text.EndsWith(":asc", StringComparison.Ordinal) && text.Length > 4 => ByField(text[..^4]),
            _ when text.EndsWith(":desc", StringComparison.Ordinal) && text.Length > 5 => ByField(text[..^5], descending: true),
            _ => throw new FormatException($"'{text}' is no sort order: use relevance, newest, oldest, FIELD:asc or FIELD:desc."),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
