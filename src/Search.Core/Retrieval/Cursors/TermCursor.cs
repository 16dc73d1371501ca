using Lucene.Net.Index;

namespace Search.Core.Retrieval;

/// <summary>Walks the documents of a term.</summary>
internal sealed class TermCursor(TermPlan plan, DocsEnum docs, NumericDocValues? lengths, long cost) : LeafCursor(plan, lengths)
{
    public override long Cost => cost;

    public override int Next() => DocId = docs.NextDoc();

    public override int Advance(int target) => DocId = docs.Advance(target);

    protected override double Freq() => docs.Freq;

    public override void Accumulate(int end, ScoreWindow window)
    {
        int doc = DocId;
        for (; doc < end; doc = docs.NextDoc())
            window.Mark(doc) += Bm25.Score(Weight, docs.Freq, Length(doc));
        DocId = doc;
    }
}
