using System.Runtime.CompilerServices;
using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Postings;

namespace Search.Core.Indexing.Bulk;

/// <summary>Turns the logs of columns round and writes each term's list. Not thread-safe; keeps its room from column to column.</summary>
internal sealed class PostingsInverter : IDisposable
{
    private readonly SortedLog _log = new();
    private readonly SortedLog _first = new();
    private readonly NativeList<uint> _differences = new();
    private readonly BytesRef _term = new();

    /// <summary>Writes the lists of a column's terms, or of its stems.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(FieldsConsumer consumer, FieldInfo field, InvertedColumn column, bool stems)
    {
        _log.Sort(column, stems);
        if (_log.Terms.Count == 0)
            return;
        var output = consumer.AddField(field);
        bool hasPositions = field.IndexOptions == IndexOptions.DOCS_AND_FREQS_AND_POSITIONS;
        long totalTermFreq = 0, sumDocFreq = 0;
        while (_log.NextTerm())
        {
            SetTerm(_log.Terms[_log.Term]);
            var postings = (ArticlePostingsWriter)output.StartTerm(_term);
            int docFreq = WriteList(postings, _log.Documents(), hasPositions);
            output.FinishTerm(_term, new TermStats(docFreq, hasPositions ? _log.Occurrences : -1));
            totalTermFreq += _log.Occurrences;
            sumDocFreq += docFreq;
        }

        output.Finish(hasPositions ? totalTermFreq : -1, sumDocFreq, column.Lengths.Span.Length - column.Lengths.Span.Count(0));
    }

    /// <summary>Writes the lists of the stems of two columns together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(FieldsConsumer consumer, FieldInfo field, CombinedColumn combined)
    {
        _first.Sort(combined.First, stems: true);
        _log.Sort(combined.Second, stems: true);
        bool inFirst = _first.NextTerm(), inSecond = _log.NextTerm();
        if (!inFirst && !inSecond)
            return;
        var output = consumer.AddField(field);
        long totalTermFreq = 0, sumDocFreq = 0;
        while (inFirst || inSecond)
        {
            int order = !inFirst ? 1 : !inSecond ? -1 : _first.Terms[_first.Term].SequenceCompareTo(_log.Terms[_log.Term]);
            SetTerm(order <= 0 ? _first.Terms[_first.Term] : _log.Terms[_log.Term]);
            var postings = (ArticlePostingsWriter)output.StartTerm(_term);
            var first = order <= 0 ? _first.Documents() : default;
            var second = order >= 0 ? _log.Documents() : default;
            int docFreq = WriteList(postings, first, combined.Occurrences, second);
            long occurrences = (order <= 0 ? (long)_first.Occurrences * combined.Occurrences : 0) + (order >= 0 ? _log.Occurrences : 0);
            output.FinishTerm(_term, new TermStats(docFreq, occurrences));
            totalTermFreq += occurrences;
            sumDocFreq += docFreq;
            inFirst = order <= 0 ? _first.NextTerm() : inFirst;
            inSecond = order >= 0 ? _log.NextTerm() : inSecond;
        }

        output.Finish(totalTermFreq, sumDocFreq, DocumentsWithTokens(combined));
    }

    /// <summary>Gives the room back, which is as large as the largest column.</summary>
    public void Release()
    {
        _log.Release();
        _first.Release();
    }

    public void Dispose()
    {
        _log.Dispose();
        _first.Dispose();
        _differences.Dispose();
    }

    private void SetTerm(ReadOnlySpan<byte> bytes)
    {
        if (_term.Bytes.Length < bytes.Length)
            _term.Bytes = new byte[2 * bytes.Length];
        bytes.CopyTo(_term.Bytes);
        _term.Length = bytes.Length;
    }

    private static int DocumentsWithTokens(CombinedColumn combined)
    {
        var (first, second) = (combined.First, combined.Second);
        int count = 0;
        for (int i = 0, j = 0; i < first.Documents.Count || j < second.Documents.Count;)
        {
            int inFirst = i < first.Documents.Count ? first.Documents[i] : int.MaxValue;
            int inSecond = j < second.Documents.Count ? second.Documents[j] : int.MaxValue;
            bool hasTokens = false;
            if (inFirst <= inSecond)
                hasTokens |= first.Lengths[i++] > 0;
            if (inSecond <= inFirst)
                hasTokens |= second.Lengths[j++] > 0;
            count += hasTokens ? 1 : 0;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int WriteList(ArticlePostingsWriter postings, PlaceList list, bool hasPositions)
    {
        int docFreq = 0;
        while (list.Next())
        {
            docFreq++;
            if (!hasPositions)
            {
                postings.Add(list.Document, 1, []);
                continue;
            }

            _differences.Clear();
            int before = list.Start;
            foreach (int place in list.Places)
            {
                _differences.Add((uint)(place - before));
                before = place;
            }

            postings.Add(list.Document, _differences.Count, _differences.Span);
        }

        return docFreq;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int WriteList(ArticlePostingsWriter postings, PlaceList first, int occurrences, PlaceList second)
    {
        int docFreq = 0;
        first.Next();
        second.Next();
        while (first.Document != int.MaxValue || second.Document != int.MaxValue)
        {
            int document = Math.Min(first.Document, second.Document);
            int freq = 0;
            if (first.Document == document)
            {
                freq += occurrences * first.Places.Length;
                first.Next();
            }

            if (second.Document == document)
            {
                freq += second.Places.Length;
                second.Next();
            }

            postings.Add(document, freq, []);
            docFreq++;
        }

        return docFreq;
    }
}
