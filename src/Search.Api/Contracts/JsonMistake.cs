using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Search.Api.Contracts;

/// <summary>Says in words what is wrong with a JSON body, without names of .NET types.</summary>
internal static class JsonMistake
{
    public static string Describe(JsonException mistake) =>
        $"The JSON is malformed at line {mistake.LineNumber + 1}, byte {mistake.BytePositionInLine + 1}.";

    public static string Describe(JsonException mistake, ReadOnlySpan<byte> utf8, JsonTypeInfo type)
    {
        if (!IsWellFormed(utf8))
            return Describe(mistake);
        if (Member(mistake.Path) is not { } name)
            return "The body must be a JSON object.";

        var member = type.Properties.FirstOrDefault(property => property.Name == name);
        if (member is null)
            return $"Unknown: '{name}'. Known are {string.Join(", ", type.Properties.Select(property => property.Name))}.";
        return mistake.Message.StartsWith("Duplicate", StringComparison.Ordinal)
            ? $"'{name}' is given twice; give it once."
            : $"'{name}' must be {Expected(member.PropertyType)} (at {mistake.Path}, line {mistake.LineNumber + 1}).";
    }

    private static bool IsWellFormed(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // The first member of a path: $.size, $.filter[1], $['odd name'].
    private static string? Member(string? path)
    {
        if (path is null)
            return null;
        if (path.StartsWith("$['", StringComparison.Ordinal))
            return path[3..].Split("']")[0];
        return path.StartsWith("$.", StringComparison.Ordinal) ? path[2..].Split('.', '[')[0] : null;
    }

    private static string Expected(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 => "a whole number",
        TypeCode.Boolean => "true or false",
        TypeCode.String => "a string",
        _ => "a string or an array of strings",
    };
}
