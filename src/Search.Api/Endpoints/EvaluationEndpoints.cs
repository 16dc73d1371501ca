using Search.Api.Contracts;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>How well the index ranks, by the caller's own judgments.</summary>
internal static class EvaluationEndpoints
{
    private const int MaxBodyBytes = 8 << 20;

    public static void MapEvaluation(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/evaluate", PostAsync).Needs(Scope.Read).LimitBody(MaxBodyBytes)
            .Describe("search", "Measures how well the index ranks.", "Runs judged queries and gives nDCG, MAP, recall, MRR and precision, as means and a query.")
            .TakesBody<EvaluationParameters>();

    private static async Task<EvaluationReply> PostAsync(HttpContext context, ArticleIndex index)
    {
        new QueryReader(context).End();
        var request = (await RequestBody.ReadJsonAsync<EvaluationParameters>(context)).ToRequest();
        return EvaluationReply.From(await index.EvaluateAsync(request, context.RequestAborted), request.Cutoff);
    }
}
