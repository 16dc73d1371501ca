using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Search.Api.Contracts;

/// <summary>Says in words what is wrong with a JSON body, without names of .NET types.</summary>
internal static partial class JsonMistake
{
    public static string Describe(JsonException mistake) =>
        $"The JSON is malformed at line {mistake.LineNumber + 1}, byte {mistake.BytePositionInLine + 1}.";

    public static string Describe(JsonException mistake, ReadOnlySpan<byte> utf8, JsonTypeInfo type)
    {
        if (!IsWellFormed(utf8))
            return Describe(mistake);
        string[] names = [.. Names().Matches(mistake.Path ?? "").Select(match => match.Groups[1].Value + match.Groups[2].Value)];
        if (names.Length == 0)
            return "The body must be a JSON object.";

        JsonPropertyInfo? member = null;
        string last = "";
        foreach (string name in names)
        {
            var within = member is null ? type : TypeWithin(member);
            if (within.Kind != JsonTypeInfoKind.Object)
                break;
            member = within.Properties.FirstOrDefault(property => property.Name == name);
            if (member is null)
            {
                string place = names.Length > 1 ? $" (at {mistake.Path})" : "";
                return $"Unknown: '{name}'{place}. Known are {string.Join(", ", within.Properties.Select(property => property.Name))}.";
            }
            last = name;
        }
        return mistake.Message.StartsWith("Duplicate", StringComparison.Ordinal)
            ? $"'{last}' is given twice; give it once."
            : $"'{last}' must be {Expected(member!.PropertyType)} (at {mistake.Path}, line {mistake.LineNumber + 1}).";
    }

    private static JsonTypeInfo TypeWithin(JsonPropertyInfo member)
    {
        var type = member.Options.GetTypeInfo(member.PropertyType);
        return type.ElementType is { } element ? member.Options.GetTypeInfo(element) : type;
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

    // The members of a path: $.size, $.filter[1], $.searches[0].size, $['odd name'].
    [GeneratedRegex(@"\.([^.\[]+)|\['(.*?)'\](?=[.\[]|$)")]
    private static partial Regex Names();

    private static string Expected(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 => "a whole number",
        TypeCode.Double => "a number",
        TypeCode.Boolean => "true or false",
        TypeCode.String => "a string",
        _ when type == typeof(IReadOnlyList<string>) => "a string or an array of strings",
        _ when type.IsGenericType => "an array of objects",
        _ => "an object",
    };
}
