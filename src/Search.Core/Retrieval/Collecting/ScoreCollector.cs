using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>Keeps the documents with the highest scores, of those that come after a given one.</summary>
internal sealed class ScoreCollector(int count, ScoredDocument? after, QueryPlan plan) : HitCollector(plan)
{
    private readonly TopQueue<ScoredDocument, ByScore> _queue = new(count, default);

    public override IReadOnlyList<ScoredDocument> ToList() => _queue.ToSortedArray();

    protected override void Consider(int doc, double sum)
    {
        // Documents come in ascending order, so that an equal score is too late.
        if (_queue.IsFull && (_queue.Count == 0 || !CouldExceed(sum, _queue.Worst.Score)))
            return;
        var document = Complete(doc, sum);
        if (after is null || default(ByScore).Compare(document, after.Value) > 0)
            _queue.Add(document);
    }
}
