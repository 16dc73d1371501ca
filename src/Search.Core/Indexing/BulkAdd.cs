using System.Diagnostics;
using System.Threading.Channels;
using Search.Core.Indexing.Bulk;

namespace Search.Core.Indexing;

/// <summary>Adds a sequence of articles on several threads: one reads, the others analyse and index.</summary>
/// <remarks>
/// Few articles go through the live writer; from <see cref="BulkFrom"/> on, each thread builds segments of its own (<see cref="SegmentTarget"/>).
/// Articles go to the threads by their id, so that of two with the same id the later one stays. What waits is bounded in number
/// and in characters, whatever the size of an article.
/// </remarks>
internal sealed class BulkAdd(IndexSession session, IProgress<AddProgress>? progress, CancellationToken cancellationToken) : IDisposable
{
    private const int QueuedBatches = 4;
    private const int BatchArticles = 32;
    private const int QueuedMegachars = 64;
    private const int MaxReportedFailures = 1_000;

    /// <summary>So many articles are read before it is decided how they are indexed.</summary>
    internal const int BulkFrom = 1_000;
    private const int BulkFromMegachars = 32;
    private static readonly TimeSpan s_reportEvery = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _megachars = new(QueuedMegachars);
    private readonly List<RecordFailure> _failures = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _indexed, _replaced, _failed;

    /// <summary>What the sequence threw, which is the caller's own affair and says nothing of the index; null when it threw nothing.</summary>
    public Exception? SourceFailure { get; private set; }

    private readonly record struct Queued(Article Article, string? File, long Line, int Megachars);

    /// <summary>What waits for a thread. Handed over in batches: waking a thread costs as much as a short article.</summary>
    private sealed class Queue
    {
        public Channel<List<Queued>> Batches { get; } =
            Channel.CreateBounded<List<Queued>>(new BoundedChannelOptions(QueuedBatches) { SingleReader = true, SingleWriter = true });

        public List<Queued> Next { get; private set; } = new(BatchArticles);

        public async ValueTask HandOverAsync(CancellationToken stop)
        {
            if (Next.Count == 0)
                return;
            await Batches.Writer.WriteAsync(Next, stop).ConfigureAwait(false);
            Next = new List<Queued>(BatchArticles);
        }
    }

    /// <summary>Runs to the end of the sequence, then makes it durable and searchable.</summary>
    public async Task<AddResult> RunAsync(IAsyncEnumerable<CorpusRecord> records, Func<(long Read, long? Total)> position)
    {
        using var mark = session.BeginBulkAdd();
        int threads = session.Options.IndexingThreads > 0 ? session.Options.IndexingThreads : Environment.ProcessorCount;
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queues = Enumerable.Range(0, threads)
            .Select(_ => new Queue())
            .ToArray();
        using var joiner = new SegmentJoiner(session, CancellationToken.None);
        Task[] workers = [];
        try
        {
            var source = records.GetAsyncEnumerator(failed.Token);
            await using var disposal = source.ConfigureAwait(false);
            var first = await ReadFirstAsync(source).ConfigureAwait(false);
            bool isBulk = first.Count >= BulkFrom || Megachars(first) >= BulkFromMegachars;
            workers = [.. queues.Select(queue => Task.Run(() => IndexAsync(queue.Batches.Reader, NewTarget(isBulk, joiner, threads), failed), CancellationToken.None))];
            await DistributeAsync(first, source, queues, position, failed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A worker failed; its error is thrown below.
        }
        finally
        {
            foreach (var queue in queues)
                queue.Batches.Writer.TryComplete();
            await Task.WhenAll(workers).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await session.CommitAsync(cancellationToken).ConfigureAwait(false);
        await session.RefreshAsync(cancellationToken).ConfigureAwait(false);
        Report(position(), isComplete: true);
        return new AddResult(_indexed, _replaced, _failed, [.. _failures.OrderBy(failure => failure.File, StringComparer.Ordinal).ThenBy(failure => failure.Line)]);
    }

    public void Dispose() => _megachars.Dispose();

    /// <summary>Reads until it is clear whether there are few articles or many.</summary>
    private async Task<List<CorpusRecord>> ReadFirstAsync(IAsyncEnumerator<CorpusRecord> source)
    {
        var first = new List<CorpusRecord>();
        long characters = 0;
        while (first.Count < BulkFrom && characters >> 20 < BulkFromMegachars && await MoveNextAsync(source).ConfigureAwait(false))
        {
            first.Add(source.Current);
            characters += Characters(source.Current);
        }

        return first;
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<CorpusRecord> source)
    {
        try
        {
            return await source.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            SourceFailure = exception;
            throw;
        }
    }

    private static long Megachars(List<CorpusRecord> records) => records.Sum(Characters) >> 20;

    private static long Characters(CorpusRecord record) => record.Article is { } article ? (long)article.Body.Length + (article.Original?.Body.Length ?? 0) : 0;

    private IArticleTarget NewTarget(bool isBulk, SegmentJoiner joiner, int threads) => isBulk
        ? new SegmentTarget(session, joiner, ((long)session.Options.WriteBufferMegabytes << 20) / threads, storesAside: threads < Environment.ProcessorCount)
        : new LiveTarget(session);

    private async Task DistributeAsync(
        List<CorpusRecord> first, IAsyncEnumerator<CorpusRecord> source, Queue[] queues, Func<(long Read, long? Total)> position, CancellationToken stop)
    {
        var lastReport = TimeSpan.Zero;
        foreach (var record in first)
            await DistributeAsync(record, queues, stop).ConfigureAwait(false);
        first.Clear();
        while (await MoveNextAsync(source).ConfigureAwait(false))
        {
            await DistributeAsync(source.Current, queues, stop).ConfigureAwait(false);
            if (_clock.Elapsed - lastReport >= s_reportEvery)
            {
                lastReport = _clock.Elapsed;
                Report(position());
            }
        }

        foreach (var queue in queues)
            await queue.HandOverAsync(stop).ConfigureAwait(false);
    }

    private async ValueTask DistributeAsync(CorpusRecord record, Queue[] queues, CancellationToken stop)
    {
        if (record.Article is not { } article)
        {
            Fail(record.Failure!);
            return;
        }

        int megachars = (int)Math.Min(QueuedMegachars, Characters(record) >> 20);
        for (int i = 0; i < megachars; i++)
            await _megachars.WaitAsync(stop).ConfigureAwait(false);
        var queue = queues[(uint)string.GetHashCode(article.Id, StringComparison.Ordinal) % (uint)queues.Length];
        queue.Next.Add(new Queued(article, record.File, record.Line, megachars));
        // What holds characters does not wait to be handed over: nobody else would give them back.
        if (megachars > 0 || queue.Next.Count == BatchArticles)
            await queue.HandOverAsync(stop).ConfigureAwait(false);
    }

    private async Task IndexAsync(ChannelReader<List<Queued>> queue, IArticleTarget target, CancellationTokenSource failed)
    {
        using var owned = target;
        try
        {
            try
            {
                await foreach (var batch in queue.ReadAllAsync(failed.Token).ConfigureAwait(false))
                {
                    foreach (var queued in batch)
                    {
                        failed.Token.ThrowIfCancellationRequested();
                        CorrectReplaced(await IndexAsync(queued, target, failed.Token).ConfigureAwait(false));
                    }
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // What was added so far stays.
            }

            if (!failed.IsCancellationRequested || cancellationToken.IsCancellationRequested)
                CorrectReplaced(target.Complete());
        }
        catch (OperationCanceledException) when (failed.IsCancellationRequested)
        {
        }
        catch
        {
            await failed.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private ValueTask<int> IndexAsync(in Queued queued, IArticleTarget target, CancellationToken stop)
    {
        try
        {
            if (target.Add(queued.Article) == AddOutcome.Created)
                Interlocked.Increment(ref _indexed);
            else
                Interlocked.Increment(ref _replaced);
        }
        catch (InvalidRequestException exception)
        {
            Fail(new RecordFailure(queued.File, queued.Line, queued.Article.Id, exception.Message));
        }

        if (queued.Megachars > 0)
            _megachars.Release(queued.Megachars);
        return target.PauseAsync(stop);
    }

    /// <summary>Counts articles as replaced that were counted as new before their segment joined the index.</summary>
    private void CorrectReplaced(int replaced)
    {
        Interlocked.Add(ref _replaced, replaced);
        Interlocked.Add(ref _indexed, -replaced);
    }

    private void Fail(RecordFailure failure)
    {
        Interlocked.Increment(ref _failed);
        lock (_failures)
        {
            if (_failures.Count < MaxReportedFailures)
                _failures.Add(failure);
        }
    }

    private void Report((long Read, long? Total) position, bool isComplete = false) => progress?.Report(new AddProgress(
        Interlocked.Read(ref _indexed), Interlocked.Read(ref _replaced), Interlocked.Read(ref _failed), position.Read, position.Total, _clock.Elapsed, isComplete));
}
