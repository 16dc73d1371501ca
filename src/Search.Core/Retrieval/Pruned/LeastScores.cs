using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>The highest of scores that documents reach at least: when there are as many as documents are wanted, the least of them is a threshold.</summary>
internal sealed unsafe class LeastScores
{
    /// <summary>Where more documents are wanted, keeping their scores costs more than it spares.</summary>
    private const int MaxCount = 4_096;

    private readonly float* _scores;
    private readonly int _wanted;
    private int _count;

    private LeastScores(int wanted, ScratchArena arena)
    {
        _wanted = wanted;
        _scores = (float*)arena.Take(wanted * sizeof(float));
    }

    /// <summary>For a number of documents; null for none and for very many.</summary>
    public static LeastScores? Of(int wanted, ScratchArena arena) => wanted is > 0 and <= MaxCount ? new LeastScores(wanted, arena) : null;

    /// <summary>What as many documents as are wanted reach; there must be so many.</summary>
    public float Least => _scores[0];

    /// <summary>Adds the score of one more document.</summary>
    /// <returns>Whether <see cref="Least"/> is known, and may have risen.</returns>
    public bool Add(float score)
    {
        if (_count < _wanted)
        {
            MinHeap.Add(new Span<float>(_scores, ++_count), score);
            return _count == _wanted;
        }
        if (score <= _scores[0])
            return false;
        MinHeap.ReplaceLeast(new Span<float>(_scores, _count), score);
        return true;
    }
}
