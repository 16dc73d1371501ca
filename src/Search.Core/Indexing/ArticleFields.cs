using System.Text;
using Search.Core.Analysis;
using Search.Core.Articles;
using Search.Core.Duplicates;
using Search.Core.Likeness;
using Search.Core.Postings;

namespace Search.Core.Indexing;

/// <summary>
/// Which fields an article has in an index, and what is in them: the one place that says it, for the live writer and the bulk builder alike.
/// Everything is checked before anything is handed on. Not thread-safe.
/// </summary>
/// <param name="schema">The caller's fields.</param>
/// <param name="form">What articles have beside their fields.</param>
internal sealed class ArticleFields(FieldSchema schema, ArticleForm form)
{
    /// <summary>Positions between two values of a field, which phrases do not bridge.</summary>
    public const int GapBetweenValues = 100;

    /// <summary>A longer keyword is kept and shown but cannot be filtered by, as Lucene's terms are limited.</summary>
    private const int MaxKeywordBytes = 32_000;

    private readonly List<CallersField> _callers = [];
    private readonly List<FieldDefinition> _added = [];
    private readonly SketchBuilder _sketches = new();
    private readonly SignatureBuilder? _signatures = form == ArticleForm.Signed ? new SignatureBuilder() : null;

    /// <summary>Hands an article's fields on.</summary>
    /// <exception cref="InvalidRequestException">The article cannot be indexed; nothing was handed on. The message says what to change.</exception>
    public void Write(Article article, IFieldSink sink)
    {
        if (ArticleId.Problem(article.Id) is { } problem)
            throw new InvalidRequestException(problem);
        if (article.Authors.Contains(null!))
            throw new InvalidRequestException("An author is null: leave it out.");
        PrepareFields(article);
        sink.AddId(article.Id);
        sink.AddText(FieldNames.Title, [article.Title], article.Language);
        sink.AddText(FieldNames.Body, [article.Body], article.Language);
        if (form != ArticleForm.Apart)
            sink.AddTitleAndBody(article.Title, article.Body, form == ArticleForm.Signed ? FieldNames.LeadTokens : 0, article.Language);
        AddSketch(sink, _sketches.Build(article.Title, article.Body, _signatures));
        if (_signatures is not null)
            sink.AddBytes(FieldNames.Signature, _signatures.Build());
        if (article.Date is { } date)
            AddPeriod(sink, FieldNames.DateStart, FieldNames.DateEnd, date);
        if (!string.IsNullOrWhiteSpace(article.Source))
            AddKeyword(sink, FieldNames.Source, article.Source);
        if (!string.IsNullOrWhiteSpace(article.Language))
            AddKeyword(sink, FieldNames.Language, article.Language);
        if (article.Authors.Count > 0)
        {
            foreach (string author in article.Authors.Distinct(StringComparer.Ordinal))
                AddKeyword(sink, FieldNames.Author, author);
            sink.AddWords(FieldNames.AuthorWords, article.Authors);
        }

        foreach (var field in _callers)
            Write(field, sink, article.Language);
    }

    private static void AddSketch(IFieldSink sink, ArticleSketch? sketch)
    {
        if (sketch is null)
            return;
        sink.AddBytes(FieldNames.Sketch, SketchBytes.Encode(sketch));
        foreach (uint key in sketch.Keys)
            sink.AddKeyword(FieldNames.SketchKey, SketchBytes.Key(key));
    }

    // An article that is refused leaves no fields behind; one that other articles were ahead of with another type is looked at again.
    private void PrepareFields(Article article)
    {
        do
        {
            _callers.Clear();
            _added.Clear();
            foreach (var (name, value) in article.Fields)
                Prepare(name, value);
        }
        while (!schema.TryAdd(_added));
    }

    private void Prepare(string name, FieldValue value)
    {
        if (value is null)
            throw new InvalidRequestException($"The field '{name}' is null: leave it out.");
        var type = schema.TypeFor(name, value, _added);
        _callers.Add(type switch
        {
            FieldType.Boolean => new CallersField(name, FieldType.Keyword, [FieldCoercion.ToBoolean(name, value) ? "true" : "false"], 0, null),
            FieldType.Number => new CallersField(name, type, [], FieldNames.SortableDouble(FieldCoercion.ToNumber(name, value)), null),
            FieldType.Date => new CallersField(name, type, [], 0, FieldCoercion.ToDate(name, value)),
            _ => new CallersField(name, type, FieldCoercion.ToStrings(value), 0, null),
        });
    }

    private static void Write(in CallersField field, IFieldSink sink, string? language)
    {
        switch (field.Type)
        {
            case FieldType.Keyword:
                foreach (string text in field.Strings.Distinct(StringComparer.Ordinal))
                    AddKeyword(sink, field.Name, text);
                break;
            case FieldType.Text:
                sink.AddText(FieldNames.Text(field.Name), field.Strings, language);
                break;
            case FieldType.Number:
                sink.AddNumber(FieldNames.Number(field.Name), field.Number);
                break;
            case FieldType.Date:
                AddPeriod(sink, FieldNames.FieldDateStart(field.Name), FieldNames.FieldDateEnd(field.Name), field.Date!.Value);
                break;
        }
    }

    private static void AddKeyword(IFieldSink sink, string field, string value)
    {
        string folded = KeywordNormalizer.Normalize(value);
        if (folded.Length == 0 || Encoding.UTF8.GetByteCount(folded) > MaxKeywordBytes || Encoding.UTF8.GetByteCount(value) > MaxKeywordBytes)
            return;
        sink.AddKeyword(FieldNames.Keyword(field), folded);
        sink.AddValue(FieldNames.Facet(field), value);
    }

    private static void AddPeriod(IFieldSink sink, string startField, string endField, ArticleDate date)
    {
        sink.AddNumber(startField, date.Start.Ticks);
        sink.AddNumber(endField, date.End.Ticks);
    }

    private readonly record struct CallersField(string Name, FieldType Type, IReadOnlyList<string> Strings, long Number, ArticleDate? Date);
}
