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
    private readonly NativeList<FurtherForm> _furtherTerms = new();
    private readonly NativeList<FurtherForm> _furtherStems = new();
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

    /// <summary>Terms beside those of the log, by their places.</summary>
    public NativeList<FurtherForm> FurtherTerms => _furtherTerms;

    /// <summary>Stems beside or in place of those of the log's terms, by their places.</summary>
    public NativeList<FurtherForm> FurtherStems => _furtherStems;

    /// <summary>The documents that have the field, in order.</summary>
    public NativeList<int> Documents => _documents;

    /// <summary>Where in the log each of them starts.</summary>
    public NativeList<int> Starts => _starts;

    /// <summary>How many tokens each of them has.</summary>
    public NativeList<int> Lengths => _lengths;

    /// <summary>Whether a document of the segment has the field.</summary>
    public bool IsUsed => _documents.Count > 0;

    /// <summary>Bytes that writing the segment will need at most, those in use included.</summary>
    public long Bytes => _log.Bytes + SortedLog.SortBytes(_log.Bytes) + Terms.Bytes + (Stems?.Bytes ?? 0) + _documents.Bytes + _starts.Bytes + _lengths.Bytes + _stemOf.Bytes
        + 2 * (_furtherTerms.Bytes + _furtherStems.Bytes)
        + SortBytes * (Terms.Count + (Stems?.Count ?? 0));

    /// <summary>What sorting and placing a term takes.</summary>
    private const int SortBytes = 24;

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

    /// <summary>Adds the token at a cursor with all its forms. The stem of an exact form is asked for once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TokenCursor cursor, EnglishStemmer? stemmer)
    {
        int place = _log.Count;
        int id = Add(cursor.Exact);
        if (Stems is not null && id == _stemOf.Count)
            AddStem(cursor.Exact, stemmer);
        if (cursor.TryAcronym(out var acronym))
        {
            int further = Terms.Add(acronym);
            if (Stems is not null && further == _stemOf.Count)
                AddStem(acronym, stemmer);
            _furtherTerms.Add(new FurtherForm(place, further, Replaces: false));
        }

        if (Stems is null)
            return;
        // Its sense or its language, and not its letters alone, say what the stem is.
        if (!cursor.StemFollowsFromExact)
            _furtherStems.Add(new FurtherForm(place, Stems.Add(cursor.Stem), Replaces: true));
        // Further forms do not count in the length.
        if (cursor.TryJoined(out var joined, out _))
            _furtherStems.Add(new FurtherForm(place, Stems.Add(joined), Replaces: false));
    }

    /// <summary>Leaves out so many positions.</summary>
    public void Skip(int positions)
    {
        for (; positions > 0; positions--)
            _log.Add(Gap);
    }

    private void AddStem(ReadOnlySpan<char> exact, EnglishStemmer? stemmer) => _stemOf.Add(Stems!.Add(stemmer is null ? exact : stemmer.Stem(exact)));

    public void Clear()
    {
        _furtherTerms.Clear();
        _furtherStems.Clear();
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
        _furtherTerms.Dispose();
        _furtherStems.Dispose();
        Terms.Dispose();
        Stems?.Dispose();
    }
}
