namespace Search.Core.Alerts;

/// <summary>The matches that saved searches keep: their numbers, their bounds and their log. Guarded by the lock of its <see cref="SavedSearches"/>, as said.</summary>
internal sealed class MatchStore : IDisposable
{
    private const string FileName = "matches.log";

    /// <summary>So many lines of no use may be in the log, beside as many as there are of use.</summary>
    private const int SpareLines = 10_000;

    private readonly AlertOptions _options;
    private readonly MatchLog? _log;

    /// <summary>The newest matches of one search in one batch.</summary>
    internal readonly record struct Batch(SearchState State, IReadOnlyList<SavedSearchMatch> Matches);

    /// <summary>Gives the states the matches that the log has of them.</summary>
    /// <exception cref="ArticleIndexException">The log is damaged.</exception>
    public MatchStore(string? folder, AlertOptions options, IReadOnlyDictionary<string, SearchState> states)
    {
        _options = options;
        if (folder is null)
            return;
        var logged = new List<LoggedMatch>();
        _log = MatchLog.Open(Path.Combine(folder, FileName), logged);
        foreach (var (name, number, match) in logged)
        {
            // A line may be of a search that was removed, or of an earlier one of the name.
            if (!states.TryGetValue(name, out var state) || number < state.First - 1)
                continue;
            if (match is { } kept && number > state.Last)
                state.Add(kept, options.MaxMatches);
            state.Last = Math.Max(state.Last, number);
        }
        Trim(states);
    }

    /// <summary>
    /// How many matches of each search in one batch are worth keeping: no more than it keeps at all, and for all of them together no more than are kept of
    /// all, of which each search has the same part.
    /// </summary>
    /// <param name="counts">How many each has found.</param>
    public int Share(IEnumerable<int> counts)
    {
        int share = 0, left = _options.MaxMatchesOfAll;
        int[] ascending = [.. counts.Order()];
        for (int i = 0; i < ascending.Length; i++)
        {
            // Those that have found less leave the rest of their part to the others.
            share = left / (ascending.Length - i);
            if (ascending[i] > share)
                break;
            left -= ascending[i];
            share = ascending[i];
        }
        return Math.Min(_options.MaxMatches, Math.Max(1, share));
    }

    /// <summary>Numbers the matches of one search in one batch; of more than <paramref name="share"/>, only the newest are made. One batch at a time.</summary>
    public static Batch Number(SearchState state, IReadOnlyList<int> documents, int share, Func<int, (string Id, bool IsUpdate)> article, DateTimeOffset time)
    {
        int skipped = Math.Max(0, documents.Count - share);
        var matches = new List<SavedSearchMatch>(documents.Count - skipped);
        for (int i = skipped; i < documents.Count; i++)
        {
            var (id, isUpdate) = article(documents[i]);
            matches.Add(new SavedSearchMatch(state.Last + 1 + i, id, time, isUpdate));
        }
        return new Batch(state, matches);
    }

    /// <summary>Makes a batch durable. One batch at a time; not under the lock, since it waits for the disk.</summary>
    public void Log(IReadOnlyList<Batch> batch) =>
        _log?.Append(batch.SelectMany(each => each.Matches.Select(match => new LoggedMatch(each.State.Search.Name, match.Number, match))));

    /// <summary>Gives a batch to those who read. Under the lock.</summary>
    public void Publish(IReadOnlyList<Batch> batch, IReadOnlyDictionary<string, SearchState> states)
    {
        foreach (var (state, matches) in batch)
        {
            foreach (var match in matches)
                state.Add(match, _options.MaxMatches);
            state.Signal();
        }
        int kept = Trim(states);
        if (_log is null || _log.Lines <= 2 * (kept + states.Count) + SpareLines)
            return;
        try
        {
            _log.Rewrite(states.SelectMany(each => Lines(each.Key, each.Value)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The matches are in the log and were given out; it only stays longer than it need be until the next time.
        }
    }

    public void Dispose() => _log?.Dispose();

    private static IEnumerable<LoggedMatch> Lines(string name, SearchState state) =>
        state.Matches.Select(match => new LoggedMatch(name, match.Number, match)).Append(new LoggedMatch(name, state.Last, null));

    /// <summary>Forgets the oldest matches of all searches when they are too many, and some more, so that this is rare.</summary>
    /// <returns>How many are kept.</returns>
    private int Trim(IReadOnlyDictionary<string, SearchState> states)
    {
        int kept = states.Values.Sum(state => state.Matches.Count);
        if (kept <= _options.MaxMatchesOfAll)
            return kept;
        int surplus = kept - (_options.MaxMatchesOfAll - _options.MaxMatchesOfAll / 10);
        // The matches of a search are in the order of time already.
        var oldest = states.Values.SelectMany(state => state.Matches.Select(match => (State: state, match.Time))).OrderBy(each => each.Time).Take(surplus);
        foreach (var those in oldest.GroupBy(each => each.State).ToList())
            those.Key.Forget(those.Count());
        return kept - surplus;
    }
}
