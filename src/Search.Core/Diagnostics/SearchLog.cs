namespace Search.Core.Diagnostics;

/// <summary>Remembers the queries that found nothing and those that took long, each once with a count. Bounded and thread-safe.</summary>
internal sealed class SearchLog(SearchLogOptions options)
{
    private const int MaxQueryLength = 1_000;

    private readonly QueryList _empty = new(options.Capacity);
    private readonly QueryList _slow = new(options.Capacity);

    /// <param name="query">As it was typed.</param>
    /// <param name="isFiltered">Whether something beside the query narrowed the search.</param>
    /// <param name="isEmpty">Whether it found nothing.</param>
    /// <param name="took">How long it took.</param>
    public void Add(string query, bool isFiltered, bool isEmpty, TimeSpan took)
    {
        bool isSlow = took >= options.SlowerThan;
        if (!options.Enabled || !(isEmpty || isSlow))
            return;
        string text = query.Trim();
        // Never between the halves of a surrogate pair: half a character is no text.
        if (text.Length > MaxQueryLength)
            text = text[..(MaxQueryLength - (char.IsHighSurrogate(text[MaxQueryLength - 1]) ? 1 : 0))];
        // That an archive has nothing at all is no news about what people look for.
        if (isEmpty && text.Length > 0)
            _empty.Add((text, isFiltered), took);
        if (isSlow)
            _slow.Add((text, isFiltered), took);
    }

    public SearchLogReport Read() => new(
        [.. _empty.Read().OrderByDescending(search => search.Count).ThenByDescending(search => search.Last)],
        [.. _slow.Read().OrderByDescending(search => search.Longest).ThenByDescending(search => search.Last)]);

    public void Clear()
    {
        _empty.Clear();
        _slow.Clear();
    }

    /// <summary>Queries with their counts; of too many the one not seen for longest goes.</summary>
    private sealed class QueryList(int capacity)
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<(string Query, bool IsFiltered), LoggedSearch> _searches = [];

        public void Add((string Query, bool IsFiltered) key, TimeSpan took)
        {
            lock (_gate)
            {
                var known = _searches.GetValueOrDefault(key);
                if (known is null && _searches.Count >= capacity)
                    _searches.Remove(_searches.MinBy(search => search.Value.Last).Key);
                _searches[key] = new LoggedSearch(
                    key.Query, key.IsFiltered, (known?.Count ?? 0) + 1, DateTimeOffset.UtcNow, known is null || took > known.Longest ? took : known.Longest);
            }
        }

        public IReadOnlyList<LoggedSearch> Read()
        {
            lock (_gate)
                return [.. _searches.Values];
        }

        public void Clear()
        {
            lock (_gate)
                _searches.Clear();
        }
    }
}
