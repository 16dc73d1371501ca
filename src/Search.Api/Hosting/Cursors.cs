using System.Buffers.Text;
using System.Security.Cryptography;
using Search.Api.Contracts;
using Search.Core;

namespace Search.Api.Hosting;

/// <summary>
/// The lists of hits that are pinned to a point in time: at most <see cref="MaxPinned"/>, the one opened first given up for a new one, and each
/// given up when it was not asked for in time. A cursor names its list and the place in it, so that a page can be asked for again. Thread-safe.
/// </summary>
internal sealed class Cursors : IDisposable
{
    public const string Opening = "*";
    public const int MaxPinned = 100;

    public static readonly TimeSpan DefaultKeepAlive = TimeSpan.FromMinutes(2);

    private const int IdBytes = 12;
    private const int IdLength = IdBytes * 4 / 3;

    private static readonly TimeSpan s_sweepInterval = TimeSpan.FromSeconds(5);

    private readonly ArticleIndex _index;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Pinned> _pinned = new(StringComparer.Ordinal);
    private readonly Queue<string> _opened = [];
    private readonly ITimer _sweep;

    public Cursors(ArticleIndex index, TimeProvider clock)
    {
        (_index, _clock) = (index, clock);
        _sweep = clock.CreateTimer(_ => GiveUpExpired(), null, s_sweepInterval, s_sweepInterval);
    }

    /// <summary>Opens a list, or goes on in one.</summary>
    /// <exception cref="ProblemException">The list was given up (410), or a parameter is wrong (400).</exception>
    public async Task<SearchReply> SearchAsync(string cursor, SearchParameters parameters, TimeSpan keepAlive, CancellationToken cancellationToken)
    {
        if (parameters.From is > 0)
            throw Parameter.Wrong("from", "cannot be combined with 'cursor', which says where to go on.");
        if (cursor == Opening)
        {
            var request = parameters.ToRequest();
            var opened = new Pinned(_index.OpenPointInTime(), parameters);
            try
            {
                var reply = await SearchAsync(NewId(), opened, request, null, cancellationToken);
                if (reply.Cursor is null)
                    opened.Point.Dispose();
                else
                    Keep(reply.Cursor[..IdLength], opened, keepAlive);
                return reply;
            }
            catch
            {
                opened.Point.Dispose();
                throw;
            }
        }

        if (cursor.Length <= IdLength)
            throw Gone();
        string id = cursor[..IdLength];
        var pinned = Find(id, keepAlive);
        SearchPosition position;
        try
        {
            position = SearchPosition.Parse(cursor[IdLength..]);
        }
        catch (FormatException)
        {
            throw Gone();
        }
        try
        {
            return await SearchAsync(id, pinned, parameters.GoOn(pinned.First).ToRequest(), position, cancellationToken);
        }
        catch (ObjectDisposedException)
        {
            throw Gone();
        }
    }

    public void Dispose()
    {
        _sweep.Dispose();
        lock (_lock)
        {
            foreach (var pinned in _pinned.Values)
                pinned.Point.Dispose();
            _pinned.Clear();
            _opened.Clear();
        }
    }

    private static async Task<SearchReply> SearchAsync(
        string id, Pinned pinned, SearchRequest request, SearchPosition? after, CancellationToken cancellationToken)
    {
        var results = await pinned.Point.SearchAsync(request, after, cancellationToken);
        return SearchReply.From(results, results.Position is { } position ? id + position : null);
    }

    private static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));

    private static ProblemException Gone() => new(StatusCodes.Status410Gone, "The cursor is gone",
        $"Its list was given up: it was not asked for in time, or more than {MaxPinned} lists were opened since. Begin again with cursor=*.");

    private void Keep(string id, Pinned pinned, TimeSpan keepAlive)
    {
        lock (_lock)
        {
            pinned.Until = _clock.GetUtcNow() + keepAlive;
            while (_pinned.Count >= MaxPinned && _opened.TryDequeue(out string? oldest))
                GiveUp(oldest);
            _pinned.Add(id, pinned);
            _opened.Enqueue(id);
        }
    }

    private Pinned Find(string id, TimeSpan keepAlive)
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            if (!_pinned.TryGetValue(id, out var pinned) || pinned.Until < now)
                throw Gone();
            pinned.Until = now + keepAlive;
            return pinned;
        }
    }

    private void GiveUpExpired()
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            if (!_pinned.Values.Any(pinned => pinned.Until < now))
                return;
            string[] kept = [.. _opened.Where(id => _pinned.TryGetValue(id, out var pinned) && pinned.Until >= now)];
            foreach (string id in _opened.Except(kept, StringComparer.Ordinal))
                GiveUp(id);
            _opened.Clear();
            foreach (string id in kept)
                _opened.Enqueue(id);
        }
    }

    private void GiveUp(string id)
    {
        if (_pinned.Remove(id, out var pinned))
            pinned.Point.Dispose();
    }

    /// <summary>A pinned list.</summary>
    private sealed class Pinned(PointInTime point, SearchParameters first)
    {
        public PointInTime Point => point;

        /// <summary>The parameters of its first page.</summary>
        public SearchParameters First => first;

        public DateTimeOffset Until { get; set; }
    }
}
