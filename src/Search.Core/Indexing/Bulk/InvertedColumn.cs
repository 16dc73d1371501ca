using System.Runtime.CompilerServices;
using Search.Core.Analysis;

namespace Search.Core.Indexing.Bulk;

/// <summary>
/// The tokens of one field of a segment under construction, as they came: the number of each token's term, document after document, so that
/// a token costs a look in the table of terms and four bytes. A token's position is its place in its document. <see cref="PostingsInverter"/>
/// turns the log round when the segment is written. Not thread-safe.
/// </summary>
/// <param name="name">The Lucene field.</param>
/// <param name="kind">How it is indexed.</param>
internal sealed class InvertedColumn(string name, InvertedKind kind) : IDisposable
{
    /// <summary>Stands in the log where no token stands, so that what follows has a higher position.</summary>
    public const int Gap = -1;

    private readonly NativeList<int> _log = new();
    private readonly NativeList<int> _documents = new();
    private readonly NativeList<int> _starts = new();
    private readonly NativeList<int> _lengths = new();
    private readonly NativeList<int> _stemOf = new();
    private int _length;

    /// <summary>The Lucene field; with stems, that of the stems.</summary>
    public string Field => name;

    public InvertedKind Kind => kind;

    /// <summary>The exact forms where there are stems, else all terms there are.</summary>
    public TermTable Terms { get; } = new();

    /// <summary>The stems; null where the field has none.</summary>
    public TermTable? Stems { get; } = kind == InvertedKind.StemsAndExact ? new TermTable() : null;

    /// <summary>The number of the stem of each exact form.</summary>
    public NativeList<int> StemOf => _stemOf;

    /// <summary>The number of a term for each token, <see cref="Gap"/> for none.</summary>
    public NativeList<int> Log => _log;

    /// <summary>The documents that have the field, in order.</summary>
    public NativeList<int> Documents => _documents;

    /// <summary>Where in the log each of them starts.</summary>
    public NativeList<int> Starts => _starts;

    /// <summary>How many tokens each of them has.</summary>
    public NativeList<int> Lengths => _lengths;

    /// <summary>Whether a document of the segment has the field.</summary>
    public bool IsUsed => _documents.Count > 0;

    /// <summary>Bytes that writing the segment will need at most, those in use included.</summary>
    public long Bytes => 2 * _log.Bytes + Terms.Bytes + (Stems?.Bytes ?? 0) + _documents.Bytes + _starts.Bytes + _lengths.Bytes + _stemOf.Bytes
        + SortBytes * (Terms.Count + (Stems?.Count ?? 0));

    /// <summary>What sorting and placing a term takes.</summary>
    private const int SortBytes = 20;

    /// <summary>Begins a document, or goes on with the last one.</summary>
    public void StartDocument(int document)
    {
        int last = _documents.Count - 1;
        if (last >= 0 && _documents[last] == document)
        {
            _length = _lengths[last];
            _lengths.SetCount(last);
            return;
        }

        _documents.Add(document);
        _starts.Add(_log.Count);
        _length = 0;
    }

    public void EndDocument() => _lengths.Add(_length);

    /// <summary>Adds a term as it is; gives its number.</summary>
    public int Add(ReadOnlySpan<char> term)
    {
        int id = Terms.Add(term);
        _log.Add(id);
        _length++;
        return id;
    }

    /// <summary>Adds the token at a cursor; its stem, which follows from the exact form, is asked for once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TokenCursor cursor)
    {
        int id = Terms.Add(cursor.Exact);
        _log.Add(id);
        _length++;
        if (Stems is not null && id == _stemOf.Count)
            _stemOf.Add(Stems.Add(cursor.Stem));
    }

    /// <summary>Leaves out so many positions.</summary>
    public void Skip(int positions)
    {
        for (; positions > 0; positions--)
            _log.Add(Gap);
    }

    public void Clear()
    {
        _log.Clear();
        _documents.Clear();
        _starts.Clear();
        _lengths.Clear();
        _stemOf.Clear();
        Terms.Clear();
        Stems?.Clear();
    }

    public void Dispose()
    {
        _log.Dispose();
        _documents.Dispose();
        _starts.Dispose();
        _lengths.Dispose();
        _stemOf.Dispose();
        Terms.Dispose();
        Stems?.Dispose();
    }
}
