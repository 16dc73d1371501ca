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
    private readonly NativeList<byte> _inFirst = new();
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
        MarkFirst(combined);
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
            var (docFreq, occurrences) = WriteList(postings, combined, first, second);
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
        _inFirst.Release();
    }

    public void Dispose()
    {
        _log.Dispose();
        _first.Dispose();
        _differences.Dispose();
        _inFirst.Dispose();
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
    private (int DocFreq, long Occurrences) WriteList(ArticlePostingsWriter postings, CombinedColumn combined, PlaceList first, PlaceList second)
    {
        int docFreq = 0;
        long occurrences = 0;
        first.Next();
        second.Next();
        while (first.Document != int.MaxValue || second.Document != int.MaxValue)
        {
            int document = Math.Min(first.Document, second.Document);
            int freq = 0;
            if (first.Document == document)
            {
                freq += combined.Occurrences * first.Places.Length;
                first.Next();
            }

            if (second.Document == document)
            {
                freq += second.Places.Length;
                if (combined.LeadTokens > 0 && _inFirst[document] == 0)
                    freq += InLead(second, combined.LeadTokens);
                second.Next();
            }

            postings.Add(document, freq, []);
            docFreq++;
            occurrences += freq;
        }

        return (docFreq, occurrences);
    }

    /// <summary>How many of the places are among the first of the document.</summary>
    private static int InLead(PlaceList list, int tokens)
    {
        int count = 0;
        while (count < list.Places.Length && list.Places[count] - list.Start < tokens)
            count++;
        return count;
    }

    /// <summary>Remembers the documents that have tokens in the first column.</summary>
    private void MarkFirst(CombinedColumn combined)
    {
        var (first, second) = (combined.First, combined.Second);
        _inFirst.Fill(second.Documents.Count == 0 ? 0 : second.Documents[second.Documents.Count - 1] + 1, 0);
        for (int i = 0; i < first.Documents.Count; i++)
        {
            if (first.Lengths[i] > 0 && first.Documents[i] < _inFirst.Count)
                _inFirst[first.Documents[i]] = 1;
        }
    }
}
