using Lucene.Net.Store;

namespace Search.Core.Storage;

/// <summary>Makes the locks of one directory: Lucene's interface over <see cref="FileLock"/>.</summary>
internal sealed class DirectoryLockFactory(string folder) : LockFactory, IDisposable
{
    private readonly HashSet<DirectoryLock> _held = [];

    /// <inheritdoc/>
    public override Lucene.Net.Store.Lock MakeLock(string lockName) => new DirectoryLock(this, Path.Combine(folder, lockName));

    /// <summary>Does nothing: the operating system leaves no lock over that had to be cleared by force.</summary>
    public override void ClearLock(string lockName)
    {
    }

    /// <summary>Releases what was taken through this factory and is still held, as by a writer whose closing failed.</summary>
    public void Dispose()
    {
        DirectoryLock[] held;
        lock (_held)
        {
            held = [.. _held];
        }

        foreach (DirectoryLock forgotten in held)
        {
            forgotten.Dispose();
        }
    }

    private sealed class DirectoryLock(DirectoryLockFactory factory, string path) : Lucene.Net.Store.Lock
    {
        private FileLock? _lock;

        public override bool Obtain()
        {
            lock (factory._held)
            {
                if (_lock is not null || FileLock.TryTake(path) is not { } taken)
                {
                    return false;
                }

                _lock = taken;
                factory._held.Add(this);
                return true;
            }
        }

        public override bool IsLocked()
        {
            lock (factory._held)
            {
                return _lock is not null || FileLock.IsHeld(path);
            }
        }

        public override string ToString() => path;

        protected override void Dispose(bool disposing)
        {
            if (!disposing)
            {
                return;
            }

            lock (factory._held)
            {
                factory._held.Remove(this);
                _lock?.Dispose();
                _lock = null;
            }
        }
    }
}
