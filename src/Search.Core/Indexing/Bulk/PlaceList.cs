using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Search.Core.Indexing.Bulk;

/// <summary>The documents of one term, from its places in a log. Valid while the log and its order are.</summary>
internal unsafe ref struct PlaceList
{
    /// <summary>The places behind the last that can be read, whatever they are.</summary>
    public const int Ahead = 16;

    private readonly int* _starts;
    private readonly int* _documents;
    private readonly int* _entries;
    private readonly int* _end;
    private readonly int _shift;
    private readonly int _last;
    private int* _place;

    public PlaceList(InvertedColumn column, int* entries, int shift, int* from, int* to)
    {
        _starts = column.Starts.Items;
        _documents = column.Documents.Items;
        _last = column.Starts.Count - 1;
        _entries = entries;
        _shift = shift;
        _place = from;
        _end = to;
    }

    /// <summary>Whose document's numbers ascend; <see cref="int.MaxValue"/> behind the last.</summary>
    public int Document { get; private set; }

    /// <summary>Where the document starts in the log.</summary>
    public int Start { get; private set; }

    /// <summary>The term's places in the document, ascending.</summary>
    public ReadOnlySpan<int> Places { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next()
    {
        if (_place == _end)
        {
            Document = int.MaxValue;
            return false;
        }

        // Rare terms are far apart, and the next lists' places follow: the processor fetches what they need meanwhile.
        if (Sse.IsSupported)
            Sse.Prefetch0(_entries + ((uint)_place[Ahead] >> _shift));
        int entry = _entries[*_place >> _shift];
        while (entry < _last && _starts[entry + 1] <= *_place)
            entry++;
        int next = entry < _last ? _starts[entry + 1] : int.MaxValue;
        int* first = _place;
        do
            _place++;
        while (_place < _end && *_place < next);
        Document = _documents[entry];
        Start = _starts[entry];
        Places = new ReadOnlySpan<int>(first, (int)(_place - first));
        return true;
    }
}
