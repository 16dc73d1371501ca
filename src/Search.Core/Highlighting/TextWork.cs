namespace Search.Core.Highlighting;

/// <summary>Counts the steps of work on one text, and asks every few thousand of them whether it is still wanted and there is time. Not thread-safe.</summary>
/// <param name="isOutOfTime">Whether the text must do with what was found in it; null for as much time as it takes.</param>
/// <param name="cancellationToken">Ends the work with an exception.</param>
internal sealed class TextWork(Func<bool>? isOutOfTime, CancellationToken cancellationToken)
{
    private const int StepsBetweenChecks = 8_192;
    private long _untilCheck = StepsBetweenChecks;
    private bool _isOver;

    /// <summary>Counts steps; true when the work must end with what it has.</summary>
    /// <exception cref="OperationCanceledException">The caller no longer wants the answer.</exception>
    public bool IsOver(int steps)
    {
        _untilCheck -= steps;
        if (_untilCheck > 0 || _isOver)
            return _isOver;
        _untilCheck = StepsBetweenChecks;
        cancellationToken.ThrowIfCancellationRequested();
        return _isOver = isOutOfTime?.Invoke() == true;
    }
}
