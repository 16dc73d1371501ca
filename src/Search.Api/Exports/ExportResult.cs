using System.Buffers;
using System.Text.Json;
using Search.Api.Contracts;
using Search.Core;

namespace Search.Api.Exports;

/// <summary>All articles that a request matches, streamed as CSV or as JSON lines: nothing of it is held in memory but the stretch that is read.</summary>
internal sealed class ExportResult(ReplyFormat format, ArticleIndex index, SearchRequest request, int limit) : IResult
{
    private const int FlushBytes = 1 << 16;

    public async Task ExecuteAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        using var point = index.OpenPointInTime();
        await using var articles = point.ExportAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        // A mistake in the request shows with the first article, when there still can be a problem for a reply.
        bool any = await articles.MoveNextAsync();

        var response = context.Response;
        bool isCsv = format == ReplyFormat.Csv;
        response.ContentType = isCsv ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson";
        response.Headers.ContentDisposition = $"attachment; filename=\"articles.{(isCsv ? "csv" : "jsonl")}\"";
        var csv = isCsv ? new CsvRows(index.Fields) : null;
        csv?.WriteHeader(response.BodyWriter);
        for (int written = 0; any && written < limit; written++, any = written < limit && await articles.MoveNextAsync())
        {
            if (csv is not null)
                csv.Write(response.BodyWriter, articles.Current);
            else
                WriteLine(response.BodyWriter, articles.Current);
            if (response.BodyWriter.UnflushedBytes > FlushBytes)
                await response.BodyWriter.FlushAsync(cancellationToken);
        }
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    private static void WriteLine(System.IO.Pipelines.PipeWriter output, Article article)
    {
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = ApiJson.Encoder }))
            ArticleJson.Write(writer, article);
        output.Write("\n"u8);
    }
}
