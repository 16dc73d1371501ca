using Lucene.Net.Index;

namespace Search.Core.Retrieval;

/// <summary>
/// Walks the documents of the terms that a prefix or fuzzy word stands for. Their weighted frequencies are added up window by window,
/// term after term, so that hundreds of terms need no heap and sums keep the terms' order.
/// </summary>
internal sealed class ExpansionCursor : LeafCursor
{
    private readonly List<(DocsEnum Docs, double Closeness)> _terms;
    private readonly int[] _docs;
    private readonly ScoreWindow _window;

    private ExpansionCursor(ExpansionPlan plan, Segment segment, List<(DocsEnum Docs, double Closeness)> terms, long cost)
        : base(plan, segment.Lengths(plan.Scoring.LengthsField))
    {
        _terms = terms;
        _docs = new int[terms.Count];
        Array.Fill(_docs, -1);
        _window = new ScoreWindow(segment.Scratch);
        Cost = cost;
    }

    /// <summary>Null when the segment has none of the terms.</summary>
    public static ExpansionCursor? Open(ExpansionPlan plan, Segment segment)
    {
        var terms = new List<(DocsEnum, double)>(plan.Terms.Count);
        long cost = 0;
        foreach (var (term, closeness) in plan.Terms)
        {
            if (segment.Docs(term, withFreqs: true) is not { } docs)
                continue;
            terms.Add((docs, closeness));
            cost += segment.DocFreq(term);
        }
        return terms.Count == 0 ? null : new ExpansionCursor(plan, segment, terms, cost);
    }

    public override long Cost { get; }

    public override int Next() => Advance(DocId + 1);

    public override int Advance(int target)
    {
        if (target < _window.End && _window.NextMarked(Math.Max(target, _window.Start)) is var doc and >= 0)
            return DocId = doc;
        return DocId = Fill(Math.Max(target, _window.End));
    }

    protected override double Freq() => _window.Sum(DocId);

    /// <summary>Adds up the window of the first document from one on.</summary>
    /// <returns>That document.</returns>
    private int Fill(int from)
    {
        int first = End;
        for (int i = 0; i < _docs.Length; i++)
        {
            if (_docs[i] < from)
                _docs[i] = _terms[i].Docs.Advance(from);
            first = Math.Min(first, _docs[i]);
        }
        if (first == End)
            return End;
        _window.MoveTo(first);
        for (int i = 0; i < _docs.Length; i++)
        {
            var (docs, closeness) = _terms[i];
            int doc = _docs[i];
            for (; doc < _window.End; doc = docs.NextDoc())
                _window.Mark(doc) += closeness * docs.Freq;
            _docs[i] = doc;
        }
        return first;
    }
}
