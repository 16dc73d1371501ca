using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Search.Api.Hosting;

/// <summary>The keys of the settings. Only their SHA-256 is known to the host.</summary>
internal sealed class ApiKeys(IOptions<SearchHostOptions> options)
{
    private readonly (byte[] Sha256, Scope Highest)[] _keys =
        [.. options.Value.ApiKeys.Select(key => (Convert.FromHexString(key.Sha256!), key.Scopes.Max()))];

    public bool AreConfigured => _keys.Length > 0;

    /// <summary>The highest scope of the key that a request carries; null when it carries none that is known.</summary>
    public Scope? Find(HttpRequest request)
    {
        if (Presented(request) is not { Length: > 0 } presented)
            return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(presented), hash);
        // Every key is compared, in a time that does not tell which one matched or how much of it.
        Scope? found = null;
        foreach (var (sha256, highest) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, sha256))
                found = highest;
        }
        return found;
    }

    private static string? Presented(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        string? authorization = request.Headers.Authorization;
        return authorization is not null && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : (string?)request.Headers["X-Api-Key"];
    }
}
