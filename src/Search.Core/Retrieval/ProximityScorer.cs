namespace Search.Core.Retrieval;

/// <summary>
/// Adds the rewards of a plan to the scores of single documents of a segment. Positions are read only for documents that could get among
/// the best with all their rewards, which leaves the result what it is without that test.
/// </summary>
internal sealed class ProximityScorer
{
    private readonly List<Pair> _pairs = [];

    public ProximityScorer(IReadOnlyList<ProximityReward> rewards, Segment segment)
    {
        var opened = new Dictionary<string, TermPositions?>(StringComparer.Ordinal);
        foreach (var reward in rewards)
        {
            if (Open(reward.First) is { } first && Open(reward.Second) is { } second)
                _pairs.Add(new Pair(reward, first, second, segment));
        }

        TermPositions? Open(IndexTerm term)
        {
            string key = term.ToString();
            if (!opened.TryGetValue(key, out var positions))
            {
                opened[key] = positions = segment.Positions(term) is { } postings
                    ? new TermPositions(postings, segment.DocFreq(term), segment.Scratch) : null;
            }
            return positions;
        }
    }

    /// <summary>The sum with all rewards at their largest: at least what <see cref="Add"/> makes of it for any document.</summary>
    public double AddLargest(double sum)
    {
        foreach (var pair in _pairs)
            sum += pair.Reward.Weight;
        return sum;
    }

    /// <summary>Adds the rewards of a document, which lies behind those asked about before or is the last of them.</summary>
    public void Add(int doc, ref double sum)
    {
        foreach (var pair in _pairs)
            sum += pair.Score(doc);
    }

    /// <summary>Lists what <see cref="Add"/> adds.</summary>
    public void Explain(int doc, List<Explanation> contributions)
    {
        foreach (var pair in _pairs)
        {
            double score = pair.Score(doc);
            if (score > 0)
                contributions.Add(Contribution.Of(pair.Reward, score));
        }
    }

    private sealed class Pair(ProximityReward reward, TermPositions first, TermPositions second, Segment segment)
    {
        private readonly Lucene.Net.Index.NumericDocValues? _lengths = segment.Lengths(reward.Scoring.LengthsField);

        public ProximityReward Reward => reward;

        public double Score(int doc)
        {
            if (!IsAt(first, doc) || !IsAt(second, doc))
                return 0;
            double closeness = ProximityReward.Closeness(first.Load(), second.Load());
            return closeness > 0 ? reward.Scoring.Bm25.Score(reward.Weight, closeness, _lengths?.Get(doc) ?? 0) : 0;
        }

        private static bool IsAt(TermPositions term, int doc) => (term.DocId < doc ? term.Advance(doc) : term.DocId) == doc;
    }
}
