using System.Text;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Analysis;
using Search.Core.Diagnostics;
using Search.Core.Indexing.Bulk;
using Search.Core.Indexing.Optimizing;
using Search.Core.Postings;
using Search.Core.Scoring;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Indexing;

/// <summary>
/// The writer's side of an index: adds, replaces and deletes by id, and commits. Thread-safe; writes of the same id follow each other.
/// It knows of every id whether it exists, also of those that no search sees yet. Once it has failed, it refuses everything (<see cref="WriteFailure"/>).
/// </summary>
internal sealed class ArticleWriter : IDisposable
{
    // Reading the ids that are there costs less than looking for the new ones, unless there are so many times more.
    private const int FilterUpTo = 50;

    private readonly IndexWriter _lucene;
    private readonly FieldSchema _schema;
    private readonly IndexMetrics _metrics;
    private readonly SnapshotDeletionPolicy _deletions;
    private readonly WriteFailure _failure;
    private readonly IdLocks _locks = new();
    private readonly WriteWatches _watches = new();

    // Writes share it, and a join has it alone from its first look-up to its closing refresh.
    private readonly JoinLock _joins = new();

    // Commits and new readers share it, and a join has it alone while old articles are gone and the new ones not in. Taken after _joins, and never
    // around a refresh, which waits for readers.
    private readonly JoinLock _views = new();
    private readonly ArticleMergePolicy _merges = new(new TieredMergePolicy { NoCFSRatio = 0 });
    private readonly ThreadLocal<DocumentBuilder> _builders;
    private long _lastCommit;
    private string _recordedFields = "";

    // The ids that there may be, while segments join; changes only while a join is alone.
    private IdFilter? _knownIds;

    public ArticleWriter(LuceneDirectory directory, string place, SessionOptions options, AnalysisChain chain, FieldSchema schema, IndexMetrics metrics)
    {
        _failure = new WriteFailure(place);
        _schema = schema;
        _metrics = metrics;
        _builders = new ThreadLocal<DocumentBuilder>(() => new DocumentBuilder(chain, schema, options.Form));
        _deletions = new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
        ArticleCodec.Register();
        // The analyzer is never asked: every text field brings its own token stream.
        var config = new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
        {
            OpenMode = Lucene.Net.Index.OpenMode.CREATE_OR_APPEND,
            RAMBufferSizeMB = options.WriteBufferMegabytes,
            Similarity = new ExactLengthSimilarity(),
            Codec = ArticleCodec.Instance,
            IndexDeletionPolicy = _deletions,
            CheckIntegrityAtMerge = true,
            UseCompoundFile = false,
            MergePolicy = _merges,
            MergeScheduler = new MeasuredMergeScheduler(metrics),
        };
        config.SetInfoStream(_failure);
        _lucene = new IndexWriter(directory, config);
        try
        {
            var recorded = _lucene.CommitData;
            schema.Load(CommitRecord.Fields(recorded));
            // What the options declare beside them is declared again by the next opening.
            _recordedFields = schema.Save();
            _lastCommit = CommitRecord.Time(recorded)?.Ticks ?? 0;
            // A new index has a commit from the first moment, so that readers of other processes find one.
            if (!DirectoryReader.IndexExists(directory))
                Commit();
        }
        catch
        {
            _lucene.Rollback();
            throw;
        }
    }

    /// <summary>The ids that no snapshot knows of yet.</summary>
    public LiveIds LiveIds { get; } = new();

    /// <summary>The ids that were written since the last refresh, while somebody looks at new articles.</summary>
    public WrittenIds Written { get; } = new();

    /// <summary>Told when a commit has recorded the fields and goes on to flush the articles; null but for tests, which write in between.</summary>
    public Action? Committing { get; set; }

    public DateTimeOffset? LastCommit => Volatile.Read(ref _lastCommit) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Whether something was written since the last commit. Asked twice: Lucene looks at what is on its way to a commit from its end to its beginning,
    /// and a flush that is published between two looks takes it past them; the second time it has arrived.</summary>
    public bool HasUncommittedChanges => _lucene.HasUncommittedChanges() || _lucene.HasUncommittedChanges();

    /// <summary>Whether a commit or a reader waits for a segment that joins.</summary>
    public bool IsJoinWaitedFor => _views.IsWaitedFor;

    /// <summary>Adds an article or replaces the one with its id.</summary>
    /// <exception cref="InvalidRequestException">The article cannot be indexed; nothing was changed.</exception>
    public AddOutcome Write(Article article, SnapshotSource snapshots)
    {
        var document = _builders.Value!.Build(article);
        using var pass = _joins.Enter();
        lock (_locks.For(article.Id))
            return Write(article.Id, document, snapshots);
    }

    /// <summary>Replaces an article by what a function makes of it, with no other write of the id in between.</summary>
    /// <param name="id">The id.</param>
    /// <param name="load">Gives the present article; null when there is none.</param>
    /// <param name="change">Gives the new one.</param>
    /// <param name="snapshots">Where to look for what is there.</param>
    public Article? Update(string id, Func<Article?> load, Func<Article, Article> change, SnapshotSource snapshots)
    {
        using var pass = _joins.Enter();
        lock (_locks.For(id))
        {
            if (load() is not { } present)
                return null;
            var changed = change(present) ?? throw new InvalidRequestException("The change gave no article.");
            if (!string.Equals(changed.Id, id, StringComparison.Ordinal))
                throw new InvalidRequestException($"The change gave an article with the id '{changed.Id}' in place of '{id}': keep the id.");
            Write(id, _builders.Value!.Build(changed), snapshots);
            return changed;
        }
    }

    /// <summary>Deletes by id; false when there was no such article.</summary>
    public bool Delete(string id, SnapshotSource snapshots)
    {
        using var pass = _joins.Enter();
        lock (_locks.For(id))
        {
            if (!Exists(id, snapshots))
                return false;
            DeleteNow(id);
            return true;
        }
    }

    /// <summary>Begins to note which articles are written or deleted. Refresh afterwards: what a snapshot then has is known to be changed or not.</summary>
    public WriteWatches.Watch WatchWrites() => _watches.Begin();

    /// <summary>Deletes an article unless it was written again or deleted since.</summary>
    /// <param name="id">The id of an article of a snapshot.</param>
    /// <param name="writes">Began before the refresh that made the snapshot.</param>
    public bool DeleteUnlessChanged(string id, WriteWatches.Watch writes)
    {
        using var pass = _joins.Enter();
        lock (_locks.For(id))
        {
            if (writes.Contains(id))
                return false;
            DeleteNow(id);
            return true;
        }
    }

    /// <summary>
    /// Takes in a segment that was built elsewhere. Its articles replace those of the same ids that were written before; no other write comes
    /// between. Searches see all of it at once.
    /// </summary>
    /// <param name="segment">The segment, an index of its own; its files may be moved away.</param>
    /// <param name="ids">The ids of its articles.</param>
    /// <param name="snapshots">Where to look for what is there.</param>
    /// <param name="refresh">Makes everything written so far searchable.</param>
    /// <returns>How many articles were replaced.</returns>
    public int Join(LuceneDirectory segment, TermTable ids, SnapshotSource snapshots, Action refresh)
    {
        using var pass = _joins.EnterAlone();
        ThrowIfFailed();
        if (LiveIds.Any)
            refresh();
        var replaced = FindReplaced(ids, snapshots);
        TakeIn(segment, replaced);
        Written.Add(ids, replaced);
        _watches.Add(ids);
        _metrics.Written("created", ids.Count - replaced.Count);
        _metrics.Written("replaced", replaced.Count);
        for (int id = 0; _knownIds is not null && id < ids.Count; id++)
            _knownIds.Add(ids[id]);
        refresh();
        return replaced.Count;
    }

    /// <summary>Merges all segments into one in another order. Writes and searches go on; one at a time.</summary>
    public void Optimize(OptimizeOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        // A merge that fails loses nothing, unlike the flush before it, which makes itself heard.
        ThrowIfFailed();
        IndexOptimizer.Run(_lucene, _merges, options, progress, cancellationToken);
    }

    /// <summary>Nothing may be acknowledged after a failure.</summary>
    /// <exception cref="ArticleIndexException">The writer has failed since it was opened.</exception>
    public void ThrowIfFailed() => _failure.ThrowIfAny();

    /// <summary>Ends what <see cref="Join"/> keeps from one segment to the next.</summary>
    public void ForgetKnownIds()
    {
        using var pass = _joins.EnterAlone();
        _knownIds = null;
    }

    /// <summary>Makes everything written so far durable. One at a time (see <see cref="SharedWork"/>).</summary>
    public void Commit()
    {
        using var pass = _views.Enter();
        _failure.Run(() =>
        {
            string fields = _schema.Save();
            if (HasUncommittedChanges || LastCommit is null)
            {
                Commit(fields);
                fields = _schema.Save();
            }

            // An article may have brought a new field after they were recorded and before Lucene began to flush: it is committed, its field's type not.
            while (fields != _recordedFields)
            {
                Commit(fields);
                fields = _schema.Save();
            }
        });
        // Another thread's flush may have failed since, and this commit be without what it dropped.
        ThrowIfFailed();
    }

    /// <summary>A reader that sees everything written so far.</summary>
    public DirectoryReader OpenReader()
    {
        ArticleCodec.Register();
        return DirectoryReader.Open(_lucene, applyAllDeletes: true);
    }

    /// <summary>The same, sharing what did not change; null when nothing did.</summary>
    public DirectoryReader? OpenReader(DirectoryReader former)
    {
        using var pass = _views.Enter();
        return _failure.Run(() => DirectoryReader.OpenIfChanged(former, _lucene, applyAllDeletes: true));
    }

    /// <summary>Keeps the files of the last commit until <see cref="ReleaseCommit"/>.</summary>
    public IndexCommit HoldCommit() => _deletions.Snapshot();

    public void ReleaseCommit(IndexCommit commit)
    {
        _deletions.Release(commit);
        _lucene.DeleteUnusedFiles();
    }

    /// <summary>Closes without a commit; merges under way are given up.</summary>
    public void Dispose()
    {
        // Rollback and not Dispose: the commit has been made before, and a commit that fails inside Dispose would leak the lock.
        _lucene.Rollback();
        _builders.Dispose();
        _failure.Dispose();
        _joins.Dispose();
        _views.Dispose();
    }

    /// <summary>Waits for merges that are under way, so that closing does not throw their work away.</summary>
    public void WaitForMerges() => _lucene.WaitForMerges();

    /// <summary>Puts a segment in the place of the articles that it replaces: for commits and readers at once.</summary>
    private void TakeIn(LuceneDirectory segment, List<Term> replaced)
    {
        // Nothing is seen half where nothing is replaced: then a commit goes on beside it, which may wait for the disk.
        using var pass = replaced.Count > 0 ? _views.EnterAlone() : _views.Enter();
        _failure.Run(() =>
        {
            // Flushed by AddIndexes before the segment comes in, so they delete nothing of it.
            if (replaced.Count > 0)
                _lucene.DeleteDocuments([.. replaced]);
            ArticleCodec.Register();
            _lucene.AddIndexes(segment);
        });
    }

    private AddOutcome Write(string id, Document document, SnapshotSource snapshots)
    {
        bool existed = Exists(id, snapshots);
        _failure.RunForArticle(() =>
        {
            // A new id needs no deletion, and a buffered deletion costs more than a document's own inversion on small articles.
            if (existed)
                _lucene.UpdateDocument(new Term(FieldNames.Id, id), document);
            else
                _lucene.AddDocument(document);
        });
        LiveIds.Set(id, exists: true);
        Written.Add(id, existed);
        _watches.Add(id);
        _metrics.Written(existed ? "replaced" : "created", 1);
        _knownIds?.Add(Encoding.UTF8.GetBytes(id));
        return existed ? AddOutcome.Replaced : AddOutcome.Created;
    }

    private void Commit(string fields)
    {
        long now = DateTimeOffset.UtcNow.Ticks;
        _lucene.SetCommitData(CommitRecord.Of(fields, now));
        Committing?.Invoke();
        _lucene.Commit();
        _recordedFields = fields;
        Volatile.Write(ref _lastCommit, now);
    }

    private List<Term> FindReplaced(TermTable ids, SnapshotSource snapshots)
    {
        var replaced = new List<Term>();
        using var lease = snapshots.Acquire();
        int documents = lease.Snapshot.Reader.MaxDoc;
        if (documents <= (long)FilterUpTo * ids.Count)
            _knownIds ??= IdFilter.Of(lease.Snapshot.Reader);
        for (int id = 0; documents > 0 && id < ids.Count; id++)
        {
            if (_knownIds is not null && !_knownIds.MayContain(ids[id]))
                continue;
            var term = new BytesRef(ids[id].ToArray());
            if (lease.Snapshot.Find(term) >= 0)
                replaced.Add(new Term(FieldNames.Id, term));
        }

        return replaced;
    }

    private void DeleteNow(string id)
    {
        _failure.Run(() => _lucene.DeleteDocuments(new Term(FieldNames.Id, id)));
        LiveIds.Set(id, exists: false);
        _watches.Add(id);
        _metrics.Written("deleted", 1);
    }

    private bool Exists(string id, SnapshotSource snapshots)
    {
        if (LiveIds.TryGet(id, out bool exists))
            return exists;
        using var lease = snapshots.Acquire();
        return lease.Snapshot.Find(id) >= 0;
    }
}
