using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Postings;

namespace Search.Core.Indexing.Bulk;

/// <summary>
/// Turns the log of a column round: sorts its terms, sorts the places of the log by the order of their terms (a counting sort, which keeps
/// places ascending) and writes each term's list. Not thread-safe; keeps its room from column to column.
/// </summary>
internal sealed unsafe class PostingsInverter : IDisposable
{
    // log2 of the places of the log that share an entry of the table from places to documents.
    private const int PlacesShift = 6;

    private readonly NativeList<int> _places = new();
    private readonly NativeList<int> _next = new();
    private readonly NativeList<int> _entries = new();
    private readonly NativeList<uint> _differences = new();

    /// <summary>Writes the lists of a column's terms, or of its stems.</summary>
    public void Write(FieldsConsumer consumer, FieldInfo field, InvertedColumn column, bool stems)
    {
        var terms = stems ? column.Stems! : column.Terms;
        if (terms.Count == 0)
            return;
        if (stems)
            CountStems(column);
        int[] order = terms.Sorted();
        int* stemOf = stems ? column.StemOf.Items : null;
        Scatter(column.Log, terms, order, stemOf);
        FillEntries(column);
        var output = consumer.AddField(field);
        bool hasPositions = field.IndexOptions == IndexOptions.DOCS_AND_FREQS_AND_POSITIONS;
        long totalTermFreq = 0, sumDocFreq = 0;
        var term = new BytesRef();
        int start = 0;
        foreach (int id in order)
        {
            int occurrences = terms.Occurrences(id);
            SetTerm(term, terms[id]);
            var postings = (ArticlePostingsWriter)output.StartTerm(term);
            int docFreq = WriteList(postings, column, start, start + occurrences, hasPositions);
            output.FinishTerm(term, new TermStats(docFreq, hasPositions ? occurrences : -1));
            totalTermFreq += occurrences;
            sumDocFreq += docFreq;
            start += occurrences;
        }

        output.Finish(hasPositions ? totalTermFreq : -1, sumDocFreq, DocumentsWithTokens(column));
    }

    /// <summary>Gives the room back, which is as large as the largest column.</summary>
    public void Release()
    {
        _places.Release();
        _next.Release();
        _entries.Release();
    }

    public void Dispose()
    {
        _places.Dispose();
        _next.Dispose();
        _entries.Dispose();
        _differences.Dispose();
    }

    private static void CountStems(InvertedColumn column)
    {
        var stems = column.Stems!;
        for (int id = 0; id < stems.Count; id++)
            stems.Occurrences(id) = 0;
        for (int id = 0; id < column.Terms.Count; id++)
            stems.Occurrences(column.StemOf[id]) += column.Terms.Occurrences(id);
    }

    private static void SetTerm(BytesRef term, ReadOnlySpan<byte> bytes)
    {
        if (term.Bytes.Length < bytes.Length)
            term.Bytes = new byte[2 * bytes.Length];
        bytes.CopyTo(term.Bytes);
        term.Length = bytes.Length;
    }

    private static int DocumentsWithTokens(InvertedColumn column)
    {
        int count = 0;
        foreach (int length in column.Lengths.Span)
            count += length > 0 ? 1 : 0;
        return count;
    }

    private void Scatter(NativeList<int> log, TermTable terms, int[] order, int* stemOf)
    {
        _next.SetCount(terms.Count);
        int tokens = 0;
        foreach (int id in order)
        {
            _next[id] = tokens;
            tokens += terms.Occurrences(id);
        }

        _places.SetCount(tokens);
        int* next = _next.Items;
        int* places = _places.Items;
        int* ids = log.Items;
        int count = log.Count;
        for (int place = 0; place < count; place++)
        {
            int id = ids[place];
            if (id == InvertedColumn.Gap)
                continue;
            places[next[stemOf == null ? id : stemOf[id]]++] = place;
        }
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

    private int WriteList(ArticlePostingsWriter postings, InvertedColumn column, int from, int to, bool hasPositions)
    {
        int* place = _places.Items + from;
        int* end = _places.Items + to;
        int* starts = column.Starts.Items;
        int* documents = column.Documents.Items;
        int last = column.Starts.Count - 1;
        int docFreq = 0;
        while (place < end)
        {
            int entry = _entries.Items[*place >> PlacesShift];
            while (entry < last && starts[entry + 1] <= *place)
                entry++;
            int start = starts[entry];
            int next = entry < last ? starts[entry + 1] : int.MaxValue;
            int before = start;
            _differences.Clear();
            do
            {
                _differences.Add((uint)(*place - before));
                before = *place++;
            }
            while (place < end && *place < next);
            if (hasPositions)
                postings.Add(documents[entry], _differences.Count, _differences.Span);
            else
                postings.Add(documents[entry], 1, []);
            docFreq++;
        }

        return docFreq;
    }
}
