using System.Text;

namespace Search.Core.Suggesting;

/// <summary>
/// What can be completed, in the order of keys and in the order of what follows from each later word on, with the counts in a tree of maxima: the
/// best completions of any beginning are found in the time of some binary searches. Immutable.
/// </summary>
internal sealed class CompletionTable
{
    /// <summary>A phrase that is no title is worth completing from so many articles on.</summary>
    public const int LeastArticles = 2;

    private readonly byte[] _keys;
    private readonly int[] _ends;
    private readonly int[] _counts;
    private readonly byte[] _displays;
    private readonly int[] _displayEnds;

    private CompletionTable(byte[] keys, int[] ends, int[] counts, byte[] displays, int[] displayEnds)
    {
        (_keys, _ends, _counts, _displays, _displayEnds) = (keys, ends, counts, displays, displayEnds);
        ByKey = new SortedTexts(keys, ends, counts, null, null);
        var (entries, starts) = LaterWords.Sort(keys, ends);
        ByLaterWord = new SortedTexts(keys, ends, counts, entries, starts);
    }

    public static CompletionTable Empty { get; } = new([], [], [], [], []);

    /// <summary>The keys.</summary>
    public SortedTexts ByKey { get; }

    /// <summary>What is left of each key from its second word on, its third and so on.</summary>
    public SortedTexts ByLaterWord { get; }

    public int Count => _ends.Length;

    /// <summary>What it takes in memory.</summary>
    public long Bytes => _keys.LongLength + _displays.LongLength + 12L * _ends.Length + ByKey.Bytes + ByLaterWord.Bytes;

    public ReadOnlySpan<byte> KeyOf(int entry) => Slice(_keys, _ends, entry);

    public int ArticlesOf(int entry) => _counts[entry];

    /// <summary>How a completion is written.</summary>
    public string DisplayOf(int entry)
    {
        var display = Slice(_displays, _displayEnds, entry);
        return Encoding.UTF8.GetString(display.IsEmpty ? KeyOf(entry) : display);
    }

    /// <summary>The entry of a key, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key)
    {
        var range = ByKey.Narrow(ByKey.All, 0, key);
        return !range.IsEmpty && KeyOf(range.Low).Length == key.Length ? range.Low : -1;
    }

    private static ReadOnlySpan<byte> Slice(byte[] bytes, int[] ends, int entry)
    {
        int start = entry == 0 ? 0 : ends[entry - 1];
        return bytes.AsSpan(start, ends[entry] - start);
    }

    /// <summary>Collects the entries of a table in the order of their keys.</summary>
    internal sealed class Builder
    {
        private readonly List<int> _ends = [];
        private readonly List<int> _counts = [];
        private readonly List<int> _displayEnds = [];
        private byte[] _keys = new byte[1_024];
        private byte[] _displays = new byte[1_024];
        private int _keysLength;
        private int _displaysLength;

        public void Add(ReadOnlySpan<byte> key, int articles, ReadOnlySpan<byte> display)
        {
            Append(ref _keys, ref _keysLength, key);
            Append(ref _displays, ref _displaysLength, display.SequenceEqual(key) ? [] : display);
            _ends.Add(_keysLength);
            _displayEnds.Add(_displaysLength);
            _counts.Add(articles);
        }

        public CompletionTable ToTable() => _ends.Count == 0 ? Empty
            : new(_keys.AsSpan(0, _keysLength).ToArray(), [.. _ends], [.. _counts], _displays.AsSpan(0, _displaysLength).ToArray(), [.. _displayEnds]);

        private static void Append(ref byte[] to, ref int length, ReadOnlySpan<byte> bytes)
        {
            if (to.Length - length < bytes.Length)
                Array.Resize(ref to, (int)Math.Min(Array.MaxLength, Math.Max(2L * to.Length, (long)length + bytes.Length)));
            bytes.CopyTo(to.AsSpan(length));
            length += bytes.Length;
        }
    }
}
