using System.Text;
using System.Text.Json;

namespace Search.Core.Articles;

/// <summary>Reads the values of one JSON object into a draft, without a document in between.</summary>
internal static class JsonRecord
{
    /// <summary>Which members of an object can stand for it, where one text is needed.</summary>
    private static ReadOnlySpan<byte> Name => "name"u8;

    /// <summary>Reads an object.</summary>
    /// <param name="utf8">One JSON value.</param>
    /// <param name="names">What names stand for.</param>
    /// <param name="draft">Takes the values; it has those before the place where the JSON is broken, too.</param>
    /// <exception cref="FormatException">The text is not one JSON object.</exception>
    public static void Read(ReadOnlySpan<byte> utf8, MemberNames names, ArticleDraft draft)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException($"The record is a JSON {Describe(reader.TokenType)}: write an object such as "
                    + "{\"id\": \"…\", \"title\": \"…\", \"body\": \"…\"}.");
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                // An escape in a name is rare enough to go through a string.
                var name = reader.ValueIsEscaped ? names.Resolve(JsonText.Read(ref reader)) : names.Resolve(reader.ValueSpan);
                reader.Read();
                ReadValue(ref reader, utf8, name, names, draft);
            }
            // The end of the object; what follows it would be another value, which the reader refuses.
            reader.Read();
        }
        catch (JsonException broken)
        {
            // The message ends in positions counted from 0 and in lines of the record, not of the file.
            string reason = broken.Message.Split(" LineNumber:")[0];
            throw new FormatException($"The JSON is broken at byte {reader.BytesConsumed + 1} of the record: {reason}", broken);
        }
    }

    /// <summary>Reads one record of a file.</summary>
    public static CorpusRecord ReadRecord(ReadOnlySpan<byte> utf8, RecordContext context, long line)
    {
        context.Draft.Clear();
        try
        {
            if (!PlainJson.TryRead(utf8, context.Names, context.Draft))
            {
                context.Draft.Clear();
                Read(utf8, context.Names, context.Draft);
            }

            return context.Finish(line);
        }
        catch (FormatException broken)
        {
            return context.Fail(line, broken.Message, context.Draft.GetText(ArticleMember.Id));
        }
    }

    /// <summary>Gives the value that the reader stands on to what a name stands for; the reader is then at the value's end.</summary>
    public static void ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, MemberName name, MemberNames names, ArticleDraft draft)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                draft.Remove(name);
                break;
            case JsonTokenType.StartArray:
                draft.Set(name, ReadArray(ref reader, utf8, name.Member));
                break;
            case JsonTokenType.StartObject:
                ReadObject(ref reader, utf8, name, names, draft);
                break;
            case JsonTokenType.Number:
                reader.TryGetDouble(out double number);
                // The digits matter where the number is taken as a text; a field needs them only beyond a double's range.
                bool digitsMatter = name.Member != ArticleMember.Field || !double.IsFinite(number);
                draft.Set(name, RecordValue.Number(number, digitsMatter ? Encoding.UTF8.GetString(reader.ValueSpan) : ""));
                break;
            default:
                draft.Set(name, Scalar(ref reader));
                break;
        }
    }

    private static RecordValue Scalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => RecordValue.Text(JsonText.Read(ref reader)),
        JsonTokenType.True => RecordValue.Boolean(true),
        _ => RecordValue.Boolean(false),
    };

    /// <summary>
    /// An object is the caller's fields, or stands for one text (a source with a name), or becomes the fields <c>parent.child</c>.
    /// </summary>
    private static void ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, MemberName name, MemberNames names, ArticleDraft draft)
    {
        if (name.Member is not (ArticleMember.Field or ArticleMember.Fields))
        {
            var ahead = reader;
            if (NameOf(ref ahead, name.Member) is { } text)
            {
                reader = ahead;
                draft.Set(name, RecordValue.Text(text));
                return;
            }
            if (name.Rank <= 0)
            {
                reader.Skip();
                draft.Set(name, RecordValue.Object);
                return;
            }
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string child = JsonText.Read(ref reader);
            var childName = name.Member == ArticleMember.Fields
                ? new MemberName(ArticleMember.Field, 0, MemberNames.ToFieldName(child))
                : names.ResolveNested($"{name.FieldName}.{child}");
            reader.Read();
            ReadValue(ref reader, utf8, childName, names, draft);
        }
    }

    /// <summary>
    /// The text that stands for an object: its <c>name</c>, or for an id or a date that of MongoDB's exports. The reader is then at
    /// the object's end.
    /// </summary>
    private static string? NameOf(ref Utf8JsonReader reader, ArticleMember member)
    {
        var wanted = member switch
        {
            ArticleMember.Source or ArticleMember.Authors or ArticleMember.Field => Name,
            ArticleMember.Id => "$oid"u8,
            ArticleMember.Date => "$date"u8,
            _ => default,
        };
        string? text = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isWanted = !wanted.IsEmpty && reader.ValueTextEquals(wanted);
            reader.Read();
            if (isWanted && reader.TokenType == JsonTokenType.String)
                text = JsonText.Read(ref reader);
            reader.Skip();
        }
        return text;
    }

    private static RecordValue ReadArray(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, ArticleMember member)
    {
        List<string> texts = [];
        bool hasStructure = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.Null:
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    int start = (int)reader.TokenStartIndex;
                    var ahead = reader;
                    reader.Skip();
                    string? name = ahead.TokenType == JsonTokenType.StartObject ? NameOf(ref ahead, member) : null;
                    hasStructure |= name is null && member != ArticleMember.Field;
                    // Nothing is lost: a structure that no field can hold is kept as its JSON.
                    texts.Add(name ?? Encoding.UTF8.GetString(utf8[start..(int)reader.BytesConsumed]));
                    break;
                case JsonTokenType.Number:
                    texts.Add(Encoding.UTF8.GetString(reader.ValueSpan));
                    break;
                default:
                    texts.Add(Scalar(ref reader).AsText()!);
                    break;
            }
        }
        return hasStructure ? RecordValue.Object : RecordValue.Texts(texts);
    }

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "array",
        JsonTokenType.String => "string",
        JsonTokenType.Number => "number",
        _ => "literal",
    };
}
