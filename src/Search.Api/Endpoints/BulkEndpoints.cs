using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using Search.Api.Contracts;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>Many articles in one request.</summary>
internal static class BulkEndpoints
{
    public static void MapBulk(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/articles", PostAsync).Needs(Scope.Write).WithMetadata(new AcceptsCompressed())
            .Describe("articles", "Adds or replaces many articles.",
                "NDJSON (one article a line) or a JSON array, also compressed (Content-Encoding: gzip or zstd); streamed, of any length. "
                + "Every article has its id, or gets one from its content. A record that cannot be read or indexed is reported and skipped; "
                + "the others are durable and searchable when the call returns.")
            .TakesFlag("refresh", "Accepted for symmetry: a bulk request always returns when its articles are searchable.")
            .TakesFlag("clean", "Whether to clean crawled text. Default: false.")
            .TakesBody<ArticleDocument[]>(AccessRules.JsonLines);
        routes.MapPost("/v1/articles/delete", DeleteAsync).Needs(Scope.Write)
            .Describe("articles", "Deletes the articles that a query matches.", "Sees every write acknowledged before.")
            .TakesFlag("refresh", "Whether to wait until searches no longer find them. Default: false.")
            .TakesBody<DeleteParameters>();
    }

    private static async Task<BulkReply> PostAsync(HttpContext context, ArticleIndex index, IOptions<SearchHostOptions> settings)
    {
        var query = new QueryReader(context);
        _ = query.Flag("refresh");
        bool clean = query.Flag("clean") ?? false;
        query.End();

        RefuseUnknownEncoding(context.Request);
        LiftLimits(context);
        var corpus = Corpus.Read(context.Request.Body, new CorpusOptions
        {
            Format = context.Request.ContentType is { } type && type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
                && !type.StartsWith("application/jsonl", StringComparison.OrdinalIgnoreCase)
                ? CorpusFormat.JsonArray : CorpusFormat.JsonLines,
            Clean = clean,
            MaxRecordBytes = settings.Value.MaxArticleBytes,
        });
        return BulkReply.From(await index.AddAsync(corpus, progress: null, context.RequestAborted));
    }

    private static async Task<DeleteReply> DeleteAsync(HttpContext context, ArticleIndex index)
    {
        var query = new QueryReader(context);
        bool refresh = query.Flag("refresh") ?? false;
        query.End();

        var parameters = await RequestBody.ReadJsonAsync<DeleteParameters>(context);
        return new DeleteReply(await index.DeleteAsync(parameters.ToRequest(), refresh, context.RequestAborted));
    }

    // The corpus itself sees from the first bytes whether they are compressed.
    private static void RefuseUnknownEncoding(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Any(encoding => encoding?.ToUpperInvariant() is not ("GZIP" or "ZSTD" or "IDENTITY")))
        {
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "The content encoding is not supported",
                $"Send gzip, zstd or an uncompressed body, not '{request.Headers.ContentEncoding}'.");
        }
    }

    // A bulk body may be of any length, and its sender may have to wait for articles as well as we for it.
    private static void LiftLimits(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }
}
