using Search.Core.Indexing;

namespace Search.Core;

/// <summary>
/// An index as it was at one moment, for as long as it is held: every search over it sees the same articles, whatever is written meanwhile, so that
/// pages neither repeat nor skip a hit. <see cref="ArticleIndex.OpenPointInTime"/> gives it.
/// </summary>
/// <remarks>
/// Thread-safe. It keeps files on the disk that were merged away since: dispose it. Closing the index ends it.
/// </remarks>
public sealed class PointInTime : IDisposable
{
    private readonly ArticleIndex _index;
    private Snapshot? _snapshot;

    internal PointInTime(ArticleIndex index, Snapshot snapshot) => (_index, _snapshot) = (index, snapshot);

    /// <summary>When it was opened; ages are measured from it.</summary>
    public DateTimeOffset Time { get; } = DateTimeOffset.UtcNow;

    /// <summary>Finds articles; the result carries its <see cref="SearchResults.Position"/>.</summary>
    /// <param name="request">What to find and what to return.</param>
    /// <param name="after">Where to go on: the position of an earlier page of the same search; null for the first one.</param>
    /// <param name="cancellationToken">Ends the search with an exception.</param>
    /// <exception cref="InvalidRequestException">The request is out of its ranges, or skips hits and goes on too; the message says what to change.</exception>
    /// <exception cref="ObjectDisposedException">It or the index was closed.</exception>
    public SearchResults Search(SearchRequest request, SearchPosition? after = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var snapshot = Volatile.Read(ref _snapshot);
        ObjectDisposedException.ThrowIf(snapshot is null || !snapshot.TryAcquire(), this);
        try
        {
            return _index.Search(snapshot, request, this, after, cancellationToken);
        }
        finally
        {
            snapshot.Release();
        }
    }

    /// <summary>As <see cref="Search"/>, on another thread.</summary>
    public Task<SearchResults> SearchAsync(SearchRequest request, SearchPosition? after = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Search(request, after, cancellationToken), cancellationToken);

    /// <summary>Ends it; searches under way are not disturbed. A second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _snapshot, null) is not { } snapshot)
            return;
        _index.Forget(this);
        snapshot.Release();
    }
}
