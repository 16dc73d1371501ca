namespace Search.Core.Indexing;

/// <summary>
/// Work that many ask for and one run serves: a commit or a refresh. Whoever asks gets a run that starts after the asking,
/// shared with everybody who asked before it started ("group commit"). Thread-safe.
/// </summary>
internal sealed class SharedWork(Action work)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _next;
    private bool _running;

    /// <summary>Completes after a run that began after this call; with the error of that run if it failed.</summary>
    public Task RunAsync()
    {
        lock (_lock)
        {
            _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_running)
            {
                _running = true;
                _ = Task.Run(Loop);
            }

            return _next.Task;
        }
    }

    private void Loop()
    {
        while (true)
        {
            TaskCompletionSource turn;
            lock (_lock)
            {
                if (_next is null)
                {
                    _running = false;
                    return;
                }

                turn = _next;
                _next = null;
            }

            try
            {
                work();
                turn.SetResult();
            }
#pragma warning disable CA1031 // Whatever went wrong belongs to those who wait for it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                turn.SetException(exception);
                // A run that nobody awaits (a background refresh) must not end the process when it is collected.
                _ = turn.Task.Exception;
            }
        }
    }
}
