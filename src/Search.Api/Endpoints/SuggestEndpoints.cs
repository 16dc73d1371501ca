using Search.Api.Contracts;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>Completions while typing.</summary>
internal static class SuggestEndpoints
{
    public static void MapSuggest(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/suggest", GetAsync).Needs(Scope.Read)
            .Describe("search", "Completes what is being typed.", "Completions from titles, names and frequent phrases of the articles, those of what was typed before those of what may have been meant.")
            .TakesQuery<SuggestParameters>();

    private static async Task<SuggestReply> GetAsync(HttpContext context, ArticleIndex index) =>
        SuggestReply.From(await index.SuggestAsync(SuggestParameters.Read(new QueryReader(context)).ToRequest(), context.RequestAborted));
}
