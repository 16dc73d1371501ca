namespace Search.Core.Articles;

/// <summary>
/// The values of one record on their way to an article: who claims which member is settled here, for all formats alike.
/// Reused from record to record; not thread-safe.
/// </summary>
internal sealed class ArticleDraft
{
    private readonly Claim[] _claims = new Claim[(int)ArticleMember.TitleDerived + 1];
    private readonly List<MemberName> _removed = [];
    private Dictionary<string, FieldValue>? _fields;

    private record struct Claim(MemberName? Name, RecordValue Value);

    /// <summary>The names with null, empty text or an empty list, for a patch; a record that has a member only so has no value for it.</summary>
    public IReadOnlyList<MemberName> Removed => _removed;

    /// <summary>The caller's fields; null when there are none.</summary>
    public IReadOnlyDictionary<string, FieldValue>? Fields => _fields;

    /// <summary>Whether the record has a title or a body, be it an empty one.</summary>
    public bool HasText { get; private set; }

    /// <summary>What is wrong with the record, the first of several; null when nothing is.</summary>
    public string? Error { get; private set; }

    public void Clear()
    {
        Array.Clear(_claims);
        _removed.Clear();
        // The article keeps the dictionary.
        _fields = null;
        HasText = false;
        Error = null;
    }

    public void Fail(string error) => Error ??= error;

    /// <summary>Notes that a name has no value.</summary>
    public void Remove(MemberName name) => _removed.Add(name);

    /// <summary>
    /// Gives a value to what a name stands for. Where several names claim one member, the lowest rank wins, the others become
    /// fields; no value (empty text, an empty list) is no claim. Of the same name twice, the last counts, as in JSON.
    /// </summary>
    public void Set(MemberName name, in RecordValue value)
    {
        if (name.Member == ArticleMember.Field || (name.Member == ArticleMember.TitleDerived && value.Kind != RecordValueKind.Boolean))
        {
            if (value.Kind == RecordValueKind.Texts && value.IsEmpty)
                Remove(name);
            SetField(name.FieldName, value);
            return;
        }
        if (name.Member == ArticleMember.Fields)
        {
            Fail($"'{name.FieldName}' is not an object: write \"fields\": {{ \"name\": value }}.");
            return;
        }
        HasText |= name.Member is ArticleMember.Title or ArticleMember.Body;
        if (value.IsEmpty)
        {
            Remove(name);
            return;
        }
        ref var claim = ref _claims[(int)name.Member];
        if (claim.Name is { } holder && holder.Rank < name.Rank)
        {
            if (name.CanBeField)
                SetField(name.FieldName, value);
            return;
        }
        if (claim.Name is { } loser && loser.Rank > name.Rank && loser.CanBeField)
            SetField(loser.FieldName, claim.Value);
        claim = new Claim(name, value);
    }

    public bool Has(ArticleMember member) => _claims[(int)member].Name is not null;

    public bool IsTrue(ArticleMember member) => _claims[(int)member].Value.IsTrue;

    /// <summary>A member as text; null when it was not given, or when it has another form, which fails the record.</summary>
    public string? GetText(ArticleMember member)
    {
        var (name, value) = _claims[(int)member];
        if (name is null)
            return null;
        string? text = value.AsText();
        if (text is null)
            Fail($"'{name.FieldName}' is {Describe(value)} where a text is needed: write one text, or map the name to another with FieldMap.");
        return text;
    }

    /// <summary>The body: one text, or a list of paragraphs.</summary>
    public string? GetBody()
    {
        var value = _claims[(int)ArticleMember.Body].Value;
        return value.Kind == RecordValueKind.Texts ? string.Join("\n\n", value.AsTexts()!) : GetText(ArticleMember.Body);
    }

    public IReadOnlyList<string>? GetAuthors()
    {
        var (name, value) = _claims[(int)ArticleMember.Authors];
        if (name is null)
            return null;
        var authors = value.AsTexts();
        if (authors is null)
            Fail($"'{name.FieldName}' is {Describe(value)}: write a text, a list of texts or a list of objects with a name.");
        return authors;
    }

    public ArticleDate? GetDate()
    {
        var (name, value) = _claims[(int)ArticleMember.Date];
        if (name is null)
            return null;
        if (value.TryGetDate(out var date))
            return date;
        string? text = value.AsText();
        if (text is not null && string.IsNullOrWhiteSpace(text))
            return null;
        Fail(text is null
            ? $"'{name.FieldName}' is {Describe(value)} where a date is needed."
            : $"'{name.FieldName}' is '{Shorten(text)}', which is no date: write 2022, 2022-05, 2022-05-17 or a timestamp such as "
                + "2022-05-17T09:30:00Z, or leave it out.");
        return null;
    }

    private void SetField(string name, in RecordValue value)
    {
        if (value.AsField() is { } field)
            (_fields ??= new Dictionary<string, FieldValue>(StringComparer.Ordinal))[name] = field;
    }

    private static string Describe(in RecordValue value) => value.Kind == RecordValueKind.Texts ? "a list" : "an object";

    private static string Shorten(string text) => text.Length <= 60 ? text : WellFormed.Repair(text[..60]) + "…";
}
