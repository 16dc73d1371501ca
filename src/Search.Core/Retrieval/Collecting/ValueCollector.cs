using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>Keeps the documents whose value of a field comes first; scores are completed for those alone.</summary>
internal sealed class ValueCollector(int count, HitOrder sort, SortValue? after, QueryPlan plan) : HitCollector(plan)
{
    private readonly Entry? _after = after is null ? null
        : new Entry(after.HasValue, after.Number, after.Text is null ? null : new BytesRef(after.Text), new ScoredDocument(after.DocId, 0));

    private readonly TopQueue<Entry, ByValue> _queue = new(count, new ByValue(sort.Descending));
    private NumericDocValues? _numbers;
    private IBits? _present;
    private SortedSetDocValues? _keywords;

    public override void Enter(Segment segment)
    {
        base.Enter(segment);
        if (sort.Kind == SortKind.Number)
        {
            _numbers = segment.Reader.GetNumericDocValues(sort.Field);
            _present = segment.Reader.GetDocsWithField(sort.Field);
        }
        else
        {
            _keywords = segment.Reader.GetSortedSetDocValues(sort.Field);
        }
    }

    public override IReadOnlyList<ScoredDocument> ToList() => [.. _queue.ToSortedArray().Select(entry => entry.Document)];

    protected override void Consider(int doc, double sum)
    {
        var entry = Read(doc);
        if (_queue.IsFull && (_queue.Count == 0 || new ByValue(sort.Descending).Compare(entry, _queue.Worst) >= 0))
            return;
        if (_after is { } after && new ByValue(sort.Descending).Compare(entry, after) <= 0)
            return;
        _queue.Add(entry with { Document = Complete(doc, sum) });
    }

    private Entry Read(int doc)
    {
        var document = new ScoredDocument(Segment.DocBase + doc, 0);
        if (sort.Kind == SortKind.Number)
        {
            bool isPresent = _numbers is not null && _present is not null && _present.Get(doc);
            return new Entry(isPresent, isPresent ? _numbers!.Get(doc) : 0, null, document);
        }
        if (_keywords is null)
            return new Entry(false, 0, null, document);
        _keywords.SetDocument(doc);
        long ordinal = _keywords.NextOrd();
        if (ordinal == SortedSetDocValues.NO_MORE_ORDS)
            return new Entry(false, 0, null, document);
        if (sort.Descending)
        {
            for (long next = _keywords.NextOrd(); next != SortedSetDocValues.NO_MORE_ORDS; next = _keywords.NextOrd())
                ordinal = next;
        }
        var text = new BytesRef();
        _keywords.LookupOrd(ordinal, text);
        return new Entry(true, 0, BytesRef.DeepCopyOf(text), document);
    }

    private readonly record struct Entry(bool HasValue, long Number, BytesRef? Text, ScoredDocument Document);

    private readonly struct ByValue(bool descending) : IComparer<Entry>
    {
        public int Compare(Entry x, Entry y)
        {
            if (x.HasValue != y.HasValue)
                return x.HasValue ? -1 : 1;
            int order = x.Text is not null && y.Text is not null ? x.Text.CompareTo(y.Text) : x.Number.CompareTo(y.Number);
            return order != 0 ? (descending ? -Math.Sign(order) : order) : x.Document.DocId.CompareTo(y.Document.DocId);
        }
    }
}
