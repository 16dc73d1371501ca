using Search.Api.Contracts;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>The matches of a query in a stored article or in a text that the caller sends.</summary>
internal static class HighlightEndpoints
{
    /// <summary>A million characters of a text are searched for passages; escaped, each takes six bytes.</summary>
    private const int MaxBodyBytes = 8 << 20;

    public static void MapHighlight(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/highlight", PostAsync).Needs(Scope.Read).LimitBody(MaxBodyBytes)
            .Describe("highlight", "Highlights a stored article or a text.", "Give either the id of an article or a text.")
            .TakesBody<HighlightParameters>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/v1/articles/{id}/highlight", GetAsync).Needs(Scope.Read)
            .Describe("highlight", "Highlights a stored article.", "As POST /v1/highlight with the article's id.")
            .TakesQuery<HighlightParameters>("id", "text")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<HighlightReply> PostAsync(HttpContext context, ArticleIndex index)
    {
        new QueryReader(context).End();
        return await HighlightAsync(context, index, await RequestBody.ReadJsonAsync<HighlightParameters>(context));
    }

    private static Task<HighlightReply> GetAsync(HttpContext context, ArticleIndex index, ArticleId articleId)
    {
        var query = new QueryReader(context);
        var parameters = new HighlightParameters
        {
            Id = articleId.Value,
            Q = query.Text("q"),
            Passages = query.WholeNumber("passages"),
            Whole = query.Flag("whole"),
            Tag = query.Text("tag"),
        };
        query.End();
        return HighlightAsync(context, index, parameters);
    }

    private static async Task<HighlightReply> HighlightAsync(HttpContext context, ArticleIndex index, HighlightParameters parameters)
    {
        var request = parameters.ToRequest(index.Options.Highlighting);
        return await index.HighlightAsync(request, context.RequestAborted) is { } result
            ? HighlightReply.From(result)
            : throw ProblemException.NoArticle(parameters.Id ?? "");
    }
}
