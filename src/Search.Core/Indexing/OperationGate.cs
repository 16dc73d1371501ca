namespace Search.Core.Indexing;

/// <summary>Counts the operations that are under way, so that closing can refuse new ones and wait for those. Thread-safe.</summary>
internal sealed class OperationGate(string name)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _active;
    private bool _closed;

    /// <summary>Begins an operation; dispose what it gives when the operation ends.</summary>
    /// <exception cref="ObjectDisposedException">Closing has begun.</exception>
    public Pass Enter()
    {
        lock (_lock)
        {
            if (_closed)
                throw new ObjectDisposedException(name, "The index is closed.");
            _active++;
        }

        return new Pass(this);
    }

    /// <summary>Refuses new operations; completes when the last one has ended. Null when it was closed before.</summary>
    public Task? Close()
    {
        lock (_lock)
        {
            if (_closed)
                return null;
            _closed = true;
            if (_active == 0)
                _drained.SetResult();
        }

        return _drained.Task;
    }

    private void Exit()
    {
        lock (_lock)
        {
            if (--_active == 0 && _closed)
                _drained.TrySetResult();
        }
    }

    internal struct Pass(OperationGate gate) : IDisposable
    {
        private OperationGate? _gate = gate;

        public void Dispose()
        {
            _gate?.Exit();
            _gate = null;
        }
    }
}
