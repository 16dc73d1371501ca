using System.Text.Json;
using System.Text.Json.Serialization;

namespace Search.Api.Contracts;

/// <summary>Strings that JSON may give as one string or as an array of strings.</summary>
[JsonConverter(typeof(OneOrManyConverter))]
internal sealed record OneOrMany(IReadOnlyList<string> Values)
{
    public static OneOrMany? From(IReadOnlyList<string> values) => values.Count == 0 ? null : new(values);
}

internal sealed class OneOrManyConverter : JsonConverter<OneOrMany>
{
    public override OneOrMany Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new([ExactString.Read(ref reader)]);
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();

        var values = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException();
            values.Add(ExactString.Read(ref reader));
        }
        return new(values);
    }

    public override void Write(Utf8JsonWriter writer, OneOrMany value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Only requests carry this type.");
}
