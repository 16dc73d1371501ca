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
    // One field, so that a look-up never meets an id in neither map because it is on its way from one to the other.
    private volatile Maps _maps = new(NewMap(), null);
    private int _count;

    /// <summary>How many ids wait for a refresh, roughly.</summary>
    public int Count => Volatile.Read(ref _count);

    public bool Any => _maps is var maps && (!maps.Current.IsEmpty || maps.Older is { IsEmpty: false });

    /// <summary>Whether the id was written since the last refresh, and then whether it exists.</summary>
    public bool TryGet(string id, out bool exists)
    {
        var maps = _maps;
        return maps.Current.TryGetValue(id, out exists) || (maps.Older is { } older && older.TryGetValue(id, out exists));
    }

    public void Set(string id, bool exists)
    {
        Interlocked.Increment(ref _count);
        // A refresh may swap the map between reading the field and writing to it. The entry then lands in the older map
        // although its document may have come too late for the new reader; writing once more into the present map mends that.
        ConcurrentDictionary<string, bool> map;
        do
        {
            map = _maps.Current;
            map[id] = exists;
        }
        while (!ReferenceEquals(map, _maps.Current));
    }

    public void BeginRefresh()
    {
        Interlocked.Exchange(ref _count, 0);
        _maps = new Maps(NewMap(), _maps.Current);
    }

    public void EndRefresh() => _maps = new Maps(_maps.Current, null);

    /// <summary>Puts back what <see cref="BeginRefresh"/> took when the reader could not be opened.</summary>
    public void AbandonRefresh()
    {
        var (current, older) = _maps;
        if (older is null)
            return;
        foreach (var (id, exists) in older)
            current.TryAdd(id, exists);
        _maps = new Maps(current, null);
    }

    private static ConcurrentDictionary<string, bool> NewMap() => new(StringComparer.Ordinal);

    private sealed record Maps(ConcurrentDictionary<string, bool> Current, ConcurrentDictionary<string, bool>? Older);
}
