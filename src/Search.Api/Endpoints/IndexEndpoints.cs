using Search.Api.Contracts;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>The index as a whole.</summary>
internal static class IndexEndpoints
{
    public static void MapIndex(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/index", Get).Needs(Scope.Read)
            .Describe("index", "The state of the index.", "Figures as searches see it now, and how far the import at the start is.");
        routes.MapPost("/v1/index/commit", CommitAsync).Needs(Scope.Admin)
            .Describe("index", "Makes every acknowledged write durable.", "Returns the state of the index.");
        routes.MapPost("/v1/index/refresh", RefreshAsync).Needs(Scope.Admin)
            .Describe("index", "Makes every acknowledged write searchable.", "Returns the state of the index.");
        routes.MapPost("/v1/index/optimize", OptimizeAsync).Needs(Scope.Admin)
            .Describe("index", "Merges the index into one segment in an order in which searches are faster.", "Returns the state of the index when it is done; closing the connection ends it.")
            .TakesText("order", "similarity, date, source or added. Default: similarity.");
    }

    private static async Task<IndexReply> OptimizeAsync(HttpContext context, ArticleIndex index, ImportStatus import)
    {
        var query = new QueryReader(context);
        string? order = query.Text("order");
        query.End();
        await index.OptimizeAsync(new OptimizeOptions { Order = OrderOf(order) }, cancellationToken: context.RequestAborted);
        return IndexReply.From(index.GetStatistics(), import.Now);
    }

    private static ArticleOrder OrderOf(string? name) => name switch
    {
        null or "similarity" => ArticleOrder.Similarity,
        "date" => ArticleOrder.Date,
        "source" => ArticleOrder.Source,
        "added" => ArticleOrder.AsAdded,
        _ => throw new InvalidRequestException($"'order' cannot be '{name}': use similarity, date, source or added."),
    };

    private static IndexReply Get(HttpContext context, ArticleIndex index, ImportStatus import)
    {
        new QueryReader(context).End();
        return IndexReply.From(index.GetStatistics(), import.Now);
    }

    private static async Task<IndexReply> CommitAsync(HttpContext context, ArticleIndex index, ImportStatus import)
    {
        new QueryReader(context).End();
        await index.CommitAsync(context.RequestAborted);
        return Get(context, index, import);
    }

    private static async Task<IndexReply> RefreshAsync(HttpContext context, ArticleIndex index, ImportStatus import)
    {
        new QueryReader(context).End();
        await index.RefreshAsync(context.RequestAborted);
        return Get(context, index, import);
    }
}
