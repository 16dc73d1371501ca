using System.Net;

namespace Search.Api.Hosting;

/// <summary>
/// The rule for writes without keys: only from this machine. Each condition closes a way by which somebody else
/// could seem to be local: another machine, a reverse proxy, a web page (by form, script or DNS rebinding).
/// </summary>
internal static class LocalCaller
{
    /// <summary>Why the caller does not count as local; null when it does.</summary>
    public static string? WhyNot(HttpContext context)
    {
        var request = context.Request;
        if (context.Connection.RemoteIpAddress is not { } peer || !IsLoopback(peer))
            return "the request comes from another machine";
        if (request.Host.Host.ToUpperInvariant() is not ("LOCALHOST" or "127.0.0.1" or "[::1]"))
            return $"the Host header is '{request.Host}', not localhost, 127.0.0.1 or [::1]";
        foreach (var header in request.Headers)
        {
            if (header.Key.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
                || header.Key.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase))
                return $"the header {header.Key} says that it came through a proxy";
        }
        string? origin = request.Headers.Origin;
        return origin is not null && !IsOwn(origin, request) ? $"it was sent by a page of another origin, '{origin}'" : null;
    }

    private static bool IsLoopback(IPAddress address) =>
        IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var theirs)
        && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var ours)
        && Uri.Compare(theirs, ours, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
