using System.Diagnostics;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Search.Core.Analysis;
using Search.Core.Diagnostics;
using Search.Core.Indexing.Bulk;
using Search.Core.Postings;
using Search.Core.Storage;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Indexing;

/// <summary>
/// An index while it is open: its home, its directory, the writer unless it is read-only, and the snapshots that searches use.
/// Commits and refreshes are shared by all who wait for them. Thread-safe.
/// </summary>
internal sealed class IndexSession : IAsyncDisposable
{
    private static readonly TimeSpan s_refreshDuringBulkAdd = TimeSpan.FromSeconds(30);

    private readonly IndexHome? _home;
    private readonly SharedWork _commits;
    private readonly SharedWork _refreshes;
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _optimizing = new(1);
    private readonly OperationGate _gate = new(nameof(ArticleIndex));
    private readonly List<Task> _background = [];
    private LuceneDirectory _directory;
    private int _bulkAdds;
    private long _lastRefresh = Stopwatch.GetTimestamp();
    private DateTimeOffset? _recordedTime;

    private IndexSession(string place, IndexHome? home, LuceneDirectory directory, SessionOptions options)
    {
        Place = place;
        Options = options;
        _home = home;
        _directory = directory;
        Metrics = new IndexMetrics(home is null ? Place : Path.GetFileName(place));
        Chain = new AnalysisChain(options.Analysis);
        Schema = new FieldSchema(options.Fields);
        _commits = new SharedWork(CommitNow);
        _refreshes = new SharedWork(RefreshNow);
        long generation = home?.Generation ?? 1;
        ArticleCodec.Register();
        DirectoryReader reader;
        if (options.Mode == OpenMode.ReadOnly)
        {
            reader = DirectoryReader.Open(directory);
            LoadSchema(reader);
        }
        else
        {
            if (FolderPath is { } generationFolder)
                SegmentJoiner.RemoveLeftovers(generationFolder);
            Writer = new ArticleWriter(directory, Place, options, Chain, Schema, Metrics);
            reader = Writer.OpenReader();
        }

        Snapshots = new SnapshotSource(new Snapshot(reader, generation), nameof(ArticleIndex));
        Metrics.Observe(Measure);
        StartBackgroundWork();
    }

    /// <summary>The folder, for messages.</summary>
    public string Place { get; }

    /// <summary>The folder of the home; null for an index in memory.</summary>
    public string? Folder => _home?.Path;

    public SessionOptions Options { get; }

    public AnalysisChain Chain { get; }

    public FieldSchema Schema { get; }

    public SnapshotSource Snapshots { get; }

    /// <summary>What is told to listeners.</summary>
    public IndexMetrics Metrics { get; }

    /// <summary>The folder of the generation that is written; null when the index is in memory.</summary>
    public string? FolderPath => _home?.GenerationPath;

    /// <summary>Null when the index is read-only.</summary>
    public ArticleWriter? Writer { get; }

    /// <summary>Looks at articles when they become searchable; null for nobody. Set before <see cref="WrittenIds.AreWatched"/>.</summary>
    public IRefreshObserver? Observer { get; set; }

    /// <summary>When the commit that is in use was made.</summary>
    public DateTimeOffset? LastCommit => Writer is not null ? Writer.LastCommit : _recordedTime;

    /// <summary>Opens or creates an index in a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="options">The settings.</param>
    /// <param name="wrap">Puts a directory around the index's own, which tests fail or stop things in; null for none.</param>
    public static IndexSession Open(string path, SessionOptions options, Func<LuceneDirectory, LuceneDirectory>? wrap = null)
    {
        string place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        IndexHome? home = null;
        LuceneDirectory? directory = null;
        try
        {
            home = IndexHome.Open(place, options.Mode, () => IndexSettings.Create(options));
            options = options with { Analysis = IndexSettings.Check(home.Settings, options, place), Form = IndexSettings.FormOf(home.Settings) };
            directory = new ArticleDirectory(home.GenerationPath, options.Access, readOnly: options.Mode == OpenMode.ReadOnly);
            if (!home.IsReadOnly)
            {
                CommitRecord.RequireIn(directory);
                home.RaiseFormat();
            }

            directory = wrap?.Invoke(directory) ?? directory;
            return new IndexSession(place, home, directory, options);
        }
        catch (Exception exception)
        {
            directory?.Dispose();
            home?.Dispose();
            if (LuceneErrors.Translate(exception, place) is { } translated)
                throw translated;
            throw;
        }
    }

    public static IndexSession InMemory(SessionOptions options) => new("memory", null, new RAMDirectory(), options);

    /// <summary>Begins an operation, which closing waits for.</summary>
    public OperationGate.Pass Enter() => _gate.Enter();

    /// <summary>The writer.</summary>
    /// <exception cref="ArticleIndexException">The index was opened read-only.</exception>
    public ArticleWriter RequireWriter() => Writer
        ?? throw new ArticleIndexException(ArticleIndexError.ReadOnly, $"The index in '{Place}' was opened with OpenMode.ReadOnly: open it with OpenMode.OpenOrCreate to change it.");

    /// <summary>Returns when everything written before the call is on the disk.</summary>
    public Task CommitAsync(CancellationToken cancellationToken)
    {
        RequireWriter();
        return _commits.RunAsync().WaitAsync(cancellationToken);
    }

    /// <summary>Returns when everything written before the call is searchable.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => _refreshes.RunAsync().WaitAsync(cancellationToken);

    /// <summary>Merges the index into one segment in another order; one call at a time.</summary>
    public async Task OptimizeAsync(OptimizeOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var writer = RequireWriter();
        await _optimizing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(() => writer.Optimize(options, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
            await CommitAsync(cancellationToken).ConfigureAwait(false);
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (LuceneErrors.Translate(exception, Place) is { } translated)
        {
            throw translated;
        }
        finally
        {
            _optimizing.Release();
        }
    }

    /// <summary>Returns when a write may be acknowledged: durable as the options ask, searchable if asked.</summary>
    public async Task AcknowledgeAsync(bool refresh, CancellationToken cancellationToken)
    {
        // What observers make of a write is as durable as the write.
        refresh |= Options.Durability == Durability.Request && Writer is { Written.AreWatched: true };
        // Both at once: they do not depend on each other.
        var refreshed = refresh ? RefreshAsync(cancellationToken) : Task.CompletedTask;
        if (Options.Durability == Durability.Request)
            await CommitAsync(cancellationToken).ConfigureAwait(false);
        await refreshed.ConfigureAwait(false);
        Writer?.ThrowIfFailed();
    }

    /// <summary>Tells that a bulk add is under way, during which refreshes on the clock are rarer; dispose when it ends.</summary>
    public IDisposable BeginBulkAdd()
    {
        var writer = RequireWriter();
        Volatile.Write(ref _lastRefresh, Stopwatch.GetTimestamp());
        Interlocked.Increment(ref _bulkAdds);
        return new BulkAddMark(this, writer);
    }

    /// <summary>Bytes of the files of the index.</summary>
    public long Bytes()
    {
        long bytes = 0;
        foreach (string name in _directory.ListAll())
        {
            try
            {
                bytes += _directory.FileLength(name);
            }
            catch (IOException)
            {
                // Merged away since it was listed.
            }
        }

        return bytes;
    }

    /// <summary>Runs a check on the files of the last commit, which stay in place meanwhile; later commits are not seen.</summary>
    public T WithLastCommit<T>(Func<LuceneDirectory, T> check)
    {
        if (Writer is null)
            return check(_directory);
        var held = Writer.HoldCommit();
        try
        {
            return check(new CommitDirectory(_directory, held));
        }
        finally
        {
            Writer.ReleaseCommit(held);
        }
    }

    /// <summary>Refuses new operations, waits for those under way, commits and closes. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_gate.Close() is not { } drained)
            return;
        await _closing.CancelAsync().ConfigureAwait(false);
        await drained.ConfigureAwait(false);
        // Before the snapshots end, which it reports from.
        Metrics.Dispose();
        await Task.WhenAll(_background).ConfigureAwait(false);
        try
        {
            if (Writer is not null)
                await CloseWriterAsync(Writer).ConfigureAwait(false);
        }
        finally
        {
            Snapshots.Dispose();
            Writer?.Dispose();
            _directory.Dispose();
            _home?.Dispose();
            _closing.Dispose();
            _optimizing.Dispose();
        }
    }

    private async Task CloseWriterAsync(ArticleWriter writer)
    {
        try
        {
            if (writer.Written.Any)
                await _refreshes.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            // What was acknowledged must last, whether observers could be told of it or not.
            await _commits.RunAsync().ConfigureAwait(false);
            writer.WaitForMerges();
            writer.Commit();
        }
    }

    private void StartBackgroundWork()
    {
        if (Options.RefreshInterval > TimeSpan.Zero)
            _background.Add(RepeatAsync(Options.RefreshInterval, RefreshOnTheClock));
        if (Writer is not null && Options.Durability == Durability.Async)
            _background.Add(RepeatAsync(Options.CommitInterval, () => Writer.HasUncommittedChanges ? _commits.RunAsync() : Task.CompletedTask));
    }

    private async Task RepeatAsync(TimeSpan interval, Func<Task> step)
    {
        using var timer = new PeriodicTimer(interval);
        while (true)
        {
            try
            {
                if (!await timer.WaitForNextTickAsync(_closing.Token).ConfigureAwait(false))
                    return;
                await step().ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
#pragma warning disable CA1031 // A failed turn is tried again by the next; a caller who waits for the same work sees its error.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }

    private Task RefreshOnTheClock()
    {
        if (Writer is not null && ((!Writer.LiveIds.Any && !Writer.Written.Any) || IsTooEarlyDuringBulkAdd()))
            return Task.CompletedTask;
        return _refreshes.RunAsync();
    }

    /// <summary>A refresh writes a segment, which costs a bulk add much of its speed when it happens every second.</summary>
    private bool IsTooEarlyDuringBulkAdd() => Volatile.Read(ref _bulkAdds) > 0
        && Stopwatch.GetElapsedTime(Volatile.Read(ref _lastRefresh)) < s_refreshDuringBulkAdd;

    private void CommitNow()
    {
        long started = Stopwatch.GetTimestamp();
        Writer!.Commit();
        Metrics.Committed(started);
    }

    private IndexMetrics.Figures Measure()
    {
        using var lease = Snapshots.Acquire();
        return new IndexMetrics.Figures(lease.Snapshot.Reader.NumDocs, lease.Snapshot.SegmentCount, Bytes());
    }

    private void RefreshNow()
    {
        long started = Stopwatch.GetTimestamp();
        RefreshAndObserve(started);
        Metrics.Refreshed(started);
    }

    private void RefreshAndObserve(long now)
    {
        Volatile.Write(ref _lastRefresh, now);
        using var lease = Snapshots.Acquire();
        var former = lease.Snapshot;
        if (Writer is null)
        {
            RefreshFromDisk(former);
            return;
        }

        var written = Writer.Written.Take();
        try
        {
            PublishNewer(former, Writer);
            if (written.Count > 0 && Observer is not null)
            {
                using var present = Snapshots.Acquire();
                Observer.Refreshed(present.Snapshot, written);
            }
        }
        catch
        {
            Writer.Written.PutBack(written);
            throw;
        }
    }

    private void PublishNewer(Snapshot former, ArticleWriter writer)
    {
        writer.LiveIds.BeginRefresh();
        try
        {
            if (writer.OpenReader(former.Reader) is { } newer)
                Snapshots.Publish(new Snapshot(newer, former.Generation));
            writer.LiveIds.EndRefresh();
        }
        catch
        {
            writer.LiveIds.AbandonRefresh();
            throw;
        }
    }

    /// <summary>Takes up the newest commit, of another generation if the writer has switched.</summary>
    private void RefreshFromDisk(Snapshot former)
    {
        // An application may have set a codec factory of its own since.
        ArticleCodec.Register();
        long generation = _home!.ReadCurrent();
        if (generation == former.Generation)
        {
            if (DirectoryReader.OpenIfChanged(former.Reader) is not { } newer)
                return;
            LoadSchema(newer);
            Snapshots.Publish(new Snapshot(newer, generation));
            return;
        }

        var directory = new ArticleDirectory(_home.PathOf(generation), Options.Access, readOnly: true);
        var reader = DirectoryReader.Open(directory);
        LoadSchema(reader);
        var left = _directory;
        _directory = directory;
        former.Reader.AddReaderDisposedListener(new DirectoryCloser(left));
        Snapshots.Publish(new Snapshot(reader, generation));
    }

    private void LoadSchema(DirectoryReader reader)
    {
        var recorded = reader.IndexCommit.UserData;
        Schema.Load(CommitRecord.Fields(recorded));
        _recordedTime = CommitRecord.Time(recorded);
    }

    private sealed class BulkAddMark(IndexSession session, ArticleWriter writer) : IDisposable
    {
        public void Dispose()
        {
            if (Interlocked.Decrement(ref session._bulkAdds) == 0)
                writer.ForgetKnownIds();
        }
    }

    private sealed class DirectoryCloser(LuceneDirectory directory) : IReaderDisposedListener
    {
        public void OnDispose(IndexReader reader) => directory.Dispose();
    }
}
