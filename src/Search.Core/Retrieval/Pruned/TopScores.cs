using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>The best documents found so far, over all segments, of those that come after a given one. Takes documents in any order.</summary>
internal sealed class TopScores(int count, ScoredDocument? after)
{
    private readonly TopQueue<ScoredDocument, ByScore> _queue = new(count, default);

    /// <summary>Whether a document with a lower score than this is none of the best; below all scores until there are enough.</summary>
    public float Threshold { get; private set; } = float.NegativeInfinity;

    /// <summary>How many are wanted.</summary>
    public int Count => count;

    /// <summary>Whether all documents are taken, whatever they come after.</summary>
    public bool TakesAll => after is null;

    /// <summary>Says that as many documents as are wanted have this score or a higher one.</summary>
    public void Raise(float score) => Threshold = Math.Max(Threshold, score);

    /// <summary>Takes a document.</summary>
    public void Add(ScoredDocument document)
    {
        if (after is not null && default(ByScore).Compare(document, after.Value) <= 0)
            return;
        if (_queue.Add(document) && _queue.IsFull)
            Raise(_queue.Worst.Score);
    }

    /// <summary>Whether a document would be among the best found so far, whatever all must come after.</summary>
    public bool Takes(ScoredDocument document) =>
        !_queue.IsFull || (_queue.Count > 0 && default(ByScore).Compare(document, _queue.Worst) < 0);

    /// <summary>The best found so far, in no order.</summary>
    public ReadOnlySpan<ScoredDocument> Documents => _queue.Items;

    /// <summary>The best, in order.</summary>
    public ScoredDocument[] ToArray() => _queue.ToSortedArray();
}
