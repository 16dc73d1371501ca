using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Search.Api.Contracts;
using Search.Api.Hosting;
using Search.Api.Metrics;

namespace Search.Api.Endpoints;

/// <summary>Figures for Prometheus.</summary>
internal static class MetricsEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Get).Needs(Scope.Read)
            .Describe("health", "Metrics for Prometheus.", "Its text format: searches, writes, refreshes, commits, merges and the size of the index, since the host began. docs/metrics.md lists them.")
            .Produces<string>(StatusCodes.Status200OK, contentType: "text/plain");

    private static ContentHttpResult Get(HttpContext context, MetricsCollector metrics)
    {
        new QueryReader(context).End();
        return TypedResults.Text(PrometheusText.Write(metrics.Read()), PrometheusText.ContentType, Encoding.UTF8);
    }
}
