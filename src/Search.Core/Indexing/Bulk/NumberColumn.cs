namespace Search.Core.Indexing.Bulk;

/// <summary>The numbers of one field of a segment under construction, one a document at most. Not thread-safe.</summary>
/// <param name="name">The field of the doc values.</param>
internal sealed class NumberColumn(string name) : IDisposable
{
    private readonly NativeList<int> _documents = new();
    private readonly NativeList<long> _values = new();

    public string Field => name;

    public bool IsUsed => _documents.Count > 0;

    public long Bytes => _documents.Bytes + _values.Bytes;

    public void Add(int document, long value)
    {
        _documents.Add(document);
        _values.Add(value);
    }

    /// <summary>A number or null for each document, as the writer of doc values asks for them.</summary>
    public IEnumerable<long?> Values(int documents)
    {
        int at = 0;
        for (int document = 0; document < documents; document++)
        {
            if (at < _documents.Count && _documents[at] == document)
                yield return _values[at++];
            else
                yield return null;
        }
    }

    public void Clear()
    {
        _documents.Clear();
        _values.Clear();
    }

    public void Dispose()
    {
        _documents.Dispose();
        _values.Dispose();
    }
}
