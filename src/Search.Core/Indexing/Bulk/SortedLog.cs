using System.Runtime.CompilerServices;

namespace Search.Core.Indexing.Bulk;

/// <summary>
/// The places of a column's log by their terms (a counting sort, which keeps places ascending), so that each term's documents and positions can be
/// read off. A part of the terms at a time has its places: going through the log again for each part costs little, and all places at once would
/// be as large as the log. Not thread-safe; keeps its room from column to column.
/// </summary>
internal sealed unsafe class SortedLog : IDisposable
{
    // log2 of the places of the log that share an entry of the table from places to documents.
    private const int PlacesShift = 8;

    // Of the places of a column, the share that is sorted at a time.
    private const int Parts = 4;
    private const int SmallestPart = 1 << 16;

    private readonly NativeList<int> _places = new();
    private readonly NativeList<int> _occurrences = new();

    // Where the next place of a term goes; below 0 for terms of other parts.
    private readonly NativeList<int> _ends = new();
    private readonly NativeList<int> _entries = new();
    private InvertedColumn? _column;
    private int[] _order = [];
    private bool _stems;
    private int _largestPart;
    private int _next;
    private int _partEnd;
    private int _start;

    /// <summary>The terms of the column, or its stems.</summary>
    public TermTable Terms { get; private set; } = null!;

    /// <summary>The number of the present term; -1 behind the last.</summary>
    public int Term { get; private set; }

    /// <summary>Bytes that sorting a log of so many bytes takes beside it, but for a term that is more frequent than that.</summary>
    public static long SortBytes(long logBytes) => logBytes / Parts;

    /// <summary>How often the present term occurs.</summary>
    public int Occurrences { get; private set; }

    /// <summary>Sorts a column's log, before its first term.</summary>
    public void Sort(InvertedColumn column, bool stems)
    {
        _column = column;
        Terms = stems ? column.Stems! : column.Terms;
        _order = Terms.Sorted();
        _stems = stems;
        _next = _partEnd = _start = 0;
        Count();
        FillEntries(column);
    }

    /// <summary>Goes to the next term in the order of bytes; false behind the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool NextTerm()
    {
        while (_next < _order.Length)
        {
            if (_next == _partEnd)
                SortPart();
            Term = _order[_next++];
            Occurrences = _occurrences[Term];
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
        _occurrences.Release();
        _ends.Release();
        _entries.Release();
        _column = null;
        _order = [];
    }

    public void Dispose()
    {
        _places.Dispose();
        _occurrences.Dispose();
        _ends.Dispose();
        _entries.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Count()
    {
        _occurrences.Fill(Terms.Count, 0);
        _ends.Fill(Terms.Count, -1);
        Visit(new Counting(_occurrences.Items));
        long tokens = 0;
        foreach (int occurrences in _occurrences.Span)
            tokens += occurrences;
        _largestPart = (int)Math.Max(SmallestPart, tokens / Parts);
    }

    /// <summary>Sorts the places of the terms that come next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortPart()
    {
        int* next = _ends.Items;
        for (int at = _next - 1; at >= 0 && next[_order[at]] >= 0; at--)
            next[_order[at]] = -1;
        int tokens = 0;
        for (; _partEnd < _order.Length; _partEnd++)
        {
            int id = _order[_partEnd];
            if (tokens > 0 && tokens + _occurrences[id] > _largestPart)
                break;
            next[id] = tokens;
            tokens += _occurrences[id];
        }

        _start = 0;
        _places.SetCount(tokens + PlaceList.Ahead);
        Visit(new Placing(next, _places.Items));
    }

    /// <summary>
    /// Visits the terms of the log, or its stems, in the order of their places: runs of tokens that have one term each, and between them the forms beside or in
    /// place of those.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Visit<TVisitor>(TVisitor visitor)
        where TVisitor : struct, ILogVisitor
    {
        int* log = _column!.Log.Items;
        int* stemOf = _stems ? _column.StemOf.Items : null;
        var further = _stems ? _column.FurtherStems : _column.FurtherTerms;
        int at = 0;
        for (int i = 0; i < further.Count; i++)
        {
            var form = further.Items[i];
            int end = form.Replaces ? form.Place : form.Place + 1;
            if (at < end)
                VisitRun(log, stemOf, at, end, visitor);
            visitor.Visit(form.Term, form.Place);
            at = Math.Max(at, form.Place + 1);
        }

        VisitRun(log, stemOf, at, _column.Log.Count, visitor);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void VisitRun<TVisitor>(int* log, int* stemOf, int at, int end, TVisitor visitor)
        where TVisitor : struct, ILogVisitor
    {
        if (stemOf == null)
        {
            for (; at < end; at++)
            {
                if (log[at] != InvertedColumn.Gap)
                    visitor.Visit(log[at], at);
            }

            return;
        }

        for (; at < end; at++)
        {
            if (log[at] != InvertedColumn.Gap)
                visitor.Visit(stemOf[log[at]], at);
        }
    }

    private interface ILogVisitor
    {
        void Visit(int term, int place);
    }

    private readonly struct Counting(int* occurrences) : ILogVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(int term, int place) => occurrences[term]++;
    }

    /// <summary>Puts places behind those of their terms that were put there before, where the term is of the part.</summary>
    private readonly struct Placing(int* next, int* places) : ILogVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(int term, int place)
        {
            int end = next[term];
            if (end < 0)
                return;
            places[end] = place;
            next[term] = end + 1;
        }
    }

    /// <summary>For each few places of the log, the last document that starts before or at the first of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
