using System.Runtime.CompilerServices;

namespace Search.Core;

/// <content>Saved searches, and the articles that they find as they come.</content>
public sealed partial class ArticleIndex
{
    private const int MaxMatchesRead = 1_000;

    /// <summary>The saved searches, by name.</summary>
    public IReadOnlyList<SavedSearch> SavedSearches => _savedSearches.All;

    /// <summary>The saved search of a name; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public SavedSearch? FindSavedSearch(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _savedSearches.Find(name);
    }

    /// <summary>
    /// Saves a search or replaces the one of its name, whose matches stay. From now on it finds the articles that are written: each time that one is
    /// written, whether it is new or not. Kept with the index. Thread-safe.
    /// </summary>
    /// <remarks>
    /// While there are saved searches, a write under <see cref="Durability.Request"/> is acknowledged after the searches have been run over it and what
    /// they found is on the disk, so that no article that was acknowledged is missed; under <see cref="Durability.Async"/> that is done with the next
    /// refresh. One that was not acknowledged may be reported, and an article that is written again while it becomes searchable may be reported
    /// twice. An index that is read-only reports nothing new.
    /// </remarks>
    /// <param name="search">The search.</param>
    /// <returns>Whether there was none of its name.</returns>
    /// <exception cref="InvalidRequestException">The name or the request cannot be used, or there are too many; nothing was changed.</exception>
    public bool SaveSearch(SavedSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        using var pass = _session.Enter();
        _session.RequireWriter();
        return Guarded(() => _savedSearches.Set(search));
    }

    /// <summary>Removes a saved search with its matches.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>False when there was none.</returns>
    public bool RemoveSavedSearch(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var pass = _session.Enter();
        _session.RequireWriter();
        return _savedSearches.Remove(name);
    }

    /// <summary>The articles that a saved search found, the oldest first; null when there is no such search.</summary>
    /// <param name="name">The name of the search.</param>
    /// <param name="after">Only matches with a larger number: <see cref="SavedSearchMatches.Next"/> of the former reading. Default 0: all that are kept.</param>
    /// <param name="size">At most so many. Default 100. 1 to 1,000.</param>
    /// <exception cref="InvalidRequestException">The size is out of its range.</exception>
    public SavedSearchMatches? ReadMatches(string name, long after = 0, int size = 100)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var pass = _session.Enter();
        return size is >= 1 and <= MaxMatchesRead ? _savedSearches.Read(name, after, size)
            : throw new InvalidRequestException($"The size {size} is out of range: ask for 1 to {MaxMatchesRead:N0} matches.");
    }

    /// <summary>Waits until a saved search has found an article behind a number, or is removed; at once when there is no such search.</summary>
    /// <param name="name">The name of the search.</param>
    /// <param name="after">The number, such as <see cref="SavedSearchMatches.Next"/>.</param>
    /// <param name="cancellationToken">Ends the waiting with an exception.</param>
    /// <exception cref="ObjectDisposedException">The index was closed.</exception>
    public async Task WaitForMatchesAsync(string name, long after, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        Task found;
        using (_session.Enter())
            found = _savedSearches.Wait(name, after);
        // Outside of the gate: closing does not wait for those who wait.
        await found.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var pass = _session.Enter();
    }

    /// <summary>
    /// The articles that a saved search finds, as they come: those that are kept first, then each within the write that brought it. Ends when the search
    /// is removed, or at once when there is none. A number that is left out is a match that is no longer kept.
    /// </summary>
    /// <param name="name">The name of the search.</param>
    /// <param name="after">Only matches with a larger number. Default 0: all that are kept.</param>
    /// <param name="cancellationToken">Ends the waiting with an exception.</param>
    /// <exception cref="ObjectDisposedException">The index was closed.</exception>
    public async IAsyncEnumerable<SavedSearchMatch> WatchAsync(string name, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (ReadMatches(name, after, MaxMatchesRead) is { } page)
        {
            foreach (var match in page.Matches)
                yield return match;
            after = page.Next;
            await WaitForMatchesAsync(name, after, cancellationToken).ConfigureAwait(false);
        }
    }
}
