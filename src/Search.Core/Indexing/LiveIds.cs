using System.Collections.Concurrent;

namespace Search.Core.Indexing;

/// <summary>
/// The ids written since the last refresh and whether each exists now: what makes a read by id real time,
/// and what tells an added article from a replaced one without waiting for a refresh. Thread-safe.
/// </summary>
/// <remarks>
/// The order of steps keeps it exact. A writer changes Lucene first and this map second, under the id's lock. A refresh calls
/// <see cref="BeginRefresh"/> before it opens the new reader, so whatever is in the older map by then is in that reader, and
/// <see cref="EndRefresh"/> after the reader is published. A look-up asks the map first and acquires the snapshot second.
/// </remarks>
internal sealed class LiveIds
{
    private volatile ConcurrentDictionary<string, bool> _current = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, bool>? _older;
    private int _count;

    /// <summary>How many ids wait for a refresh, roughly.</summary>
    public int Count => Volatile.Read(ref _count);

    public bool Any => !_current.IsEmpty || _older is { IsEmpty: false };

    /// <summary>Whether the id was written since the last refresh, and then whether it exists.</summary>
    public bool TryGet(string id, out bool exists) =>
        _current.TryGetValue(id, out exists) || (_older is { } older && older.TryGetValue(id, out exists));

    public void Set(string id, bool exists)
    {
        Interlocked.Increment(ref _count);
        // A refresh may swap the map between reading the field and writing to it. The entry then lands in the older map
        // although its document may have come too late for the new reader; writing once more into the present map mends that.
        ConcurrentDictionary<string, bool> map;
        do
        {
            map = _current;
            map[id] = exists;
        }
        while (!ReferenceEquals(map, _current));
    }

    public void BeginRefresh()
    {
        Interlocked.Exchange(ref _count, 0);
        _older = _current;
        _current = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
    }

    public void EndRefresh() => _older = null;

    /// <summary>Puts back what <see cref="BeginRefresh"/> took when the reader could not be opened.</summary>
    public void AbandonRefresh()
    {
        if (_older is not { } older)
            return;
        foreach (var (id, exists) in older)
            _current.TryAdd(id, exists);
        _older = null;
    }
}
