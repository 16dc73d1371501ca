using System.Diagnostics;
using System.Threading.Channels;

namespace Search.Core.Indexing;

/// <summary>Adds a sequence of articles on several threads: one reads, the others analyse and index.</summary>
/// <remarks>
/// Articles go to the threads by their id, so that of two with the same id the later one stays. What waits is bounded in number
/// and in characters, whatever the size of an article.
/// </remarks>
internal sealed class BulkAdd(IndexSession session, IProgress<AddProgress>? progress, CancellationToken cancellationToken) : IDisposable
{
    private const int QueuedArticles = 128;
    private const int QueuedMegachars = 64;
    private const int MaxReportedFailures = 1_000;
    private const int RefreshAfterIds = 200_000;
    private static readonly TimeSpan s_reportEvery = TimeSpan.FromMilliseconds(200);

    private readonly ArticleWriter _writer = session.RequireWriter();
    private readonly SemaphoreSlim _megachars = new(QueuedMegachars);
    private readonly List<RecordFailure> _failures = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _indexed, _replaced, _failed;

    private readonly record struct Queued(Article Article, string? File, long Line, int Megachars);

    /// <summary>Runs to the end of the sequence, then makes it durable and searchable.</summary>
    public async Task<AddResult> RunAsync(IAsyncEnumerable<CorpusRecord> records, Func<(long Read, long? Total)> position)
    {
        using var mark = session.BeginBulkAdd();
        int threads = session.Options.IndexingThreads > 0 ? session.Options.IndexingThreads : Environment.ProcessorCount;
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queues = Enumerable.Range(0, threads)
            .Select(_ => Channel.CreateBounded<Queued>(new BoundedChannelOptions(QueuedArticles) { SingleReader = true, SingleWriter = true }))
            .ToArray();
        var workers = queues.Select(queue => Task.Run(() => IndexAsync(queue.Reader, failed), CancellationToken.None)).ToArray();
        try
        {
            await DistributeAsync(records, queues, position, failed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A worker failed; its error is thrown below.
        }
        finally
        {
            foreach (var queue in queues)
                queue.Writer.TryComplete();
            await Task.WhenAll(workers).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await session.CommitAsync(cancellationToken).ConfigureAwait(false);
        await session.RefreshAsync(cancellationToken).ConfigureAwait(false);
        Report(position(), isComplete: true);
        return new AddResult(_indexed, _replaced, _failed, [.. _failures.OrderBy(failure => failure.File, StringComparer.Ordinal).ThenBy(failure => failure.Line)]);
    }

    public void Dispose() => _megachars.Dispose();

    private async Task DistributeAsync(IAsyncEnumerable<CorpusRecord> records, Channel<Queued>[] queues, Func<(long Read, long? Total)> position, CancellationToken stop)
    {
        var lastReport = TimeSpan.Zero;
        await foreach (var record in records.WithCancellation(stop).ConfigureAwait(false))
        {
            if (record.Article is { } article)
            {
                int megachars = (int)Math.Min(QueuedMegachars, ((long)article.Body.Length + (article.Original?.Body.Length ?? 0)) >> 20);
                for (int i = 0; i < megachars; i++)
                    await _megachars.WaitAsync(stop).ConfigureAwait(false);
                int queue = (int)((uint)string.GetHashCode(article.Id, StringComparison.Ordinal) % (uint)queues.Length);
                await queues[queue].Writer.WriteAsync(new Queued(article, record.File, record.Line, megachars), stop).ConfigureAwait(false);
            }
            else
            {
                Fail(record.Failure!);
            }

            if (_clock.Elapsed - lastReport >= s_reportEvery)
            {
                lastReport = _clock.Elapsed;
                Report(position());
            }
        }
    }

    private async Task IndexAsync(ChannelReader<Queued> queue, CancellationTokenSource failed)
    {
        try
        {
            await foreach (var queued in queue.ReadAllAsync(failed.Token).ConfigureAwait(false))
            {
                try
                {
                    if (_writer.Write(queued.Article, session.Snapshots) == AddOutcome.Created)
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
                // The ids since the last refresh are kept in memory; a refresh lets them go.
                if (_writer.LiveIds.Count > RefreshAfterIds)
                    await session.RefreshAsync(failed.Token).ConfigureAwait(false);
            }
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
