using Lucene.Net.Util;

namespace Search.Core.Indexing.Bulk;

/// <summary>One string of bytes for each document of a segment under construction that has the field. Not thread-safe.</summary>
/// <param name="name">The field of the doc values.</param>
internal sealed class BytesColumn(string name) : IDisposable
{
    private readonly NativeList<byte> _bytes = new();
    private readonly NativeList<int> _documents = new();
    private readonly NativeList<int> _ends = new();

    public string Field => name;

    public bool IsUsed => _documents.Count > 0;

    public long Bytes => _bytes.Bytes + _documents.Bytes + _ends.Bytes;

    public void Add(int document, ReadOnlySpan<byte> value)
    {
        int start = _bytes.Count;
        _bytes.SetCount(start + value.Length);
        value.CopyTo(_bytes.Span[start..]);
        _documents.Add(document);
        _ends.Add(_bytes.Count);
    }

    /// <summary>A value or null for each document, as the writer of doc values asks for them.</summary>
    public IEnumerable<BytesRef?> Values(int documents)
    {
        int at = 0;
        for (int document = 0; document < documents; document++)
        {
            if (at < _documents.Count && _documents[at] == document)
            {
                int start = at == 0 ? 0 : _ends[at - 1];
                yield return new BytesRef(_bytes.Span[start.._ends[at]].ToArray());
                at++;
            }
            else
            {
                yield return null;
            }
        }
    }

    public void Clear()
    {
        _bytes.Clear();
        _documents.Clear();
        _ends.Clear();
    }

    public void Dispose()
    {
        _bytes.Dispose();
        _documents.Dispose();
        _ends.Dispose();
    }
}
