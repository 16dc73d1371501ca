using System.Security.Authentication;
using Microsoft.Extensions.Options;
using Search.Core;

namespace Search.Api.Hosting;

/// <summary>How the process begins and ends.</summary>
internal static class HostStart
{
    private const string DefaultUrl = "http://localhost:5080";

    // The query of a GET may have 32,000 characters, of which percent-encoding makes up to 9 bytes each.
    private const int MaxRequestLineBytes = 320 * 1024;

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Settings are found beside the program, paths in them resolve from the working folder.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (!HasAddress(builder.Configuration))
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes;
        });
        // RunAsync says why the host could not start, in words instead of a stack.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        return builder;
    }

    /// <summary>Runs until the process is asked to end. What the user can repair at the start is an error message and exit code 1.</summary>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await using var app = build();
            app.Open();
            await app.RunAsync();
            return 0;
        }
        catch (Exception mistake) when (IsForTheUser(mistake))
        {
            await Console.Error.WriteLineAsync($"Search.Api cannot start: {mistake.Message}");
            return 1;
        }
    }

    /// <summary>Checks the settings and opens the index, so that a mistake shows before the host listens.</summary>
    public static void Open(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<IOptions<SearchHostOptions>>().Value;
        _ = app.Services.GetRequiredService<ArticleIndex>();
    }

    private static bool IsForTheUser(Exception exception) => exception
        is OptionsValidationException
        or ArticleIndexException
        or InvalidDataException
        or InvalidRequestException
        or IOException
        or UnauthorizedAccessException
        or AuthenticationException
        or FormatException
        or ArgumentOutOfRangeException
        or System.Net.Sockets.SocketException;

    private static bool HasAddress(ConfigurationManager configuration) =>
        configuration["urls"] is { Length: > 0 }
        || configuration["http_ports"] is { Length: > 0 }
        || configuration["https_ports"] is { Length: > 0 }
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
