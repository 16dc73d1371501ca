using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>The best documents found so far, over all segments, of those that come after a given one. Takes documents in any order.</summary>
internal sealed class TopScores(int count, ScoredDocument? after)
{
    private readonly TopQueue<ScoredDocument, ByScore> _queue = new(count, default);

    /// <summary>Whether a document with a lower score than this is none of the best; below all scores until there are enough.</summary>
    public float Threshold { get; private set; } = float.NegativeInfinity;

    /// <summary>Takes a document.</summary>
    public void Add(ScoredDocument document)
    {
        if (after is not null && default(ByScore).Compare(document, after.Value) <= 0)
            return;
        if (_queue.Add(document) && _queue.IsFull)
            Threshold = _queue.Worst.Score;
    }

    /// <summary>The best, in order.</summary>
    public ScoredDocument[] ToArray() => _queue.ToSortedArray();
}
