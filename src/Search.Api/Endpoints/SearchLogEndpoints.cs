using Microsoft.AspNetCore.Http.HttpResults;
using Search.Api.Contracts;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>The log of searches.</summary>
internal static class SearchLogEndpoints
{
    public static void MapSearchLog(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/log/searches", Get).Needs(Scope.Admin)
            .Describe("log", "Searches that found nothing, and slow ones.", "Each query once, with a count, since the host began or the log was cleared. Empty unless the setting Search:SearchLog is true.");
        routes.MapDelete("/v1/log/searches", Delete).Needs(Scope.Admin)
            .Describe("log", "Clears the log of searches.", "204.");
    }

    private static SearchLogReply Get(HttpContext context, ArticleIndex index)
    {
        new QueryReader(context).End();
        return SearchLogReply.From(index);
    }

    private static NoContent Delete(HttpContext context, ArticleIndex index)
    {
        new QueryReader(context).End();
        index.ClearSearchLog();
        return TypedResults.NoContent();
    }
}
