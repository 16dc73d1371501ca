using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Exports;

/// <summary>The open event streams: so many at most, each a connection that stays. Thread-safe.</summary>
internal sealed class EventStreams(IHostApplicationLifetime lifetime)
{
    public const int MaxOpen = 100;

    private int _open;

    /// <summary>After how long without a match a comment is sent.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Ends all streams, which the host would wait for otherwise.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>A stream, which closes its place when it ends.</summary>
    /// <exception cref="ProblemException">There are too many (429).</exception>
    public EventStream Open(ArticleIndex index, string name, long? after)
    {
        if (Interlocked.Increment(ref _open) <= MaxOpen)
            return new EventStream(this, index, name, after);
        Close();
        throw new ProblemException(StatusCodes.Status429TooManyRequests, "Too many streams are open",
            $"{MaxOpen} event streams are open, which is as many as there may be: close one, or poll /v1/alerts/{name}/matches.");
    }

    public void Close() => Interlocked.Decrement(ref _open);
}
