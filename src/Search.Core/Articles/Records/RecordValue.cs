namespace Search.Core.Articles;

/// <summary>A value as a record gave it, before it is known to fit the article's member or the field it goes to.</summary>
internal readonly struct RecordValue
{
    private readonly object? _value;
    private readonly double _number;

    private RecordValue(RecordValueKind kind, object? value, double number = 0)
    {
        Kind = kind;
        _value = value;
        _number = number;
    }

    public RecordValueKind Kind { get; }

    public static RecordValue Text(string text) => new(RecordValueKind.Text, text);

    public static RecordValue Texts(List<string> texts) => new(RecordValueKind.Texts, texts);

    /// <summary>A number, with the digits it was written in.</summary>
    public static RecordValue Number(double number, string digits) => new(RecordValueKind.Number, digits, number);

    public static RecordValue Boolean(bool truth) => new(RecordValueKind.Boolean, truth);

    public static RecordValue Date(ArticleDate date) => new(RecordValueKind.Date, date);

    /// <summary>An object where a text, a number or a list was needed.</summary>
    public static RecordValue Object { get; } = new(RecordValueKind.Object, null);

    /// <summary>True for what stands for no value: empty text and empty lists.</summary>
    public bool IsEmpty => Kind switch
    {
        RecordValueKind.None => true,
        RecordValueKind.Text => ((string)_value!).Length == 0,
        RecordValueKind.Texts => ((List<string>)_value!).Count == 0,
        _ => false,
    };

    public bool IsTrue => Kind == RecordValueKind.Boolean && (bool)_value!;

    /// <summary>The value as one text; null when it is a list of several or an object.</summary>
    public string? AsText() => Kind switch
    {
        RecordValueKind.Text or RecordValueKind.Number => (string)_value!,
        RecordValueKind.Texts => (List<string>)_value! is [var single] ? single : null,
        RecordValueKind.Boolean => (bool)_value! ? "true" : "false",
        RecordValueKind.Date => ((ArticleDate)_value!).ToString(),
        _ => null,
    };

    /// <summary>The value as a list of texts; null when it is an object.</summary>
    public IReadOnlyList<string>? AsTexts() => Kind == RecordValueKind.Texts ? (List<string>)_value!
        : AsText() is { } text ? [text] : null;

    /// <summary>The value as a date; false when it is none.</summary>
    public bool TryGetDate(out ArticleDate date)
    {
        if (Kind == RecordValueKind.Date)
        {
            date = (ArticleDate)_value!;
            return true;
        }
        return Kind == RecordValueKind.Number
            ? ArticleDateParser.TryParseNumber(_number, out date)
            : ArticleDateParser.TryParse(AsText(), out date);
    }

    /// <summary>The value of a field of the caller's; null when it is an object or a list without elements.</summary>
    public FieldValue? AsField() => Kind switch
    {
        RecordValueKind.Text => FieldValue.From((string)_value!),
        RecordValueKind.Texts => IsEmpty ? null : FieldValue.From((List<string>)_value!),
        RecordValueKind.Number => double.IsFinite(_number) ? FieldValue.From(_number) : FieldValue.From((string)_value!),
        RecordValueKind.Boolean => FieldValue.From((bool)_value!),
        RecordValueKind.Date => FieldValue.From((ArticleDate)_value!),
        _ => null,
    };
}

/// <summary>The kinds of <see cref="RecordValue"/>.</summary>
internal enum RecordValueKind
{
    None,
    Text,
    Texts,
    Number,
    Boolean,
    Date,
    Object,
}
