using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>Takes the documents that match, in ascending order, counts them and keeps the best.</summary>
internal abstract class HitCollector(IReadOnlyList<ProximityReward> rewards)
{
    /// <summary>How many documents were taken.</summary>
    public long Count { get; private set; }

    protected Segment Segment { get; private set; } = null!;

    protected ProximityScorer Rewards { get; private set; } = null!;

    /// <summary>The documents that follow are of this segment.</summary>
    public virtual void Enter(Segment segment)
    {
        Segment = segment;
        Rewards = new ProximityScorer(rewards, segment);
    }

    /// <summary>Takes a document with the sum of its contributions, rewards not yet included.</summary>
    public void Collect(int doc, double sum)
    {
        Count++;
        Consider(doc, sum);
    }

    /// <summary>The best, in order, with numbers of the snapshot.</summary>
    public abstract IReadOnlyList<ScoredDocument> ToList();

    protected abstract void Consider(int doc, double sum);
}
