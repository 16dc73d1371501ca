using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Search.Core.Analysis;
using Search.Core.Indexing;
using Search.Core.Retrieval;
using Search.Core.Searching;

namespace Search.Core.Suggesting;

/// <summary>
/// Completes what was typed from the articles of an index. The phrases of the articles are read when completions are first asked for, on a thread of
/// its own, and so is what changed since the last request: an index that is never asked pays nothing. Thread-safe.
/// </summary>
internal sealed class SuggestionSource : IAsyncDisposable
{
    /// <summary>How many times longer the first request waits.</summary>
    private const int FirstPatience = 10;

    private readonly AnalysisChain _chain;
    private readonly SearchLimits _limits;
    private readonly PhraseLedger _ledger;
    private readonly CancellationTokenSource _closing = new();
    private bool _isClosed;
    private readonly Lock _lock = new();
    private CompletionState _state = CompletionState.Empty;
    private Task _reading = Task.CompletedTask;

    public SuggestionSource(AnalysisChain chain, SearchLimits limits)
    {
        (_chain, _limits) = (chain, limits);
        _ledger = new PhraseLedger(new PhraseReader(chain));
    }

    /// <summary>What completions take in memory now.</summary>
    public long Bytes => _state.Base.Bytes + _state.Changes.Bytes + _ledger.Bytes;

    /// <summary>How many completions there are.</summary>
    public int Count => _state.Base.Count - _state.Replaced.Count + _state.Changes.Count;

    /// <summary>Completes what was typed.</summary>
    /// <exception cref="InvalidRequestException">The request is out of its ranges.</exception>
    public SuggestResults Suggest(Snapshot snapshot, SuggestRequest request, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        Check(request);
        var state = Volatile.Read(ref _state);
        if (!state.Has(snapshot))
            state = CatchUp(snapshot, state == CompletionState.Empty ? FirstPatience * request.Patience : request.Patience, cancellationToken);
        var budget = new SearchBudget(_limits.TimeBudget, cancellationToken);
        var typed = new TypedText(request.Text, _chain);
        var writer = new CompletionWriter(_chain, typed, request.Tag);
        // A completion that comes to what was found already, with other words kept, is not shown twice.
        var shown = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var suggestions = new List<Suggestion>();
        foreach (var completion in new CompletionSearch(state, typed, request.Size, budget).Run(request.Typos))
        {
            var suggestion = writer.Write(completion);
            if (shown.Add(suggestion.Text))
                suggestions.Add(suggestion);
        }
        return new SuggestResults { Suggestions = suggestions, IsComplete = state.Has(snapshot), Took = Stopwatch.GetElapsedTime(started) };
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, true))
            return;
        await _closing.CancelAsync().ConfigureAwait(false);
        Task reading;
        lock (_lock)
            reading = _reading;
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private CompletionState CatchUp(Snapshot snapshot, TimeSpan patience, CancellationToken cancellationToken)
    {
        long deadline = Stopwatch.GetTimestamp() + (long)(patience.TotalSeconds * Stopwatch.Frequency);
        while (true)
        {
            Task reading;
            lock (_lock)
            {
                if (_state.Has(snapshot))
                    return _state;
                if (_closing.IsCancellationRequested)
                    return _state;
                if (_reading.IsCompleted && snapshot.TryAcquire())
                    _reading = Start(snapshot);
                reading = _reading;
            }
            var left = TimeSpan.FromSeconds(Math.Max(0, (double)(deadline - Stopwatch.GetTimestamp()) / Stopwatch.Frequency));
            if (!Wait(reading, left, cancellationToken) || left == TimeSpan.Zero)
                return Volatile.Read(ref _state);
            // The reading may have been of an earlier snapshot; then this one's turn comes next.
        }
    }

    private static bool Wait(Task reading, TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            return reading.Wait(time, cancellationToken);
        }
        catch (AggregateException exception) when (exception.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }

    /// <summary>Takes in a snapshot, which the caller acquired, on a thread that gives way to others.</summary>
    private Task Start(Snapshot snapshot)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                _ledger.TakeIn(snapshot, state => Volatile.Write(ref _state, state), _closing.Token);
                done.SetResult();
            }
            catch (OperationCanceledException)
            {
                done.SetResult();
            }
#pragma warning disable CA1031 // Whatever went wrong belongs to the requests that wait for it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                done.SetException(exception);
                _ = done.Task.Exception;
            }
            finally
            {
                snapshot.Release();
            }
        })
        {
            IsBackground = true,
            Name = "Completions",
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        return done.Task;
    }

    private void Check(SuggestRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.Text);
        RequestChecks.Require(request.Text.Length <= _limits.MaxQueryLength, $"The text has {request.Text.Length:N0} characters, at most {_limits.MaxQueryLength:N0} are possible: shorten it.");
        RequestChecks.Require(request.Size is >= 0 and <= 100, $"The size {request.Size} is out of range: ask for 0 to 100 completions.");
        RequestChecks.Require(request.Patience >= TimeSpan.Zero && request.Patience <= TimeSpan.FromMinutes(1), "The patience is out of range: wait 0 to 60 seconds.");
        new HighlightOptions { Tag = request.Tag }.Validate();
    }
}
