namespace Search.Api.Hosting;

/// <summary>What a call needs and a key allows. Each includes the ones before it.</summary>
internal enum Scope
{
    /// <summary>Search, highlight, get.</summary>
    Read,

    /// <summary>Put, patch and delete articles.</summary>
    Write,

    /// <summary>Maintenance of the index.</summary>
    Admin,
}

/// <summary>The scope that an endpoint needs; calls without it (health, page, OpenAPI) are open.</summary>
internal sealed record RequiredScope(Scope Scope);

internal static class ScopeMetadata
{
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Scope scope)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredScope(scope));
}
