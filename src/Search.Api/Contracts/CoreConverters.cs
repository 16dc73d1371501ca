using System.Text.Json;
using System.Text.Json.Serialization;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>A field's value as the JSON that it came from: a string, an array of strings, a number, a truth value or a date.</summary>
internal sealed class FieldValueConverter : JsonConverter<FieldValue>
{
    public override FieldValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Only replies carry this type.");

    public override void Write(Utf8JsonWriter writer, FieldValue value, JsonSerializerOptions options)
    {
        if (value.Number is { } number)
            writer.WriteNumberValue(number);
        else if (value.Boolean is { } truth)
            writer.WriteBooleanValue(truth);
        else if (value.Date is { } date)
            writer.WriteStringValue(date.ToString());
        else if (value.Strings is [var single])
            JsonSerializer.Serialize(writer, single, options.GetTypeInfo(typeof(string)));
        else
            JsonSerializer.Serialize(writer, value.Strings, options.GetTypeInfo(typeof(IReadOnlyList<string>)));
    }
}
