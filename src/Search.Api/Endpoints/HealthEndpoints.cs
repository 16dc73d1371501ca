using Search.Api.Contracts;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>Health, for orchestrators and load balancers; open to all.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => new HealthReply("live"))
            .Describe("health", "Whether the process is alive.", "Always 200.");
        routes.MapGet("/health/ready", ReadyAsync)
            .Describe("health", "Whether searches are answered.", "200 when the index is open and answers (an import may still run), otherwise 503.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<HealthReply> ReadyAsync(HttpContext context, ArticleIndex index)
    {
        await index.SearchAsync(new SearchRequest("") { Size = 0, Highlight = false }, context.RequestAborted);
        return new HealthReply("ready");
    }
}
