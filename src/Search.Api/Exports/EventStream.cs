using System.Globalization;
using System.Text;
using System.Text.Json;
using Search.Api.Contracts;
using Search.Core;

namespace Search.Api.Exports;

/// <summary>The matches of a saved search as server-sent events (the HTML standard, section 9.2).</summary>
internal sealed class EventStream(EventStreams streams, ArticleIndex index, string name, long? after) : IResult
{
    public const string ContentType = "text/event-stream";

    private const int PageSize = 100;

    /// <summary>Where the client left off, as its browser says when it comes back; null for a client that begins.</summary>
    public static long? LastEventId(HttpContext context) =>
        long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    public async Task ExecuteAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, streams.Stopping);
        context.Response.ContentType = ContentType;
        context.Response.Headers.CacheControl = "no-store";
        // Some proxies keep a reply back until it is whole.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await WriteAsync(context.Response, ended.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException && (ended.IsCancellationRequested || context.RequestAborted.IsCancellationRequested))
        {
            // The client left, or the host ends.
        }
        finally
        {
            streams.Close();
        }
    }

    private async Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        long last = after ?? index.ReadMatches(name, long.MaxValue)?.Next ?? 0;
        await SendAsync(response, "retry: 3000\n\n", cancellationToken);
        while (index.ReadMatches(name, last, PageSize) is { } page)
        {
            if (page.Missed > 0)
                await SendAsync(response, $"event: missed\ndata: {page.Missed}\n\n", cancellationToken);
            foreach (var match in page.Matches)
            {
                string json = JsonSerializer.Serialize(AlertMatchReply.From(match, index.Get(match.ArticleId)), ApiJson.Default.AlertMatchReply);
                await SendAsync(response, $"id: {match.Number}\nevent: match\ndata: {json}\n\n", cancellationToken);
            }
            last = page.Next;
            if (page.Matches.Count == 0)
                await WaitAsync(response, last, cancellationToken);
        }
        await SendAsync(response, "event: gone\ndata: {}\n\n", cancellationToken);
    }

    /// <summary>Waits for the next match; a comment now and then tells both sides that the line is open.</summary>
    private async Task WaitAsync(HttpResponse response, long last, CancellationToken cancellationToken)
    {
        var change = index.WaitForMatchesAsync(name, last, cancellationToken);
        while (await Task.WhenAny(change, Task.Delay(streams.Heartbeat, cancellationToken)) != change)
            await SendAsync(response, ": open\n\n", cancellationToken);
        await change;
    }

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
