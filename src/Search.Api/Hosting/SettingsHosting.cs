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
        string[] mistakes = [.. SettingsCheck.Mistakes(section, typeof(SearchHostOptions))];
        if (mistakes.Length > 0)
            throw new OptionsValidationException(SearchHostOptions.Section, typeof(SearchHostOptions), mistakes);
        section.Bind(options);
    }
}
