using System.Net.Mime;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Search.Api.Hosting;

/// <summary>Decides whether a call may be made: by key where keys are configured, otherwise reads for all and writes from this machine.</summary>
internal static class AccessRules
{
    public const string JsonLines = "application/x-ndjson";
    public const string MergePatch = "application/merge-patch+json";

    // None of these can be sent by a form or by a script of a foreign page without the browser asking first.
    private static readonly string[] JsonTypes =
        [MediaTypeNames.Application.Json, JsonLines, "application/ndjson", "application/jsonl", MergePatch];

    public static void UseAccessRules(this WebApplication app)
    {
        // Built with the first request: the settings are checked, and may be found wrong, when the host starts.
        var keys = new Lazy<ApiKeys>(() => ActivatorUtilities.CreateInstance<ApiKeys>(app.Services));
        app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is { } required)
            {
                if (keys.Value.AreConfigured)
                    CheckKey(context, keys.Value, required.Scope);
                else if (required.Scope != Scope.Read)
                    CheckLocal(context);
                CheckContentType(context);
            }
            return next(context);
        });
    }

    private static void CheckKey(HttpContext context, ApiKeys keys, Scope needed)
    {
        string scope = needed.ToString().ToLowerInvariant();
        if (keys.Find(context.Request) is not { } held)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"search\"";
            throw new ProblemException(StatusCodes.Status401Unauthorized, "A key is needed",
                $"Send a key with the scope '{scope}' as 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'.");
        }
        if (held < needed)
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"search\", error=\"insufficient_scope\", scope=\"{scope}\"";
            throw new ProblemException(StatusCodes.Status403Forbidden, "The key does not allow this",
                $"This call needs a key with the scope '{scope}'.");
        }
    }

    private static void CheckLocal(HttpContext context)
    {
        if (LocalCaller.WhyNot(context) is not { } reason)
            return;
        throw new ProblemException(StatusCodes.Status403Forbidden, "Writes are only for this machine",
            $"Without keys only local callers may write, and {reason}. To write from elsewhere, configure keys: "
            + "Search:ApiKeys:0:Name, Search:ApiKeys:0:Sha256 (of the key) and Search:ApiKeys:0:Scopes:0=write.");
    }

    private static void CheckContentType(HttpContext context)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
            return;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !JsonTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "The content type is not supported",
                $"Send JSON in UTF-8 as 'Content-Type: application/json' (POST /v1/articles also takes '{JsonLines}'), not '{request.ContentType}'.");
        }
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding
            && context.GetEndpoint()?.Metadata.GetMetadata<AcceptsCompressed>() is null
            && encoding != "identity")
        {
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "The content encoding is not supported",
                "Send the body uncompressed; only POST /v1/articles takes gzip and zstd.");
        }
    }
}

/// <summary>Marks the endpoint that takes compressed bodies.</summary>
internal sealed class AcceptsCompressed;
