using System.Collections.Concurrent;
using Search.Core.Alerts;
using Search.Core.Diagnostics;
using Search.Core.Indexing;
using Search.Core.Retrieval;
using Search.Core.Searching;
using Search.Core.Suggesting;

namespace Search.Core;

/// <summary>An index of articles: add, search, highlight. The library's front door.</summary>
/// <remarks>
/// Thread-safe: any number of threads may search, add and delete at once. A search sees the articles as they were at one moment.
/// Closing it refuses new operations, waits for those under way and commits what was added; every member then throws
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed partial class ArticleIndex : IArticleSearcher, IAsyncDisposable, IDisposable
{
    private readonly IndexSession _session;
    private readonly SearchRunner _runner;
    private readonly RelatedRunner _related;
    private readonly VocabularyStore _vocabulary;
    private readonly SuggestionSource _suggestions;
    private readonly SavedSearches _savedSearches;
    private readonly SearchLog _log;
    private readonly ConcurrentDictionary<PointInTime, bool> _points = new();
    private Lazy<Task>? _closing;

    private ArticleIndex(IndexSession session, ArticleIndexOptions options)
    {
        _session = session;
        Options = options;
        _vocabulary = new VocabularyStore(session.Chain, session.Folder);
        _runner = new SearchRunner(session.Chain, session.Schema, options.Ranking, options.Limits, options.Highlighting, () => _vocabulary.Vocabulary, options.Clock);
        _related = new RelatedRunner(session.Chain, options.Ranking, options.Limits);
        _suggestions = new SuggestionSource(session.Chain, options.Limits);
        _log = new SearchLog(options.SearchLog with { });
        _savedSearches = new SavedSearches(session, _runner, () => _vocabulary.Vocabulary, options.Alerts);
    }

    /// <summary>The options that it was opened with; a copy, changing it has no effect.</summary>
    public ArticleIndexOptions Options { get; }

    /// <summary>The caller's fields that the index knows, declared or inferred.</summary>
    public IReadOnlyList<FieldDefinition> Fields => _session.Schema.Definitions;

    /// <summary>Opens or creates an index in a folder.</summary>
    /// <param name="path">The folder; relative to the working folder.</param>
    /// <param name="options">The settings; null for the defaults. They are copied.</param>
    /// <exception cref="ArticleIndexException">The folder is locked, missing, foreign, of a later version or damaged; the message says what to change.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ArticleIndex Open(string path, ArticleIndexOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var settings = Validated(options);
        var sessionOptions = SessionOptionsOf(settings);
        ColdStart.Begin(sessionOptions.Analysis);
        var session = IndexSession.Open(path, sessionOptions);
        try
        {
            return new ArticleIndex(session, settings);
        }
        catch
        {
            session.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>Creates an index that lives in memory and ends with this object.</summary>
    /// <param name="options">The settings; null for the defaults. They are copied; those about files have no effect.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ArticleIndex CreateInMemory(ArticleIndexOptions? options = null)
    {
        var settings = Validated(options);
        settings.Mode = OpenMode.OpenOrCreate;
        var sessionOptions = SessionOptionsOf(settings);
        ColdStart.Begin(sessionOptions.Analysis);
        return new ArticleIndex(IndexSession.InMemory(sessionOptions), settings);
    }

    /// <summary>Adds an article or replaces the one with its id. Acknowledged as <see cref="ArticleIndexOptions.Durability"/> says.</summary>
    /// <param name="article">The article.</param>
    /// <param name="refresh">Whether to wait until it is searchable. Default: true.</param>
    /// <param name="cancellationToken">Ends the waiting; an article that was accepted stays.</param>
    /// <exception cref="InvalidRequestException">The article's id or a field is not acceptable; nothing was changed.</exception>
    public async Task<AddOutcome> AddAsync(Article article, bool refresh = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(article);
        using var pass = _session.Enter();
        cancellationToken.ThrowIfCancellationRequested();
        var outcome = Guarded(() => _session.RequireWriter().Write(article, _session.Snapshots));
        await AcknowledgeAsync(refresh, cancellationToken).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>Adds many articles on all cores; durable and searchable when it returns. An article that cannot be indexed does not cost the others.</summary>
    /// <param name="articles">The articles; of two with the same id the later one stays.</param>
    /// <param name="progress">Told about five times a second, from the thread that reads.</param>
    /// <param name="cancellationToken">Ends the adding; the articles added so far stay.</param>
    public Task<AddResult> AddAsync(IAsyncEnumerable<Article> articles, IProgress<AddProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(articles);
        return articles is Corpus corpus
            ? AddAsync(corpus, progress, cancellationToken)
            : BulkAddAsync(Numbered(articles, cancellationToken), static () => (0, null), progress, cancellationToken);
    }

    /// <summary>Adds a corpus on all cores; durable and searchable when it returns. Records that cannot be read or indexed are in the result.</summary>
    /// <param name="corpus">The corpus; of two articles with the same id the later one stays.</param>
    /// <param name="progress">Told about five times a second, from the thread that reads.</param>
    /// <param name="cancellationToken">Ends the adding; the articles added so far stay.</param>
    public Task<AddResult> AddAsync(Corpus corpus, IProgress<AddProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        return BulkAddAsync(corpus.ReadRecordsAsync(cancellationToken), () => (corpus.BytesRead, corpus.TotalBytes), progress, cancellationToken);
    }

    /// <summary>Changes a stored article in one step that no other write of it can come between.</summary>
    /// <param name="id">The article's id.</param>
    /// <param name="change">Gives the new article, with the same id, from the present one. Must not write to the index.</param>
    /// <param name="refresh">Whether to wait until it is searchable. Default: true.</param>
    /// <param name="cancellationToken">Ends the waiting; what was accepted stays.</param>
    /// <returns>The new article; null when there is none with the id.</returns>
    /// <exception cref="InvalidRequestException">The new article is not acceptable; nothing was changed.</exception>
    public async Task<Article?> UpdateAsync(string id, Func<Article, Article> change, bool refresh = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(change);
        using var pass = _session.Enter();
        Exception? failure = null;
        Article? changed;
        try
        {
            changed = _session.RequireWriter().Update(id, () => Load(id), Change, _session.Snapshots);
        }
        catch (Exception exception) when (exception != failure && LuceneErrors.Translate(exception, _session.Place) is { } translated)
        {
            throw translated;
        }
        if (changed is not null)
            await AcknowledgeAsync(refresh, cancellationToken).ConfigureAwait(false);
        return changed;

        // What the caller's own code throws says nothing of the index.
        Article Change(Article article)
        {
            try
            {
                return change(article);
            }
            catch (Exception exception)
            {
                failure = exception;
                throw;
            }
        }
    }

    /// <summary>Deletes an article by id.</summary>
    /// <param name="id">The article's id.</param>
    /// <param name="refresh">Whether to wait until no search finds it. Default: true.</param>
    /// <param name="cancellationToken">Ends the waiting; a deletion that was accepted stays.</param>
    /// <returns>False when there was none.</returns>
    public async Task<bool> DeleteAsync(string id, bool refresh = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        using var pass = _session.Enter();
        bool deleted = Guarded(() => _session.RequireWriter().Delete(id, _session.Snapshots));
        if (deleted)
            await AcknowledgeAsync(refresh, cancellationToken).ConfigureAwait(false);
        return deleted;
    }

    /// <summary>
    /// Deletes all articles that a request matches; its paging, sorting, folding and highlighting do not count. It sees every earlier write;
    /// an article that is written again or deleted meanwhile is left alone and not counted.
    /// </summary>
    /// <param name="request">What to delete.</param>
    /// <param name="refresh">Whether to wait until no search finds them. Default: true.</param>
    /// <param name="cancellationToken">Ends the deleting; deletions that were made stay.</param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="InvalidRequestException">The request is out of its ranges, or too costly to be carried out whole; nothing was deleted.</exception>
    public async Task<long> DeleteAsync(SearchRequest request, bool refresh = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var pass = _session.Enter();
        var writer = _session.RequireWriter();
        using var writes = writer.WatchWrites();
        await _session.RefreshAsync(cancellationToken).ConfigureAwait(false);
        long deleted = 0;
        using (var lease = _session.Snapshots.Acquire())
        {
            var snapshot = lease.Snapshot;
            foreach (int document in Guarded(() => _runner.FindAll(snapshot, request, cancellationToken)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Guarded(() => writer.DeleteUnlessChanged(snapshot.Load(document, withBody: false).Id, writes)))
                    deleted++;
            }
        }

        if (deleted > 0)
            await AcknowledgeAsync(refresh, cancellationToken).ConfigureAwait(false);
        return deleted;
    }

    /// <summary>Makes every acknowledged write durable.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        using var pass = _session.Enter();
        await _session.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes every acknowledged write searchable; for a read-only index, takes up the newest commit.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        using var pass = _session.Enter();
        await _session.RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds articles.</summary>
    /// <param name="request">What to find and what to return.</param>
    /// <param name="cancellationToken">Ends the search with an exception.</param>
    /// <exception cref="InvalidRequestException">The request is out of its ranges; the message says what to change.</exception>
    public SearchResults Search(SearchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var pass = _session.Enter();
        using var lease = _session.Snapshots.Acquire();
        return Logged(request, after: null, Guarded(() => _runner.Search(lease.Snapshot, request, cancellationToken)));
    }

    /// <summary>
    /// Completes what was typed so far by titles, names and frequent phrases of the articles. They are read when this is first called, on a thread of
    /// its own, and so is later what changed (docs/suggesting.md).
    /// </summary>
    /// <param name="request">What was typed and what to return.</param>
    /// <param name="cancellationToken">Ends it with an exception.</param>
    /// <exception cref="InvalidRequestException">The request is out of its ranges; the message says what to change.</exception>
    public SuggestResults Suggest(SuggestRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var pass = _session.Enter();
        using var lease = _session.Snapshots.Acquire();
        return Guarded(() => _suggestions.Suggest(lease.Snapshot, request, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<SuggestResults> SuggestAsync(SuggestRequest request, CancellationToken cancellationToken = default) =>
        Task.Run(() => Suggest(request, cancellationToken), cancellationToken);

    /// <summary>How many completions there are now, and the bytes that they take in memory.</summary>
    internal (int Count, long Bytes) Completions => (_suggestions.Count, _suggestions.Bytes);

    /// <summary>Holds the articles as searches see them now, for searches that must all see the same; dispose it soon.</summary>
    public PointInTime OpenPointInTime()
    {
        using var pass = _session.Enter();
        var point = new PointInTime(this, _session.Snapshots.Acquire().Snapshot);
        _points[point] = true;
        return point;
    }

    /// <summary>A search over a point in time, which the caller holds.</summary>
    internal SearchResults Search(Snapshot snapshot, SearchRequest request, PointInTime point, SearchPosition? after, CancellationToken cancellationToken)
    {
        using var pass = _session.Enter();
        return Logged(request, after, Guarded(() => _runner.Search(snapshot, request, cancellationToken, point.Time, after)));
    }

    /// <summary>The plan of an export of a point in time, which the caller holds.</summary>
    internal QueryPlan PlanExport(Snapshot snapshot, SearchRequest request, PointInTime point, CancellationToken cancellationToken)
    {
        using var pass = _session.Enter();
        return Guarded(() => _runner.PlanExport(snapshot, request, point.Time, cancellationToken));
    }

    /// <summary>The next articles of an export of a point in time, which the caller holds.</summary>
    internal (IReadOnlyList<Article> Articles, SearchPosition? Position) Export(
        Snapshot snapshot, SearchRequest request, QueryPlan plan, int count, SearchPosition? after, CancellationToken cancellationToken)
    {
        using var pass = _session.Enter();
        return Guarded(() => _runner.Export(snapshot, request, plan, count, after, cancellationToken));
    }

    internal void Forget(PointInTime point) => _points.TryRemove(point, out _);

    /// <inheritdoc/>
    public Task<SearchResults> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default) =>
        Task.Run(() => Search(request, cancellationToken), cancellationToken);

    /// <summary>Finds the matches of a query in a stored article or a text; null when there is no article with the id.</summary>
    /// <param name="request">The query and the text.</param>
    /// <param name="cancellationToken">Ends the search with an exception.</param>
    /// <exception cref="InvalidRequestException">The request is out of its ranges; the message says what to change.</exception>
    public HighlightResult? Highlight(HighlightRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var pass = _session.Enter();
        return Guarded(() =>
        {
            var article = request.Id is null ? null : Load(request.Id);
            if (request.Id is not null && article is null && request.Text is null)
                return null;
            using var lease = _session.Snapshots.Acquire();
            return _runner.Highlight(lease.Snapshot, request, article, cancellationToken);
        });
    }

    /// <inheritdoc/>
    public Task<HighlightResult?> HighlightAsync(HighlightRequest request, CancellationToken cancellationToken = default) =>
        Task.Run(() => Highlight(request, cancellationToken), cancellationToken);

    /// <summary>The article with an id as it was last written, searchable yet or not, with its original; null when there is none.</summary>
    /// <param name="id">The article's id.</param>
    public Article? Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        using var pass = _session.Enter();
        return Guarded(() => Load(id));
    }

    /// <inheritdoc/>
    public Task<Article?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        Task.Run(() => Get(id), cancellationToken);

    /// <summary>Figures about the index as searches see it now.</summary>
    public IndexStatistics GetStatistics()
    {
        using var pass = _session.Enter();
        using var lease = _session.Snapshots.Acquire();
        return new IndexStatistics
        {
            Articles = lease.Snapshot.Reader.NumDocs,
            Segments = lease.Snapshot.SegmentCount,
            Bytes = _session.Bytes(),
            LastCommit = _session.LastCommit,
            Generation = lease.Snapshot.Generation,
        };
    }

    /// <summary>Checks every file of the last commit and every stored article.</summary>
    /// <param name="progress">Told what is being checked.</param>
    /// <param name="cancellationToken">Ends the checking between two steps.</param>
    public async Task<VerificationResult> VerifyAsync(IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        using var pass = _session.Enter();
        return await Task.Run(() => new IndexVerifier(_session, progress, cancellationToken).Run(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Merges the index into one segment, without what was deleted, in an order in which searches are faster. Results stay as they are, but for
    /// the order of articles of equal scores. Searches and writes go on meanwhile; articles written then are not in the order. Takes as much
    /// room on the disk again until it is done. Durable when it returns.
    /// </summary>
    /// <param name="options">Which order. Default: by similarity.</param>
    /// <param name="progress">Told the step.</param>
    /// <param name="cancellationToken">Ends it with an exception; the index is then as it was.</param>
    /// <exception cref="ArticleIndexException">The index was opened read-only, or is damaged.</exception>
    /// <exception cref="InvalidRequestException">The options are out of their ranges.</exception>
    /// <exception cref="IOException">The folder cannot be written, as when the disk is full.</exception>
    public async Task OptimizeAsync(OptimizeOptions? options = null, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new OptimizeOptions();
        options.Validate();
        using var pass = _session.Enter();
        await _session.OptimizeAsync(options, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes the articles as searches see them now into a folder of their own, as an index of Lucene's own codec <c>Lucene46</c>, which any
    /// Lucene.Net 4.8 opens without this library: terms, positions, doc values and stored articles with their field names
    /// (docs/index-format.md). Deleted articles are left out; searches and writes go on meanwhile, and what is written then is not in it.
    /// Durable when it returns.
    /// </summary>
    /// <remarks>
    /// Norms are the exact lengths of the fields in tokens. Lucene's ready-made similarities take a norm for a length packed into a byte, find
    /// the same articles and rank them wrongly: ranking needs a similarity of the application's own, which docs/index-format.md describes.
    /// The folder holds no index of this library: <see cref="Open"/> refuses it.
    /// </remarks>
    /// <param name="folder">A new or an empty folder, relative to the working folder. It is written in place; until the end it holds no index
    /// that could be opened, and an export that fails or is cancelled leaves it as it was.</param>
    /// <param name="progress">Told what is being written.</param>
    /// <param name="cancellationToken">Ends the export with an exception.</param>
    /// <returns>How many articles were written.</returns>
    /// <exception cref="ArticleIndexException">The folder is not empty, or another export writes into it; or the index is damaged.</exception>
    /// <exception cref="InvalidRequestException">The folder lies inside that of the index.</exception>
    /// <exception cref="IOException">The folder cannot be written, as when the disk is full.</exception>
    public async Task<long> ExportAsync(string folder, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        using var pass = _session.Enter();
        var exporter = new IndexExporter(_session, Path.GetFullPath(folder), progress, cancellationToken);
        return await Task.Run(() => Guarded(exporter.Run), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for the operations under way, commits and closes. A second call waits for the first and does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        var own = new Lazy<Task>(CloseAsync);
        if (Interlocked.CompareExchange(ref _closing, own, null) is { } first)
            await first.Value.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else
            await own.Value.ConfigureAwait(false);
    }

    private async Task CloseAsync()
    {
        foreach (var point in _points.Keys)
            point.Dispose();
        try
        {
            await _suggestions.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            try
            {
                await _session.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                _savedSearches.Dispose();
            }
        }
    }

    /// <summary>As <see cref="DisposeAsync"/>.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static ArticleIndexOptions Validated(ArticleIndexOptions? options)
    {
        var settings = (options ?? new ArticleIndexOptions()) with { };
        settings.Validate();
        return settings;
    }

    private static SessionOptions SessionOptionsOf(ArticleIndexOptions options) => new()
    {
        Mode = options.Mode,
        Access = options.Access,
        Durability = options.Durability,
        CommitInterval = options.CommitInterval,
        RefreshInterval = options.RefreshInterval,
        WriteBufferMegabytes = options.WriteBufferMegabytes,
        IndexingThreads = options.IndexingThreads,
        Fields = [.. options.Fields],
        Analysis = options.Analysis,
    };

    private static async IAsyncEnumerable<CorpusRecord> Numbered(
        IAsyncEnumerable<Article> articles, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long number = 0;
        await foreach (var article in articles.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return new CorpusRecord(article, null, null, ++number);
    }

    private async Task<AddResult> BulkAddAsync(
        IAsyncEnumerable<CorpusRecord> records, Func<(long Read, long? Total)> position, IProgress<AddProgress>? progress, CancellationToken cancellationToken)
    {
        using var pass = _session.Enter();
        using var bulk = new BulkAdd(_session, progress, cancellationToken);
        try
        {
            return await Task.Run(() => bulk.RunAsync(records, position), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception != bulk.SourceFailure && LuceneErrors.Translate(exception, _session.Place) is { } translated)
        {
            throw translated;
        }
    }

    private async Task AcknowledgeAsync(bool refresh, CancellationToken cancellationToken)
    {
        try
        {
            await _session.AcknowledgeAsync(refresh, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (LuceneErrors.Translate(exception, _session.Place) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>The article as it was last written: a look-up in the newest snapshot, after a refresh if it was written since.</summary>
    private Article? Load(string id)
    {
        if (_session.Writer is { } writer && writer.LiveIds.TryGet(id, out bool exists))
        {
            if (!exists)
                return null;
            _session.RefreshAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        using var lease = _session.Snapshots.Acquire();
        int document = lease.Snapshot.Find(id);
        return document < 0 ? null : lease.Snapshot.Load(document, withOriginal: true);
    }

    private T Guarded<T>(Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (Exception exception) when (LuceneErrors.Translate(exception, _session.Place) is { } translated)
        {
            throw translated;
        }
    }
}
