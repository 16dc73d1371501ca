using System.Collections.Concurrent;
using System.Text;
using Search.Core.Indexing.Bulk;

namespace Search.Core.Indexing;

/// <summary>Tells those who change articles by a snapshot which of them were written or deleted since. Thread-safe.</summary>
/// <remarks>
/// A write changes Lucene first and tells second, under the lock of its id. Whoever watches begins before the refresh that makes the snapshot: a write that
/// does not find the watch is in the snapshot. With the lock of the id, what is not in the watch has not been written since.
/// </remarks>
internal sealed class WriteWatches
{
    private readonly Lock _gate = new();
    private volatile Watch[] _watches = [];

    /// <summary>Begins to watch; dispose it to end.</summary>
    public Watch Begin()
    {
        var watch = new Watch(this);
        lock (_gate)
            _watches = [.. _watches, watch];
        return watch;
    }

    /// <summary>Tells of an id that was written or deleted before the call.</summary>
    public void Add(string id)
    {
        foreach (var watch in _watches)
            watch.Add(id);
    }

    /// <summary>Tells of the ids of a segment that was taken in before the call.</summary>
    public void Add(TermTable ids)
    {
        foreach (var watch in _watches)
        {
            for (int id = 0; id < ids.Count; id++)
                watch.Add(Encoding.UTF8.GetString(ids[id]));
        }
    }

    /// <summary>The ids that were written or deleted since it began.</summary>
    internal sealed class Watch(WriteWatches owner) : IDisposable
    {
        private readonly ConcurrentDictionary<string, bool> _ids = new(StringComparer.Ordinal);

        public bool Contains(string id) => _ids.ContainsKey(id);

        public void Add(string id) => _ids.TryAdd(id, true);

        public void Dispose()
        {
            lock (owner._gate)
                owner._watches = [.. owner._watches.Where(watch => watch != this)];
        }
    }
}
