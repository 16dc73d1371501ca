using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Search.Api.Hosting;

/// <summary>The article's id of a request's path.</summary>
internal sealed record ArticleId(string Value)
{
    public static ValueTask<ArticleId?> BindAsync(HttpContext context) => new(context.Features.Get<ArticleId>());
}

/// <summary>
/// Takes article ids out of paths as they were sent. The server decodes all escapes but <c>%2F</c> and then resolves dot segments,
/// so that <c>%252F</c> cannot be told from <c>%2F</c>, and <c>%2E%2E</c> is gone; only the raw target still knows the id.
/// </summary>
internal static class ArticlePaths
{
    private const string Collection = "/v1/articles";
    private const string Prefix = Collection + "/";
    private const int MaxIdBytes = 512;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Stands for the id in the path that is routed.</summary>
    private const string Token = "-";

    public static void UseArticlePaths(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var path = RawPath(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        if (path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            Rewrite(context, path[Prefix.Length..].ToString());
        else if (context.Request.Path.StartsWithSegments(Collection, out var rest) && rest.HasValue && rest != "/")
            throw Wrong($"Write the path as {Prefix} and the id, without dot segments or escapes before the id.");
        return next(context);
    });

    /// <summary>The path of an article, as a client has to write it.</summary>
    public static string For(string id) => Prefix + (id is "." or ".." ? id.Replace(".", "%2E", StringComparison.Ordinal) : Uri.EscapeDataString(id));

    private static void Rewrite(HttpContext context, string rest)
    {
        // A trailing slash after the collection, and its one fixed member.
        if (HttpMethods.IsPost(context.Request.Method) && (rest.Length == 0 || rest.Equals("delete", StringComparison.OrdinalIgnoreCase)))
            return;

        string[] segments = rest.Split('/');
        if (segments.Any(segment => segment is "." or ".."))
            throw Wrong("The path has a dot segment. Write the dots of an id as %2E.");
        if (segments.Length > 2)
            throw new ProblemException(StatusCodes.Status404NotFound, "No such call", "The path has too many segments. Write a '/' in an article's id as %2F.");

        context.Features.Set(new ArticleId(Decode(segments[0])));
        context.Request.Path = segments.Length == 1 ? Prefix + Token : $"{Prefix}{Token}/{segments[1]}";
    }

    // The target is /path?query, or http://host/path?query from a client that takes this host for a proxy.
    private static ReadOnlySpan<char> RawPath(ReadOnlySpan<char> target)
    {
        if (target is not ['/', ..])
        {
            int authority = target.IndexOf("://");
            int start = authority < 0 ? -1 : target[(authority + 3)..].IndexOf('/');
            target = start < 0 ? default : target[(authority + 3 + start)..];
        }
        int query = target.IndexOf('?');
        return query < 0 ? target : target[..query];
    }

    private static string Decode(string segment)
    {
        if (segment.Length == 0)
            throw Wrong("The id is empty.");

        var bytes = new byte[StrictUtf8.GetMaxByteCount(segment.Length)];
        int length = 0;
        for (int i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '%')
            {
                length += Encoding.UTF8.GetBytes(segment, i, 1, bytes, length);
                continue;
            }
            if (i + 2 >= segment.Length || !char.IsAsciiHexDigit(segment[i + 1]) || !char.IsAsciiHexDigit(segment[i + 2]))
                throw Wrong("The id has a '%' without two hexadecimal digits after it. Write '%' itself as %25.");
            bytes[length++] = Convert.FromHexString(segment.AsSpan(i + 1, 2))[0];
            i += 2;
        }
        if (length > MaxIdBytes)
            throw Wrong($"The id has {length} bytes of UTF-8; at most {MaxIdBytes} are allowed.");
        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("The id's percent-encoded bytes are not UTF-8.");
        }
    }

    private static ProblemException Wrong(string detail) => ProblemException.BadRequest("The article's path is wrong", detail);
}
