using Search.Api.Contracts;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>Ranked search.</summary>
internal static class SearchEndpoints
{
    private const int MaxBodyBytes = 1 << 20;

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/search", GetAsync).Needs(Scope.Read)
            .Describe("search", "Finds articles.", "Ranked hits with highlighted passages. POST takes the same names as a JSON object.")
            .TakesQuery<SearchParameters>();
        routes.MapPost("/v1/search", PostAsync).Needs(Scope.Read).LimitBody(MaxBodyBytes)
            .Describe("search", "Finds articles.", "As GET, with the parameters in a JSON object; a repeatable one is a string or an array of strings.")
            .TakesBody<SearchParameters>();
    }

    private static Task<SearchReply> GetAsync(HttpContext context, ArticleIndex index) =>
        SearchAsync(context, index, SearchParameters.Read(new QueryReader(context)));

    private static async Task<SearchReply> PostAsync(HttpContext context, ArticleIndex index)
    {
        new QueryReader(context).End();
        return await SearchAsync(context, index, await RequestBody.ReadJsonAsync<SearchParameters>(context));
    }

    // A search that the client no longer waits for is ended.
    private static async Task<SearchReply> SearchAsync(HttpContext context, ArticleIndex index, SearchParameters parameters) =>
        SearchReply.From(await index.SearchAsync(parameters.ToRequest(), context.RequestAborted));
}
