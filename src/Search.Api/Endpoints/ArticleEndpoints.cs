using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Search.Api.Contracts;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>One article by its id.</summary>
internal static class ArticleEndpoints
{
    private const string Path = "/v1/articles/{id}";

    public static void MapArticles(this IEndpointRouteBuilder routes)
    {
        routes.MapPut(Path, PutAsync).Needs(Scope.Write)
            .Describe("articles", "Adds or replaces an article.", "201 when it is new, 200 when it took the place of one. Durable when it returns, as Search:Durability says.")
            .TakesFlag("refresh", "Whether to wait until it is searchable. Default: false.")
            .TakesFlag("clean", "Whether to clean crawled text. Default: false.")
            .TakesBody<ArticleDocument>();
        routes.MapGet(Path, GetAsync).Needs(Scope.Read)
            .Describe("articles", "An article as it was last written.", "In real time: searchable yet or not.")
            .TakesFlag("original", "Whether title and body are as they came, before cleaning. Default: false.")
            .Produces<ArticleDocument>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPatch(Path, PatchAsync).Needs(Scope.Write)
            .Describe("articles", "Changes members of an article.", "A JSON merge patch (RFC 7396): members replace, null removes, fields merge by name. Returns the new article.")
            .TakesFlag("refresh", "Whether to wait until it is searchable. Default: false.")
            .TakesBody<ArticleDocument>(AccessRules.MergePatch)
            .Produces<ArticleDocument>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapDelete(Path, DeleteAsync).Needs(Scope.Write)
            .Describe("articles", "Deletes an article.", "204 when it is gone, 404 when there was none.")
            .TakesFlag("refresh", "Whether to wait until searches no longer find it. Default: false.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Created<PutReply>, Ok<PutReply>>> PutAsync(HttpContext context, ArticleIndex index, ArticleId articleId)
    {
        var query = new QueryReader(context);
        bool refresh = query.Flag("refresh") ?? false;
        var options = new CorpusOptions { Clean = query.Flag("clean") ?? false };
        query.End();

        var article = Read(await RequestBody.ReadAsync(context), options, articleId.Value);
        var outcome = await index.AddAsync(article, refresh, context.RequestAborted);
        return outcome == AddOutcome.Created
            ? TypedResults.Created(ArticlePaths.For(articleId.Value), new PutReply(articleId.Value, "created"))
            : TypedResults.Ok(new PutReply(articleId.Value, "replaced"));
    }

    private static async Task GetAsync(HttpContext context, ArticleIndex index, ArticleId articleId)
    {
        var query = new QueryReader(context);
        bool original = query.Flag("original") ?? false;
        query.End();

        var article = await index.GetAsync(articleId.Value, context.RequestAborted) ?? throw ProblemException.NoArticle(articleId.Value);
        await WriteAsync(context, article, original);
    }

    private static async Task PatchAsync(HttpContext context, ArticleIndex index, ArticleId articleId)
    {
        var query = new QueryReader(context);
        bool refresh = query.Flag("refresh") ?? false;
        query.End();

        var patch = await RequestBody.ReadAsync(context);
        RefuseOtherId(RequestBody.CheckObject(patch.Span), articleId.Value);
        var article = await index.UpdateAsync(articleId.Value, present => Merge(present, patch), refresh, context.RequestAborted);
        await WriteAsync(context, article ?? throw ProblemException.NoArticle(articleId.Value), original: false);
    }

    private static async Task<NoContent> DeleteAsync(HttpContext context, ArticleIndex index, ArticleId articleId)
    {
        var query = new QueryReader(context);
        bool refresh = query.Flag("refresh") ?? false;
        query.End();

        return await index.DeleteAsync(articleId.Value, refresh, context.RequestAborted)
            ? TypedResults.NoContent() : throw ProblemException.NoArticle(articleId.Value);
    }

    private static Article Read(ReadOnlyMemory<byte> body, CorpusOptions options, string id)
    {
        RefuseOtherId(RequestBody.CheckObject(body.Span), id);
        try
        {
            return ArticleJson.Read(body.Span, options, id);
        }
        catch (FormatException mistake)
        {
            throw RequestBody.Wrong(mistake.Message);
        }
    }

    private static Article Merge(Article present, ReadOnlyMemory<byte> patch)
    {
        try
        {
            return ArticleJson.Merge(present, patch.Span);
        }
        catch (FormatException mistake)
        {
            throw RequestBody.Wrong(mistake.Message);
        }
    }

    private static void RefuseOtherId(string? inBody, string inPath)
    {
        if (inBody is not null && inBody != inPath)
            throw RequestBody.Wrong($"The body's 'id' is '{Parameter.Shorten(inBody)}', the path's is '{inPath}'. Leave it out of the body, or make them equal.");
    }

    private static async Task WriteAsync(HttpContext context, Article article, bool original)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, new JsonWriterOptions { Encoder = ApiJson.Encoder });
        ArticleJson.Write(writer, article, original);
        await writer.FlushAsync(context.RequestAborted);
    }
}
