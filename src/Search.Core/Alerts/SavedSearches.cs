using System.Numerics;
using Search.Core.Analysis;
using Search.Core.Indexing;
using Search.Core.Matching;
using Search.Core.Searching;

namespace Search.Core.Alerts;

/// <summary>
/// The saved searches of an index: kept in <c>searches/</c> of its home (docs/index-format.md), run over the articles that come with each refresh.
/// Thread-safe.
/// </summary>
internal sealed class SavedSearches : IRefreshObserver, IDisposable
{
    private const string FolderName = "searches";

    /// <summary>Of so few articles nothing can be told about rare words.</summary>
    private const int FewArticles = 256;

    private readonly Lock _changing = new();
    private readonly Lock _gate = new();
    private readonly IndexSession _session;
    private readonly SearchRunner _runner;
    private readonly Func<QueryVocabulary> _vocabulary;
    private readonly AlertOptions _options;
    private readonly string? _folder;
    private readonly SortedDictionary<string, SearchState> _states = new(StringComparer.Ordinal);
    private readonly Preselection _preselection = new();
    private readonly MatchStore _matches;
    private Surroundings? _surroundings;
    private long _floor;

    /// <summary>What the terms of a query depend on beside its text, and on what it depends which of them are taken for rare.</summary>
    private sealed record Surroundings(QueryVocabulary Vocabulary, IReadOnlyList<LanguageStemmer> Languages, int Fields, int Size)
    {
        public bool IsSame(Surroundings other) =>
            ReferenceEquals(Vocabulary, other.Vocabulary) && Languages.SequenceEqual(other.Languages) && Fields == other.Fields && Size == other.Size;
    }

    /// <param name="session">The index.</param>
    /// <param name="runner">Runs the searches.</param>
    /// <param name="vocabulary">What they use of synonyms and stop words.</param>
    /// <param name="options">Bounds.</param>
    /// <exception cref="ArticleIndexException">A file cannot be read.</exception>
    public SavedSearches(IndexSession session, SearchRunner runner, Func<QueryVocabulary> vocabulary, AlertOptions options)
    {
        (_session, _runner, _vocabulary, _options) = (session, runner, vocabulary, options);
        _folder = session.Folder is null ? null : Path.Combine(session.Folder, FolderName);
        if (_folder is not null)
        {
            foreach (string path in SearchFile.In(_folder))
            {
                var (search, first) = SearchFile.Read(path);
                _states.Add(search.Name, new SearchState(search, first));
                _floor = Math.Max(_floor, first);
            }
        }
        _matches = new MatchStore(_folder, options, _states);
        session.Observer = this;
        Watch();
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<SavedSearch> All
    {
        get
        {
            lock (_gate)
                return [.. _states.Values.Select(state => state.Present)];
        }
    }

    /// <summary>Adds a search or replaces the one of its name, whose matches stay.</summary>
    /// <returns>Whether there was none.</returns>
    /// <exception cref="InvalidRequestException">It cannot be used; nothing was changed.</exception>
    public bool Set(SavedSearch search)
    {
        search.Validate();
        var request = search.Request;
        search = search with
        {
            Request = new SearchRequest(request.Query)
            {
                Match = request.Match,
                MinimumShouldMatch = request.MinimumShouldMatch,
                After = request.After,
                Before = request.Before,
                Sources = [.. request.Sources],
                Authors = [.. request.Authors],
                Filters = [.. request.Filters],
                Typos = false,
            },
        };
        lock (_changing)
        {
            using var lease = _session.Snapshots.Acquire();
            var surroundings = Now(lease.Snapshot);
            var terms = _runner.Ask(lease.Snapshot, search.Request);
            SearchState? known;
            lock (_gate)
                known = _states.GetValueOrDefault(search.Name);
            if (known is null && _states.Count >= _options.MaxSearches)
                throw new InvalidRequestException($"There are {_states.Count:N0} saved searches, which is as many as there may be: remove some, or raise AlertOptions.MaxSearches.");
            search = search with { Created = known?.Search.Created ?? DateTimeOffset.UtcNow, Found = 0, LastMatch = 0 };
            var state = known ?? new SearchState(search, NextFirst());
            if (_folder is not null)
                SearchFile.Write(_folder, search, state.First);
            lock (_gate)
            {
                _preselection.Remove(state);
                (state.Search, state.Terms) = (search, terms);
                _states[search.Name] = state;
                _preselection.Add(state);
                if (_surroundings?.IsSame(surroundings) == false)
                    _surroundings = null;
            }
            Watch();
            return known is null;
        }
    }

    /// <summary>Removes a search with its matches.</summary>
    /// <returns>False when there was none.</returns>
    public bool Remove(string name)
    {
        lock (_changing)
        {
            SearchState? state;
            lock (_gate)
                state = _states.GetValueOrDefault(name);
            if (state is null)
                return false;
            if (_folder is not null)
                SearchFile.Remove(_folder, name);
            lock (_gate)
            {
                _states.Remove(name);
                _preselection.Remove(state);
                _floor = Math.Max(_floor, state.Last);
                state.Signal();
            }
            Watch();
            return true;
        }
    }

    /// <summary>The search of a name; null when there is none.</summary>
    public SavedSearch? Find(string name)
    {
        lock (_gate)
            return _states.GetValueOrDefault(name)?.Present;
    }

    /// <summary>Some matches; null when there is no such search.</summary>
    public SavedSearchMatches? Read(string name, long after, int size)
    {
        lock (_gate)
            return _states.GetValueOrDefault(name)?.Read(after, size);
    }

    /// <summary>Completes when there is a match behind a number, or no such search.</summary>
    public Task Wait(string name, long after)
    {
        lock (_gate)
            return _states.TryGetValue(name, out var state) && state.Last <= after ? state.Change : Task.CompletedTask;
    }

    public void Refreshed(Snapshot present, IReadOnlyDictionary<string, bool> written)
    {
        var articles = NewArticles.Find(present, written.Keys);
        if (articles.IsEmpty)
            return;
        var found = new List<(SearchState State, IReadOnlyList<int> Documents)>();
        foreach (var state in Preselect(present, articles))
        {
            if (Run(present, state, articles) is { Count: > 0 } documents)
                found.Add((state, documents));
        }
        if (found.Count == 0)
            return;
        var time = DateTimeOffset.UtcNow;
        lock (_gate)
            found.RemoveAll(each => !_states.TryGetValue(each.State.Search.Name, out var state) || state != each.State);
        int share = _matches.Share(found.Select(each => each.Documents.Count));
        var batch = found.ConvertAll(each => MatchStore.Number(each.State, each.Documents, share, document =>
        {
            string id = articles.IdOf(document);
            return (id, written[id]);
        }, time));
        _matches.Log(batch);
        lock (_gate)
            _matches.Publish(batch, _states);
        _session.Metrics.Found(found.Sum(each => each.Documents.Count));
    }

    /// <summary>Wakes those who wait for matches; the index is closed by now.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var state in _states.Values)
                state.Signal();
        }
        _matches.Dispose();
    }

    private List<SearchState> Preselect(Snapshot present, NewArticles articles)
    {
        var found = new HashSet<SearchState>();
        lock (_gate)
        {
            var now = Now(present);
            if (_surroundings?.IsSame(now) != true)
            {
                _preselection.Clear();
                foreach (var state in _states.Values)
                {
                    state.Terms = Ask(present, state);
                    _preselection.Add(state);
                }
                _surroundings = now;
            }
            foreach (var segment in articles.SegmentsOf(present))
                _preselection.Collect(segment, found);
        }
        return [.. found.OrderBy(state => state.Search.Name, StringComparer.Ordinal)];
    }

    /// <summary>What a search would be refused for today, it finds nothing for.</summary>
    private NeededTerms? Ask(Snapshot present, SearchState state)
    {
        try
        {
            return _runner.Ask(present, state.Search.Request);
        }
        catch (InvalidRequestException)
        {
            return null;
        }
    }

    private IReadOnlyList<int> Run(Snapshot present, SearchState state, NewArticles articles)
    {
        try
        {
            return _runner.FindAmong(present, state.Search.Request, articles.Documents, CancellationToken.None);
        }
        catch (InvalidRequestException)
        {
            return [];
        }
    }

    private Surroundings Now(Snapshot snapshot) => new(
        _vocabulary(), _session.Chain.Options.Languages ? IndexLanguages.Of(snapshot.Reader) : [], _session.Schema.Types.Count, SizeOf(snapshot.Reader.MaxDoc));

    /// <summary>What is rare shows as the archive grows: looked at anew each time that it has four times as many articles.</summary>
    private static int SizeOf(int articles) => BitOperations.Log2((uint)Math.Max(1, articles / FewArticles)) / 2;

    /// <summary>Times are larger than the numbers of a search of the same name that was removed, unless it found more than one article a millisecond.</summary>
    private long NextFirst() => _floor = Math.Max(_floor + 1, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    private void Watch()
    {
        lock (_gate)
        {
            if (_session.Writer is { } writer)
                writer.Written.AreWatched = _states.Count > 0;
        }
    }
}
