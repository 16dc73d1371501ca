using System.Globalization;

namespace Search.Api.Hosting;

/// <summary>Says in words which settings do not exist or cannot be read, before the binder ignores them or names .NET types.</summary>
internal static class SettingsCheck
{
    /// <param name="section">The settings.</param>
    /// <param name="type">The options that they are bound to: a property a setting.</param>
    public static IEnumerable<string> Mistakes(IConfigurationSection section, Type type)
    {
        var properties = type.GetProperties().Where(property => property.CanWrite || IsList(property.PropertyType)).ToArray();
        foreach (var child in section.GetChildren())
        {
            // A misspelt setting that is silently ignored is found months later.
            var property = properties.FirstOrDefault(each => each.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            var mistakes = property is null
                ? [$"'{child.Path}' is no setting; known here are {string.Join(", ", properties.Select(each => each.Name))}."]
                : IsList(property.PropertyType)
                    ? child.GetChildren().SelectMany(entry => Value(entry, property.PropertyType.GetGenericArguments()[0]))
                    : Value(child, property.PropertyType);
            foreach (string mistake in mistakes)
                yield return mistake;
        }
    }

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>);

    private static IEnumerable<string> Value(IConfigurationSection setting, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        string text = setting.Value ?? "";
        string? expected =
            type == typeof(string) ? null
            : type == typeof(int) ? int.TryParse(text, CultureInfo.InvariantCulture, out _) ? null : "a whole number"
            : type == typeof(bool) ? bool.TryParse(text, out _) ? null : "true or false"
            : type == typeof(TimeSpan) ? TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _) ? null : "a time such as 00:00:02"
            : type.IsEnum ? Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase) ? null
                : $"one of {string.Join(", ", Enum.GetNames(type)).ToLowerInvariant()}"
            : "";
        return expected switch
        {
            null => [],
            "" => Mistakes(setting, type),
            _ => [$"{setting.Path} must be {expected}, not '{text}'."],
        };
    }
}
