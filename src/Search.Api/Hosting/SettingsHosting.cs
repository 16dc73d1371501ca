using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Search.Api.Hosting;

/// <summary>Reads the settings from the command line, the environment and appsettings.json, and checks them at the start.</summary>
internal static class SettingsHosting
{
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(SearchHostOptions.Section);
        builder.Services.AddOptions<SearchHostOptions>()
            .Configure(options => Bind(section, options))
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SearchHostOptions>, SearchHostOptionsValidator>();
        builder.Services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<SearchHostOptions>>((kestrel, search) => kestrel.Limits.MaxRequestBodySize = search.Value.MaxArticleBytes);
    }

    private static void Bind(IConfigurationSection section, SearchHostOptions options)
    {
        RefuseUnknown(section, typeof(SearchHostOptions));
        RefuseUnknownInList(section, nameof(SearchHostOptions.Fields), typeof(FieldSetting));
        RefuseUnknownInList(section, nameof(SearchHostOptions.ApiKeys), typeof(ApiKeySetting));
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException mistake)
        {
            throw Wrong($"{mistake.Message} {Accepted(mistake.Message)}".TrimEnd());
        }
    }

    private static void RefuseUnknownInList(IConfigurationSection section, string list, Type type)
    {
        foreach (var entry in section.GetSection(list).GetChildren())
            RefuseUnknown(entry, type);
    }

    // A misspelt setting that is silently ignored is found months later.
    private static void RefuseUnknown(IConfigurationSection section, Type type)
    {
        string[] known = [.. type.GetProperties().Where(property => property.CanWrite || property.PropertyType.IsGenericType).Select(property => property.Name)];
        foreach (var child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                throw Wrong($"'{child.Path}' is not a setting; known here are {string.Join(", ", known)}.");
        }
    }

    // The binder's message ends with the type's name; a person wants the names to write.
    private static string Accepted(string message)
    {
        foreach (var type in (Type[])[typeof(Core.Durability), typeof(Core.StorageAccess), typeof(Core.FieldType), typeof(Scope)])
        {
            if (message.Contains($"'{type.FullName}'", StringComparison.Ordinal) || message.Contains($"[{type.FullName}", StringComparison.Ordinal))
                return $"Write one of {string.Join(", ", Enum.GetNames(type)).ToLowerInvariant()}.";
        }
        return "";
    }

    private static OptionsValidationException Wrong(string message) =>
        new(SearchHostOptions.Section, typeof(SearchHostOptions), [message]);
}
