using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>
/// A numeric doc-values field of a segment as an array of codes (<see cref="ValueCoding"/>) with the least and the largest of each window of 4,096
/// documents, so that 64 documents are compared at once. Made when the field is first filtered or sorted by, kept for all snapshots that have the
/// segment, and gone with it: 4 bytes a document, and 8 for each distinct value that lies on no common step. Immutable.
/// </summary>
internal sealed unsafe class ValueColumn
{
    private static readonly ConditionalWeakTable<object, Columns> s_segments = [];

    /// <summary>Pinned; the pointer is valid as long as the column is held.</summary>
    private readonly uint[] _codes;
    private readonly uint[] _least;
    private readonly uint[] _largest;
    private readonly ulong[] _complete;
    private readonly Lazy<int[]> _ascending;
    private readonly Lazy<int[]> _descending;

    private ValueColumn(AtomicReader reader, NumericDocValues values, Lucene.Net.Util.IBits present, long[] read, int count)
    {
        int maxDoc = reader.MaxDoc;
        Coding = ValueCoding.Of(read.AsSpan(0, count));
        WindowCount = PostingsRules.RangeCount(maxDoc, PostingsRules.CoarseShift);
        _codes = GC.AllocateArray<uint>(WindowCount << PostingsRules.CoarseShift, pinned: true);
        _least = new uint[WindowCount];
        _largest = new uint[WindowCount];
        _complete = new ulong[(WindowCount + 63) / 64];
        for (int window = 0; window < WindowCount; window++)
        {
            int first = window << PostingsRules.CoarseShift;
            int end = Math.Min(maxDoc, first + (1 << PostingsRules.CoarseShift));
            uint least = uint.MaxValue, largest = 0;
            bool isComplete = true;
            for (int doc = first; doc < end; doc++)
            {
                if (!present.Get(doc))
                {
                    isComplete = false;
                    continue;
                }
                uint code = _codes[doc] = Coding.Code(values.Get(doc));
                least = Math.Min(least, code);
                largest = Math.Max(largest, code);
            }
            _least[window] = least;
            _largest[window] = largest;
            if (isComplete)
                _complete[window >> 6] |= 1UL << window;
        }
        Codes = (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(_codes, 0);
        _ascending = new Lazy<int[]>(() => Order(window => Least(window)));
        _descending = new Lazy<int[]>(() => Order(window => uint.MaxValue - Largest(window)));
    }

    /// <summary>What the codes stand for.</summary>
    public ValueCoding Coding { get; }

    /// <summary>The codes by document, 0 where there is no value; filled up with 0 to whole windows.</summary>
    public uint* Codes { get; }

    /// <summary>Windows of 4,096 documents.</summary>
    public int WindowCount { get; }

    /// <summary>The column of a field; null when the segment has no values of it. Made once, whoever asks.</summary>
    public static ValueColumn? Of(AtomicReader reader, string field)
    {
        if (reader.FieldInfos.FieldInfo(field) is not { } info)
            return null;
        // Values that were updated in place are others of the same segment.
        var key = (field, info.DocValuesGen);
        var columns = s_segments.GetValue(reader.CoreCacheKey, static _ => new Columns());
        if (columns.Known.TryGetValue(key, out var column))
            return column;
        lock (columns)
        {
            return columns.Known.GetOrAdd(key, static (key, reader) => Read(reader, key.Field), reader);
        }
    }

    /// <summary>The least code in a window; the largest number when it has none.</summary>
    public uint Least(int window) => _least[window];

    /// <summary>The largest code in a window; 0 when it has none.</summary>
    public uint Largest(int window) => _largest[window];

    /// <summary>Whether all documents of a window have a value.</summary>
    public bool IsComplete(int window) => (_complete[window >> 6] >> window & 1) != 0;

    /// <summary>The windows that have values, that with the first value in an order first; ties by number.</summary>
    public ReadOnlySpan<int> Windows(bool descending) => (descending ? _descending : _ascending).Value;

    private static ValueColumn? Read(AtomicReader reader, string field)
    {
        if (reader.GetNumericDocValues(field) is not { } values || reader.GetDocsWithField(field) is not { } present)
            return null;
        long[] read = new long[reader.MaxDoc];
        int count = 0;
        for (int doc = 0; doc < read.Length; doc++)
        {
            if (present.Get(doc))
                read[count++] = values.Get(doc);
        }
        return count == 0 ? null : new ValueColumn(reader, values, present, read, count);
    }

    private int[] Order(Func<int, uint> key)
    {
        var windows = new List<(uint Key, int Window)>(WindowCount);
        for (int window = 0; window < WindowCount; window++)
        {
            if (Largest(window) > 0)
                windows.Add((key(window), window));
        }
        windows.Sort();
        return [.. windows.Select(window => window.Window)];
    }

    private sealed class Columns
    {
        public ConcurrentDictionary<(string Field, long Generation), ValueColumn?> Known { get; } = [];
    }
}
