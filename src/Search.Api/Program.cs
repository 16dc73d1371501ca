using Search.Api.Contracts;
using Search.Api.Endpoints;
using Search.Api.Hosting;
using Search.Api.Page;

namespace Search.Api;

/// <summary>The host's table of contents.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => HostStart.RunAsync(() => Build(args));

    internal static WebApplication Build(string[] args)
    {
        var builder = HostStart.CreateBuilder(args);
        builder.AddSettings();
        builder.AddArticleIndex();
        builder.AddCorpusImport();
        builder.AddJson();
        builder.AddOpenApiDocument();

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseProblems();
        app.UseHeadRequests();
        app.UseArticlePaths();
        app.UseRouting();
        app.UseAccessRules();

        app.MapSearch();
        app.MapSuggest();
        app.MapHighlight();
        app.MapRelated();
        app.MapEvaluation();
        app.MapVocabulary();
        app.MapAlerts();
        app.MapSearchLog();
        app.MapArticles();
        app.MapBulk();
        app.MapIndex();
        app.MapHealth();
        app.MapMetrics();
        app.MapNotYet();
        app.MapOpenApiDocument();
        app.MapSearchPage();
        return app;
    }
}
