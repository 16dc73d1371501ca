namespace Search.Core.Indexing;

/// <summary>Holds the newest snapshot. Thread-safe: searches acquire while a refresh publishes.</summary>
internal sealed class SnapshotSource(Snapshot first, string ownerName) : IDisposable
{
    private Snapshot? _current = first;

    /// <summary>The newest snapshot, acquired: dispose the lease when the search is done.</summary>
    /// <exception cref="ObjectDisposedException">The index is closed.</exception>
    public Lease Acquire()
    {
        while (true)
        {
            var snapshot = Volatile.Read(ref _current);
            if (snapshot is null)
                throw new ObjectDisposedException(ownerName, "The index is closed.");
            // It fails only when a newer one was published in between, so the next turn finds that.
            if (snapshot.TryAcquire())
                return new Lease(snapshot);
        }
    }

    /// <summary>Makes a newer snapshot the one that searches get; the former ends with its last search.</summary>
    public void Publish(Snapshot snapshot) => Interlocked.Exchange(ref _current, snapshot)?.Release();

    public void Dispose() => Interlocked.Exchange(ref _current, null)?.Release();

    internal readonly struct Lease(Snapshot snapshot) : IDisposable
    {
        public Snapshot Snapshot { get; } = snapshot;

        public void Dispose() => Snapshot.Release();
    }
}
