using Lucene.Net.Index;
using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>Walks the documents of a leaf that scores by BM25.</summary>
internal abstract class LeafCursor(LeafPlan plan, NumericDocValues? lengths) : Cursor
{
    protected Bm25 Bm25 { get; } = plan.Scoring.Bm25;

    protected double Weight { get; } = plan.Weight;

    /// <summary>How often it occurs in the present document, which matches. More than 0.</summary>
    protected abstract double Freq();

    protected long Length(int doc) => lengths?.Get(doc) ?? 0;

    public override void Score(ref double sum) => sum += Bm25.Score(Weight, Freq(), Length(DocId));

    public override void Explain(Segment segment, List<Explanation> contributions) =>
        contributions.Add(Contribution.Of(plan, segment, DocId, Freq(), Length(DocId)));
}
