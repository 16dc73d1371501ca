namespace Search.Core;

/// <summary>One article: what is indexed, stored and returned.</summary>
/// <remarks>
/// Immutable and thread-safe. Text is any UTF-16 sequence: NULs and unpaired surrogates are kept as they came.
/// Two articles are equal when all their members are, authors and fields by their contents. Members that cannot be null
/// throw <see cref="ArgumentNullException"/> where they are set to it.
/// </remarks>
public sealed record Article
{
    /// <summary>
    /// The key under which the article is stored; adding another article with the same id replaces it.
    /// At most 512 bytes of UTF-8, well-formed, not empty. A corpus gives articles without one a stable id.
    /// </summary>
    public required string Id { get; init => field = value ?? throw new ArgumentNullException(nameof(Id)); }

    /// <summary>The headline; empty when there is none.</summary>
    public string Title { get; init => field = value ?? throw new ArgumentNullException(nameof(Title)); } = "";

    /// <summary>True when <see cref="Title"/> was taken from the body because the source had none.</summary>
    public bool TitleDerived { get; init; }

    /// <summary>The searched and displayed text; where an article was cleaned, the cleaned text.</summary>
    public string Body { get; init => field = value ?? throw new ArgumentNullException(nameof(Body)); } = "";

    /// <summary>When it was published, as precisely as the source said; null when unknown.</summary>
    public ArticleDate? Date { get; init; }

    /// <summary>The outlet, such as <c>The Times</c>; null when unknown.</summary>
    public string? Source { get; init; }

    /// <summary>Where the article was found; not interpreted.</summary>
    public string? Url { get; init; }

    /// <summary>The authors as the source wrote them; empty when unknown.</summary>
    public IReadOnlyList<string> Authors { get; init => field = value ?? throw new ArgumentNullException(nameof(Authors)); } = [];

    /// <summary>The article's language as a BCP 47 tag such as <c>en</c>; null when unknown.</summary>
    public string? Language { get; init; }

    /// <summary>The caller's own fields by name; filterable and sortable by their type.</summary>
    public IReadOnlyDictionary<string, FieldValue> Fields { get; init => field = value ?? throw new ArgumentNullException(nameof(Fields)); } = EmptyFields;

    /// <summary>The text as it came in, when cleaning changed it; null when nothing was changed.</summary>
    public OriginalText? Original { get; init; }

    internal static IReadOnlyDictionary<string, FieldValue> EmptyFields { get; } =
        new Dictionary<string, FieldValue>(0);

    /// <summary>Equality of all members; authors in their order, fields in any.</summary>
    public bool Equals(Article? other) => ReferenceEquals(this, other) || (other is not null
        && Id == other.Id && Title == other.Title && TitleDerived == other.TitleDerived && Body == other.Body
        && Date == other.Date && Source == other.Source && Url == other.Url && Language == other.Language
        && Original == other.Original && Authors.SequenceEqual(other.Authors) && FieldsEqual(Fields, other.Fields));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Title, Body, Date, Source, Url, Authors.Count, Fields.Count);

    private static bool FieldsEqual(IReadOnlyDictionary<string, FieldValue> left, IReadOnlyDictionary<string, FieldValue> right)
    {
        if (left.Count != right.Count)
            return false;
        foreach (var (name, value) in left)
        {
            if (!right.TryGetValue(name, out var other) || !value.Equals(other))
                return false;
        }
        return true;
    }
}
