using Search.Api.Contracts;
using Search.Api.Exports;
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
            .TakesQuery<SearchParameters>()
            .Produces<SearchReply>()
            .ProducesProblem(StatusCodes.Status410Gone);
        routes.MapPost("/v1/search", PostAsync).Needs(Scope.Read).LimitBody(MaxBodyBytes)
            .Describe("search", "Finds articles.", "As GET, with the parameters in a JSON object; a repeatable one is a string or an array of strings.")
            .TakesBody<SearchParameters>()
            .Produces<SearchReply>()
            .ProducesProblem(StatusCodes.Status410Gone);
        routes.MapPost("/v1/searches", PostManyAsync).Needs(Scope.Read).LimitBody(MaxBodyBytes)
            .Describe("search", "Makes several searches in one request.", "At most 50, each as POST /v1/search takes it but without a cursor. All see the same articles. One mistake refuses them all.")
            .TakesBody<SearchesParameters>();
    }

    private static Task<IResult> GetAsync(HttpContext context, ArticleIndex index, Cursors cursors) =>
        SearchAsync(context, index, cursors, SearchParameters.Read(new QueryReader(context)));

    private static async Task<IResult> PostAsync(HttpContext context, ArticleIndex index, Cursors cursors)
    {
        new QueryReader(context).End();
        return await SearchAsync(context, index, cursors, await RequestBody.ReadJsonAsync<SearchParameters>(context));
    }

    // A search that the client no longer waits for is ended.
    private static async Task<IResult> SearchAsync(HttpContext context, ArticleIndex index, Cursors cursors, SearchParameters parameters)
    {
        var format = ReplyFormats.Of(context, parameters.Format);
        if (format != ReplyFormat.Json)
            return ReplyFormats.Result(format, index, parameters);
        if (parameters.Limit is not null)
            throw Parameter.Wrong("limit", "is for format=csv and format=ndjson; 'size' says how many hits a page has.");
        var keepAlive = parameters.KeepAliveTime();
        return TypedResults.Ok(parameters.Cursor is { } cursor
            ? await cursors.SearchAsync(cursor, parameters, keepAlive, context.RequestAborted)
            : SearchReply.From(await index.SearchAsync(parameters.ToRequest(), context.RequestAborted)));
    }

    private static async Task<SearchesReply> PostManyAsync(HttpContext context, ArticleIndex index)
    {
        new QueryReader(context).End();
        var parameters = await RequestBody.ReadJsonAsync<SearchesParameters>(context);
        var requests = parameters.ToRequests();
        // All see the same articles.
        using var point = index.OpenPointInTime();
        var results = new List<SearchReply>(requests.Count);
        foreach (var request in requests)
        {
            int number = results.Count;
            results.Add(SearchReply.From(await SearchesParameters.NamingAsync(number, () => point.SearchAsync(request, null, context.RequestAborted))));
        }
        return new SearchesReply(results);
    }
}
