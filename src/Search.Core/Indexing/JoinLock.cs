namespace Search.Core.Indexing;

/// <summary>Lets what others may do meanwhile go on side by side, and the joining of whole segments alone. Thread-safe; a pass ends on the thread that took it.</summary>
internal sealed class JoinLock : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new(LockRecursionPolicy.SupportsRecursion);

    /// <summary>Whether somebody waits for what goes on alone.</summary>
    public bool IsWaitedFor => _lock.WaitingReadCount > 0;

    /// <summary>Begins what others may do at the same time, such as the write of an article.</summary>
    public Pass Enter()
    {
        _lock.EnterReadLock();
        return new Pass(_lock, alone: false);
    }

    /// <summary>Begins what nothing of the others may come between.</summary>
    public Pass EnterAlone()
    {
        _lock.EnterWriteLock();
        return new Pass(_lock, alone: true);
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Ends when it is disposed.</summary>
    internal readonly ref struct Pass(ReaderWriterLockSlim held, bool alone)
    {
        public void Dispose()
        {
            if (alone)
                held.ExitWriteLock();
            else
                held.ExitReadLock();
        }
    }
}
