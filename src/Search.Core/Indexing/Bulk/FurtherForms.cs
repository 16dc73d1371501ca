namespace Search.Core.Indexing.Bulk;

/// <summary>
/// Terms at the places of a log that do not follow from what stands there: words that are also written as one, acronyms by their sense, stems of
/// other languages. By place; a place may have several. Not thread-safe.
/// </summary>
internal sealed class FurtherForms : IDisposable
{
    private readonly NativeList<int> _places = new();
    private readonly NativeList<int> _terms = new();

    public int Count => _places.Count;

    public long Bytes => _places.Bytes + _terms.Bytes;

    /// <summary>Adds a term at a place of the log, which is none before the last one.</summary>
    public void Add(int place, int term, bool isInstead)
    {
        _places.Add(place);
        _terms.Add(isInstead ? ~term : term);
    }

    public int Place(int index) => _places[index];

    /// <summary>The number of the term.</summary>
    public int Term(int index) => IsInstead(index) ? ~_terms[index] : _terms[index];

    /// <summary>Whether it stands in place of what would follow from the token.</summary>
    public bool IsInstead(int index) => _terms[index] < 0;

    public void Clear()
    {
        _places.Clear();
        _terms.Clear();
    }

    public void Dispose()
    {
        _places.Dispose();
        _terms.Dispose();
    }
}
