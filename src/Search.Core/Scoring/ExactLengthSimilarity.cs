using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace Search.Core.Scoring;

/// <summary>
/// The similarity of the index writer: a norm is the field's length itself, in tokens (further forms of a token do not count), where Lucene's own similarities keep one lossy
/// byte. For searches with Lucene's own queries it scores by <see cref="Bm25"/>.
/// </summary>
internal sealed class ExactLengthSimilarity(double k1 = 1.2, double b = 0.75) : Similarity
{
    public override long ComputeNorm(FieldInvertState state) => state.Length - state.NumOverlap;

    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collectionStats, params TermStatistics[] termStats)
    {
        double idf = 0;
        foreach (var term in termStats)
            idf += Bm25.Idf(collectionStats.MaxDoc, term.DocFreq);
        return new Weight(collectionStats.Field, idf, queryBoost,
            new Bm25(k1, b, collectionStats.MaxDoc, collectionStats.SumTotalTermFreq));
    }

    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context)
    {
        var own = (Weight)weight;
        return new Scorer(own, context.AtomicReader.GetNormValues(own.Field));
    }

    private sealed class Weight(string fieldName, double idf, float queryBoost, Bm25 bm25) : SimWeight
    {
        private double _boost = queryBoost;

        public string Field => fieldName;

        public Bm25 Bm25 => bm25;

        public double Value => _boost * idf;

        public override float GetValueForNormalization() => (float)(Value * Value);

        /// <summary>The query norm changes no order and is left out, so that scores are those of the formula.</summary>
        public override void Normalize(float queryNorm, float topLevelBoost) => _boost = queryBoost * topLevelBoost;
    }

    private sealed class Scorer(Weight weight, NumericDocValues? lengths) : SimScorer
    {
        public override float Score(int doc, float freq) =>
            (float)weight.Bm25.Score(weight.Value, freq, lengths?.Get(doc) ?? 0);

        public override float ComputeSlopFactor(int distance) => 1f / (1 + distance);

        public override float ComputePayloadFactor(int doc, int start, int end, BytesRef payload) => 1;
    }
}
