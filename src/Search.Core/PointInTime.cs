using System.Runtime.CompilerServices;
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
    private const int FirstStretch = 64;
    private const int LongestStretch = 1_024;

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
        return WithSnapshot(snapshot => _index.Search(snapshot, request, this, after, cancellationToken));
    }

    /// <summary>As <see cref="Search"/>, on another thread.</summary>
    public Task<SearchResults> SearchAsync(SearchRequest request, SearchPosition? after = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Search(request, after, cancellationToken), cancellationToken);

    /// <summary>
    /// Reads all articles that a request matches, whole as they are stored, in the order of its hits. Its size, start, highlights and facets do not
    /// count, and no limit of time holds.
    /// </summary>
    /// <param name="request">What to find.</param>
    /// <param name="cancellationToken">Ends the reading with an exception.</param>
    /// <exception cref="InvalidRequestException">The request is out of its ranges; the message says what to change.</exception>
    /// <exception cref="ObjectDisposedException">It or the index was closed.</exception>
    public async IAsyncEnumerable<Article> ExportAsync(SearchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var plan = await Task.Run(() => WithSnapshot(snapshot => _index.PlanExport(snapshot, request, this, cancellationToken)), cancellationToken).ConfigureAwait(false);
        SearchPosition? position = null;
        // The first stretches are short, so that the first article comes soon; each search finds its place anew, which long ones make up for.
        int count = FirstStretch;
        do
        {
            var (from, length) = (position, count);
            var (articles, next) = await Task.Run(() => WithSnapshot(snapshot => _index.Export(snapshot, request, plan, length, from, cancellationToken)), cancellationToken).ConfigureAwait(false);
            foreach (var article in articles)
                yield return article;
            position = next;
            count = Math.Min(2 * count, LongestStretch);
        }
        while (position is not null);
    }

    /// <summary>Ends it; searches under way are not disturbed. A second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _snapshot, null) is not { } snapshot)
            return;
        _index.Forget(this);
        snapshot.Release();
    }

    private T WithSnapshot<T>(Func<Snapshot, T> operation)
    {
        var snapshot = Volatile.Read(ref _snapshot);
        ObjectDisposedException.ThrowIf(snapshot is null || !snapshot.TryAcquire(), this);
        try
        {
            return operation(snapshot);
        }
        finally
        {
            snapshot.Release();
        }
    }
}
