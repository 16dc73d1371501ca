namespace Search.Api.Page;

/// <summary>The search page at <c>/</c>.</summary>
internal static class SearchPage
{
    public static void MapSearchPage(this IEndpointRouteBuilder routes) => routes
        .MapGet("/", () => Results.Text("<!doctype html><title>Search</title><p>See /openapi/v1.json.", "text/html"))
        .ExcludeFromDescription();
}
