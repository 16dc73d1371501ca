using Search.Api.Contracts;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>The articles that are related to a stored article or to a text that the caller sends.</summary>
internal static class RelatedEndpoints
{
    private const string Description = "The background of a story: articles that share its significant words, the most related first. Near-duplicates of it are left out, those among the hits are folded.";

    private const int MaxBodyBytes = 1 << 20;

    public static void MapRelated(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/articles/{id}/related", GetAsync).Needs(Scope.Read)
            .Describe("related", "Articles related to one.", Description)
            .TakesQuery<RelatedParameters>("id", "text", "title")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/v1/related", PostAsync).Needs(Scope.Read).LimitBody(MaxBodyBytes)
            .Describe("related", "Articles related to one or to a text.", Description + " Give either the id of an article or a text.")
            .TakesBody<RelatedParameters>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<RelatedReply> PostAsync(HttpContext context, ArticleIndex index)
    {
        new QueryReader(context).End();
        return await RelatedAsync(context, index, await RequestBody.ReadJsonAsync<RelatedParameters>(context));
    }

    private static Task<RelatedReply> GetAsync(HttpContext context, ArticleIndex index, ArticleId articleId)
    {
        var query = new QueryReader(context);
        var parameters = new RelatedParameters
        {
            Id = articleId.Value,
            Size = query.WholeNumber("size"),
            Source = query.Text("source"),
            After = query.Text("after"),
            Before = query.Text("before"),
            RecencyWeight = query.Number("recencyWeight"),
            RecencyHalfLife = query.Number("recencyHalfLife"),
        };
        query.End();
        return RelatedAsync(context, index, parameters);
    }

    private static async Task<RelatedReply> RelatedAsync(HttpContext context, ArticleIndex index, RelatedParameters parameters) =>
        await index.RelatedAsync(parameters.ToRequest(), context.RequestAborted) is { } results
            ? RelatedReply.From(results)
            : throw ProblemException.NoArticle(parameters.Id ?? "");
}
