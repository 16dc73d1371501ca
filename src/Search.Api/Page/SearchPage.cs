using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Search.Api.Page;

/// <summary>The search page at <c>/</c>, and the files it is made of under <c>/page/</c>. See docs/search-page.md.</summary>
internal static class SearchPage
{
    /// <summary>
    /// The page runs and fetches what comes from this host alone, nothing within its markup, and never turns a string into markup
    /// (<c>require-trusted-types-for</c>): whatever an article says stays text.
    /// </summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    // How an embedded file is named in the assembly, and the folder it is served from.
    private const string Prefix = "page/";
    private const string Start = Prefix + "index.html";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapSearchPage(this IEndpointRouteBuilder routes)
    {
        foreach (string name in typeof(SearchPage).Assembly.GetManifestResourceNames().Where(IsOfPage))
        {
            byte[] content = Read(name);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"");
            routes.MapMethods(name == Start ? "/" : "/" + name, Methods, context => Send(context, content, TypeOf(name), tag)).ExcludeFromDescription();
        }
    }

    private static bool IsOfPage(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    private static Task Send(HttpContext context, byte[] content, string type, EntityTagHeaderValue tag)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        // Asked for again each time and answered with 304: after an update no old file meets a new one.
        headers.CacheControl = "no-cache";
        return Results.Bytes(content, type, entityTag: tag).ExecuteAsync(context);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"The search page has no content type for '{other}'."),
    };

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
