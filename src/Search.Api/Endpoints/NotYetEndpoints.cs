using Search.Api.Hosting;

namespace Search.Api.Endpoints;

/// <summary>Calls whose names are taken and that are not built yet: 501, never a wrong 200.</summary>
internal static class NotYetEndpoints
{
    public static void MapNotYet(this IEndpointRouteBuilder routes)
    {
        Map(routes.MapPost("/v1/index/snapshots", Answer), Scope.Admin, "index", "Takes a snapshot of the index.");
        routes.Map("/v1/indexes/{**rest}", Answer).Needs(Scope.Admin).ExcludeFromDescription();
    }

    private static void Map(RouteHandlerBuilder endpoint, Scope scope, string tag, string summary) => endpoint
        .Needs(scope)
        .Describe(tag, summary, "Not built yet: answers 501.")
        .ProducesProblem(StatusCodes.Status501NotImplemented);

    private static IResult Answer() =>
        throw ProblemException.NotYet("This call is not built yet. /openapi/v1.json lists what there is.");
}
