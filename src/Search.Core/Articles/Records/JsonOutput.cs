using System.Text.Json;

namespace Search.Core.Articles;

/// <summary>Writes any text as JSON: the writer throws on unpaired surrogates, and on a text of more than 166 million characters.</summary>
internal static class JsonOutput
{
    /// <summary>Longer texts are written in segments of this many characters.</summary>
    private const int SegmentLength = 1 << 24;

    public static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        writer.WritePropertyName(WellFormed.Repair(name));
        WriteText(writer, text);
    }

    public static void WriteText(Utf8JsonWriter writer, string? text)
    {
        if (text is null)
        {
            writer.WriteNullValue();
            return;
        }
        text = WellFormed.Repair(text);
        if (text.Length <= SegmentLength)
        {
            writer.WriteStringValue(text);
            return;
        }
        // A segment may end between the halves of a pair: the writer keeps the first half for the next segment.
        for (int start = 0; start < text.Length; start += SegmentLength)
        {
            int length = Math.Min(SegmentLength, text.Length - start);
            writer.WriteStringValueSegment(text.AsSpan(start, length), start + length == text.Length);
        }
    }

    public static void WriteFields(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, FieldValue> fields)
    {
        writer.WriteStartObject(name);
        foreach (var (field, value) in fields)
        {
            writer.WritePropertyName(WellFormed.Repair(field));
            if (value.Strings is [var single])
                WriteText(writer, single);
            else if (value.Strings is { } strings)
                WriteArray(writer, strings);
            else if (value.Number is { } number)
                writer.WriteNumberValue(number);
            else if (value.Boolean is { } truth)
                writer.WriteBooleanValue(truth);
            else
                writer.WriteStringValue(value.Date.ToString());
        }
        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray();
        foreach (string text in texts)
            WriteText(writer, text);
        writer.WriteEndArray();
    }
}
