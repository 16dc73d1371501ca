using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>
/// Merges the lists of segments of this codec: blocks are decoded as a whole and written document by document, with none of the calls that
/// Lucene makes for each position. The bytes are those that Lucene's merger writes through the same writer. Not thread-safe.
/// </summary>
internal sealed class PostingsMerger(MergeState state, IReadOnlyList<MergeSource> sources, FieldsConsumer output) : IDisposable
{
    private readonly ReorderedReader? _reordered = state.Readers[0] as ReorderedReader;
    private readonly MergedList _list = new();
    private readonly FixedBitSet _seen = new(state.SegmentInfo.DocCount);

    /// <summary>Merges a field.</summary>
    public void Merge(FieldInfo field)
    {
        var queue = new PriorityQueue<Cursor, Cursor>(Cursor.Order);
        for (int i = 0; i < sources.Count; i++)
        {
            if (sources[i].Fields.GetTerms(field.Name) is not { } terms)
                continue;
            var cursor = new Cursor(i, sources[i], terms.GetEnumerator(), sources[i].Infos.FieldInfo(field.Name));
            if (cursor.Next())
                queue.Enqueue(cursor, cursor);
        }

        if (queue.Count == 0)
            return;
        bool hasFreqs = field.IndexOptions >= IndexOptions.DOCS_AND_FREQS;
        _seen.Clear(0, _seen.Length);
        var written = output.AddField(field);
        var term = new BytesRef();
        var group = new List<Cursor>();
        long sumTotalTermFreq = 0, sumDocFreq = 0;
        while (queue.Count > 0)
        {
            group.Clear();
            do
                group.Add(queue.Dequeue());
            while (queue.TryPeek(out var next, out _) && next.Term.BytesEquals(group[0].Term));
            term.CopyBytes(group[0].Term);
            var writer = (ArticlePostingsWriter)written.StartTerm(term);
            _list.Start(writer, field, _seen);
            foreach (var cursor in group)
                cursor.AddTo(_list);
            _list.Finish();
            if (_list.DocFreq > 0)
            {
                written.FinishTerm(term, new TermStats(_list.DocFreq, hasFreqs ? _list.TotalTermFreq : -1));
                sumTotalTermFreq += _list.TotalTermFreq;
                sumDocFreq += _list.DocFreq;
            }

            state.CheckAbort.Work(_list.DocFreq);
            _reordered?.CheckCancelled();
            foreach (var cursor in group)
            {
                if (cursor.Next())
                    queue.Enqueue(cursor, cursor);
            }
        }

        written.Finish(hasFreqs ? sumTotalTermFreq : -1, sumDocFreq, _seen.Cardinality);
    }

    public void Dispose() => _list.Dispose();

    /// <summary>The terms of one segment, in order.</summary>
    private sealed class Cursor(int number, MergeSource source, TermsEnum terms, FieldInfo field)
    {
        /// <summary>By term, and of the same term by segment.</summary>
        public static IComparer<Cursor> Order { get; } = Comparer<Cursor>.Create(static (left, right) =>
        {
            int byTerm = Bytes(left).SequenceCompareTo(Bytes(right));
            return byTerm != 0 ? byTerm : left.Number.CompareTo(right.Number);
        });

        public int Number => number;

        private static ReadOnlySpan<byte> Bytes(Cursor cursor) => cursor.Term.Bytes.AsSpan(cursor.Term.Offset, cursor.Term.Length);

        public BytesRef Term => terms.Term;

        public bool Next() => terms.MoveNext();

        public void AddTo(MergedList list)
        {
            source.Fields.Postings.Open((ArticleTermState)terms.GetTermState(), field, out var postings);
            list.Add(source, postings);
        }
    }
}
