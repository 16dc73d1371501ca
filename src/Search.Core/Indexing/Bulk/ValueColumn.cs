using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Indexing.Bulk;

/// <summary>The values of one field of a segment under construction, any number a document, a set for each. Not thread-safe.</summary>
/// <param name="name">The field of the doc values.</param>
internal sealed class ValueColumn(string name) : IDisposable
{
    private readonly TermTable _values = new();
    private readonly NativeList<int> _documents = new();
    private readonly NativeList<int> _ids = new();

    public string Field => name;

    public bool IsUsed => _documents.Count > 0;

    public long Bytes => 2 * _documents.Bytes + 2 * _ids.Bytes + _values.Bytes;

    /// <summary>Adds a value to a document, which is the last one or a later one.</summary>
    public void Add(int document, ReadOnlySpan<char> value)
    {
        _documents.Add(document);
        _ids.Add(_values.Add(value));
    }

    public void Write(DocValuesConsumer consumer, FieldInfo info, int documents)
    {
        int[] sorted = _values.Sorted();
        int[] ordinals = new int[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
            ordinals[sorted[i]] = i;
        var (counts, ordinalsByDocument) = Sets(ordinals, documents);
        consumer.AddSortedSetField(info, Values(sorted), counts.Select(count => (long?)count), ordinalsByDocument.Select(ordinal => (long?)ordinal));
    }

    public void Clear()
    {
        _values.Clear();
        _documents.Clear();
        _ids.Clear();
    }

    public void Dispose()
    {
        _values.Dispose();
        _documents.Dispose();
        _ids.Dispose();
    }

    /// <summary>The numbers of values of all documents, and the values' ordinals, ascending within a document.</summary>
    private (int[] Counts, List<int> Ordinals) Sets(int[] ordinals, int documents)
    {
        int[] counts = new int[documents];
        var all = new List<int>(_documents.Count);
        var set = new SortedSet<int>();
        for (int at = 0; at < _documents.Count;)
        {
            int document = _documents[at];
            set.Clear();
            for (; at < _documents.Count && _documents[at] == document; at++)
                set.Add(ordinals[_ids[at]]);
            counts[document] = set.Count;
            all.AddRange(set);
        }

        return (counts, all);
    }

    private IEnumerable<BytesRef> Values(int[] sorted)
    {
        foreach (int id in sorted)
            yield return new BytesRef(_values[id].ToArray());
    }
}
