using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>Keeps the documents with the highest scores.</summary>
internal sealed class ScoreCollector(int count, IReadOnlyList<ProximityReward> rewards) : HitCollector(rewards)
{
    private readonly TopQueue<ScoredDocument, ByScore> _queue = new(count, default);
    private readonly bool _hasRewards = rewards.Count > 0;

    public override IReadOnlyList<ScoredDocument> ToList() => _queue.ToSortedArray();

    protected override void Consider(int doc, double sum)
    {
        if (_queue.IsFull)
        {
            // Documents come in ascending order, so that an equal score is too late.
            if (_queue.Count == 0 || !(_hasRewards ? Rewards.CouldExceed(sum, _queue.Worst.Score) : (float)sum > _queue.Worst.Score))
                return;
        }
        if (_hasRewards)
            Rewards.Add(doc, ref sum);
        _queue.Add(new ScoredDocument(Segment.DocBase + doc, (float)sum));
    }
}
