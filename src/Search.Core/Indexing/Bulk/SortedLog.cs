namespace Search.Core.Indexing.Bulk;

/// <summary>
/// The places of a column's log by their terms (a counting sort, which keeps places ascending), so that each term's documents and positions can be
/// read off. Not thread-safe; keeps its room from column to column.
/// </summary>
internal sealed unsafe class SortedLog : IDisposable
{
    // log2 of the places of the log that share an entry of the table from places to documents.
    private const int PlacesShift = 6;

    private readonly NativeList<int> _places = new();
    private readonly NativeList<int> _ends = new();
    private readonly NativeList<int> _entries = new();
    private InvertedColumn? _column;
    private int[] _order = [];
    private int _next;
    private int _start;

    /// <summary>The terms of the column, or its stems.</summary>
    public TermTable Terms { get; private set; } = null!;

    /// <summary>The number of the present term; -1 behind the last.</summary>
    public int Term { get; private set; }

    /// <summary>How often the present term occurs.</summary>
    public int Occurrences { get; private set; }

    /// <summary>Sorts a column's log, before its first term.</summary>
    public void Sort(InvertedColumn column, bool stems)
    {
        _column = column;
        Terms = stems ? column.Stems! : column.Terms;
        _order = Terms.Sorted();
        _next = _start = 0;
        Scatter(column, stems);
        FillEntries(column);
    }

    /// <summary>Goes to the next term in the order of bytes; false behind the last.</summary>
    public bool NextTerm()
    {
        while (_next < _order.Length)
        {
            Term = _order[_next++];
            Occurrences = _ends[Term] - _start;
            // The stem of a form that occurs in another sense alone has none.
            if (Occurrences == 0)
                continue;
            _start += Occurrences;
            return true;
        }

        Term = -1;
        return false;
    }

    /// <summary>The documents of the present term.</summary>
    public PlaceList Documents() => new(_column!, _entries.Items, PlacesShift, _places.Items + _start - Occurrences, _places.Items + _start);

    /// <summary>Gives the room back, which is as large as the largest column.</summary>
    public void Release()
    {
        _places.Release();
        _ends.Release();
        _entries.Release();
        _column = null;
        _order = [];
    }

    public void Dispose()
    {
        _places.Dispose();
        _ends.Dispose();
        _entries.Dispose();
    }

    /// <summary>Sorts the places; each term's number then leads to the end of its places.</summary>
    private void Scatter(InvertedColumn column, bool stems)
    {
        _ends.Fill(Terms.Count, 0);
        var visit = new LogReader(column, stems);
        int* next = _ends.Items;
        while (visit.Next())
            next[visit.Term]++;
        int tokens = 0;
        foreach (int id in _order)
        {
            int occurrences = next[id];
            next[id] = tokens;
            tokens += occurrences;
        }

        _places.SetCount(tokens);
        int* places = _places.Items;
        visit = new LogReader(column, stems);
        while (visit.Next())
            places[next[visit.Term]++] = visit.Place;
    }

    /// <summary>For each few places of the log, the last document that starts before or at the first of them.</summary>
    private void FillEntries(InvertedColumn column)
    {
        _entries.SetCount((column.Log.Count >> PlacesShift) + 1);
        int entry = 0;
        int last = column.Starts.Count - 1;
        for (int i = 0; i < _entries.Count; i++)
        {
            int place = i << PlacesShift;
            while (entry < last && column.Starts[entry + 1] <= place)
                entry++;
            _entries[i] = entry;
        }
    }
}
