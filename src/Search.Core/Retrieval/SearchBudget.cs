namespace Search.Core.Retrieval;

/// <summary>The time and the cancellation of one search. Asked every few thousand documents or terms; not thread-safe.</summary>
internal sealed class SearchBudget
{
    private readonly TimeProvider _clock;
    private readonly CancellationToken _cancellationToken;
    private readonly long _end;

    /// <param name="time">How long the search may take.</param>
    /// <param name="cancellationToken">Ends it with an exception.</param>
    /// <param name="clock">What time is measured by; null for the system's.</param>
    public SearchBudget(TimeSpan time, CancellationToken cancellationToken, TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        _cancellationToken = cancellationToken;
        _end = time == Timeout.InfiniteTimeSpan
            ? long.MaxValue : _clock.GetTimestamp() + (long)(time.TotalSeconds * _clock.TimestampFrequency);
    }

    /// <summary>True once the time was found to be used up; the answer is partial.</summary>
    public bool WasExceeded { get; private set; }

    /// <summary>True when the search must end now with what it has.</summary>
    /// <exception cref="OperationCanceledException">The caller no longer wants the answer.</exception>
    public bool IsExceeded()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return WasExceeded || (WasExceeded = _clock.GetTimestamp() > _end);
    }
}
