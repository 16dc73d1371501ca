using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>Takes the documents that match, in ascending order, counts them and keeps the best.</summary>
internal abstract class HitCollector(QueryPlan plan)
{
    /// <summary>How many documents were taken.</summary>
    public long Count { get; private set; }

    protected Segment Segment { get; private set; } = null!;

    private ProximityScorer _rewards = null!;
    private RecencyScorer _recency = null!;

    /// <summary>What collects for a request.</summary>
    public static HitCollector For(QueryPlan plan, RetrievalRequest request)
    {
        if (request.Order.Kind == SortKind.Score)
            return new ScoreCollector(request.K, request.After, plan);
        return request.After is null ? new ValueCollector(request.K, request.Order, request.AfterValue, plan)
            : throw new ArgumentException("An order by a value goes on after a value, not after a score.", nameof(request));
    }

    /// <summary>The documents that follow are of this segment.</summary>
    public virtual void Enter(Segment segment)
    {
        Segment = segment;
        _rewards = new ProximityScorer(plan.Rewards, segment);
        _recency = new RecencyScorer(plan.Recency, segment.Reader);
    }

    /// <summary>Takes a document with the sum of its contributions, rewards and recency not yet included.</summary>
    public void Collect(int doc, double sum)
    {
        Count++;
        Consider(doc, sum);
    }

    /// <summary>The best, in order, with numbers of the snapshot.</summary>
    public abstract IReadOnlyList<ScoredDocument> ToList();

    protected abstract void Consider(int doc, double sum);

    /// <summary>Whether a document with such a sum could score above a threshold. Every step of the score and its rounding is monotonic, so that no document is lost.</summary>
    protected bool CouldExceed(double sum, float threshold) => (float)(_rewards.AddLargest(sum) * _recency.Largest) > threshold;

    /// <summary>The document with its score, of which <paramref name="sum"/> is the part of the tree.</summary>
    protected ScoredDocument Complete(int doc, double sum)
    {
        _rewards.Add(doc, ref sum);
        return new ScoredDocument(Segment.DocBase + doc, (float)(sum * _recency.Factor(doc)));
    }
}
