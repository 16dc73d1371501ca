using System.Text.Json;
using System.Text.Json.Serialization;

namespace Search.Api.Contracts;

/// <summary>Strings that JSON gives as one string or as an array of strings.</summary>
internal sealed class OneOrMany : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return [LenientString.Read(ref reader)];
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();

        var values = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException();
            values.Add(LenientString.Read(ref reader));
        }
        return values;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Only requests carry this type.");
}
