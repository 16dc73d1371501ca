using Search.Core.Matching;

namespace Search.Core.Alerts;

/// <summary>A saved search with the matches that it keeps. Guarded by the lock of its <see cref="SavedSearches"/>.</summary>
/// <param name="search">The search.</param>
/// <param name="first">The number that its matches begin with.</param>
internal sealed class SearchState(SavedSearch search, long first)
{
    private readonly Queue<SavedSearchMatch> _matches = new();
    private TaskCompletionSource _change = NewChange();

    public SavedSearch Search { get; set; } = search;

    /// <summary>Larger than any number of a search of the same name that was removed before.</summary>
    public long First => first;

    /// <summary>The number of the last match; one before <see cref="First"/> when there was none.</summary>
    public long Last { get; set; } = first - 1;

    /// <summary>The search, with what it has found until now.</summary>
    public SavedSearch Present => Search with { Found = Last - first + 1, LastMatch = Last };

    /// <summary>What it was registered under.</summary>
    public NeededTerms? Terms { get; set; }

    /// <summary>The matches that are kept, the oldest first.</summary>
    public IReadOnlyCollection<SavedSearchMatch> Matches => _matches;

    /// <summary>Completes with the next match, or when the search is removed.</summary>
    public Task Change => _change.Task;

    /// <summary>Adds a match with a larger number than any before; of too many the oldest is forgotten.</summary>
    public void Add(SavedSearchMatch match, int max)
    {
        _matches.Enqueue(match);
        Last = match.Number;
        if (_matches.Count > max)
            _matches.Dequeue();
    }

    /// <summary>Forgets the oldest matches.</summary>
    public void Forget(int count)
    {
        for (int i = 0; i < count; i++)
            _matches.Dequeue();
    }

    public SavedSearchMatches Read(long after, int size)
    {
        // Who asks with a number that was not given yet goes on with the next one. A poll mostly finds nothing, and pays nothing for what is kept.
        if (after >= Last)
            return new SavedSearchMatches([], 0, Last);
        var matches = _matches.Where(match => match.Number > after).Take(size).ToList();
        long expected = Math.Max(after + 1, first);
        long found = matches.Count > 0 ? matches[0].Number : Last + 1;
        return new SavedSearchMatches(matches, found - expected, matches.Count > 0 ? matches[^1].Number : Last);
    }

    /// <summary>Wakes those who wait for <see cref="Change"/>.</summary>
    public void Signal()
    {
        var former = _change;
        _change = NewChange();
        former.SetResult();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
