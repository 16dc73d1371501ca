using Lucene.Net.Index;
using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>Walks the documents of terms that are one piece of evidence. Their parts are added up window by window, term after term.</summary>
internal sealed class BlendCursor : Cursor
{
    private readonly BlendPlan _plan;
    private readonly List<Part> _parts;
    private readonly int[] _docs;
    private readonly ScoreWindow _window;

    private readonly record struct Part(DocsEnum Docs, double Factor, Bm25 Bm25, NumericDocValues? Lengths);

    private BlendCursor(BlendPlan plan, Segment segment, List<Part> parts, long cost)
    {
        _plan = plan;
        _parts = parts;
        _docs = new int[parts.Count];
        Array.Fill(_docs, -1);
        _window = new ScoreWindow(segment.Scratch);
        Cost = cost;
    }

    /// <summary>Null when the segment has none of the terms.</summary>
    public static BlendCursor? Open(BlendPlan plan, Segment segment)
    {
        var parts = new List<Part>(plan.Terms.Count);
        long cost = 0;
        foreach (var (term, scoring, factor) in plan.Terms)
        {
            if (segment.Docs(term, withFreqs: true) is not { } docs)
                continue;
            parts.Add(new Part(docs, factor, scoring.Bm25, segment.Lengths(scoring.LengthsField)));
            cost += segment.DocFreq(term);
        }
        return parts.Count == 0 ? null : new BlendCursor(plan, segment, parts, cost);
    }

    public override long Cost { get; }

    public override int Next() => Advance(DocId + 1);

    public override int Advance(int target)
    {
        if (target < _window.End && _window.NextMarked(Math.Max(target, _window.Start)) is var doc and >= 0)
            return DocId = doc;
        return DocId = Fill(Math.Max(target, _window.End));
    }

    public override void Score(ref double sum) => sum += _plan.Score(_window.Sum(DocId));

    public override void Explain(Segment segment, List<Explanation> contributions) =>
        contributions.Add(Contribution.Of(_plan, segment, DocId, _window.Sum(DocId)));

    /// <summary>Adds up the window of the first document from one on.</summary>
    /// <returns>That document.</returns>
    private int Fill(int from)
    {
        int first = End;
        for (int i = 0; i < _docs.Length; i++)
        {
            if (_docs[i] < from)
                _docs[i] = _parts[i].Docs.Advance(from);
            first = Math.Min(first, _docs[i]);
        }
        if (first == End)
            return End;
        _window.MoveTo(first);
        for (int i = 0; i < _docs.Length; i++)
        {
            var part = _parts[i];
            int doc = _docs[i];
            for (; doc < _window.End; doc = part.Docs.NextDoc())
                _window.Mark(doc) += BlendPlan.Part(part.Factor, part.Docs.Freq, part.Bm25, part.Lengths?.Get(doc) ?? 0);
            _docs[i] = doc;
        }
        return first;
    }
}
