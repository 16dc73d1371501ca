using System.Diagnostics;

namespace Search.Core.Retrieval;

/// <summary>The time and the cancellation of one search. Asked every few thousand documents or terms; not thread-safe.</summary>
internal sealed class SearchBudget(TimeSpan time, CancellationToken cancellationToken)
{
    private readonly long _end = time == Timeout.InfiniteTimeSpan
        ? long.MaxValue : Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);

    /// <summary>True once the time was found to be used up; the answer is partial.</summary>
    public bool WasExceeded { get; private set; }

    /// <summary>True when the search must end now with what it has.</summary>
    /// <exception cref="OperationCanceledException">The caller no longer wants the answer.</exception>
    public bool IsExceeded()
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WasExceeded || (WasExceeded = Stopwatch.GetTimestamp() > _end);
    }
}
