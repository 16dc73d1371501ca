using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace Search.Core.Facets;

/// <summary>
/// The values of a facet over all segments of a snapshot. Those of the largest segment come first, in its order, so that a snapshot with a few new
/// articles costs their values and not all. Kept with the snapshot. Immutable.
/// </summary>
internal sealed class SnapshotFacet
{
    private static readonly ConditionalWeakTable<IndexReader, ConcurrentDictionary<(string Field, PeriodUnit Unit), SnapshotFacet>> s_snapshots = [];

    private readonly SegmentFacet?[] _segments;
    private readonly int[]?[] _places;
    private readonly SegmentFacet? _largest;
    private readonly List<(string Key, string Label)> _others = [];

    private SnapshotFacet(IndexReader reader, FacetSource source)
    {
        var leaves = reader.Leaves;
        _segments = [.. leaves.Select(leaf => SegmentFacet.Of(leaf.AtomicReader, source))];
        _places = new int[_segments.Length][];
        int[] order = [.. Enumerable.Range(0, _segments.Length).Where(i => _segments[i] is not null).OrderByDescending(i => leaves[i].AtomicReader.MaxDoc).ThenBy(i => i)];
        if (order.Length == 0)
            return;
        _largest = _segments[order[0]]!;
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (int i in order.AsSpan(1))
            _places[i] = Places(_segments[i]!, _largest, known);
    }

    /// <summary>How many values there are.</summary>
    public int ValueCount => (_largest?.Keys.Length ?? 0) + _others.Count;

    /// <summary>The values of a snapshot. Made once, whoever asks.</summary>
    public static SnapshotFacet Of(IndexReader reader, FacetSource source)
    {
        var known = s_snapshots.GetValue(reader, static _ => new());
        if (known.TryGetValue(source.Key, out var facet))
            return facet;
        lock (known)
        {
            return known.GetOrAdd(source.Key, static (_, from) => new SnapshotFacet(from.reader, from.source), (reader, source));
        }
    }

    /// <summary>Those of one segment; null when it has none.</summary>
    public SegmentFacet? Segment(int ordinal) => _segments[ordinal];

    /// <summary>The place here of each value of a segment; empty when they are the same.</summary>
    public ReadOnlySpan<int> Places(int ordinal) => _places[ordinal];

    /// <summary>What a value is ordered by.</summary>
    public string Key(int place) => place < _largest!.Keys.Length ? _largest.Keys[place] : _others[place - _largest.Keys.Length].Key;

    /// <summary>How a value is written.</summary>
    public string Label(int place) => place < _largest!.Keys.Length ? _largest.Labels[place] : _others[place - _largest.Keys.Length].Label;

    private int[] Places(SegmentFacet segment, SegmentFacet largest, Dictionary<string, int> known)
    {
        int[] places = new int[segment.Keys.Length];
        for (int i = 0; i < places.Length; i++)
        {
            string key = segment.Keys[i];
            int place = Array.BinarySearch(largest.Keys, key, StringComparer.Ordinal);
            if (place < 0 && !known.TryGetValue(key, out place))
            {
                known.Add(key, place = ValueCount);
                _others.Add((key, segment.Labels[i]));
            }
            places[i] = place;
        }
        return places;
    }
}
