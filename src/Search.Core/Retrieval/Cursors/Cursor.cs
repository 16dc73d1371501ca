namespace Search.Core.Retrieval;

/// <summary>
/// Walks the documents of a plan node within a segment, in ascending order. <see cref="Next"/> and <see cref="Advance"/> give
/// candidates; what is costly to know is left to <see cref="Matches"/>, so that it is asked only where all else agrees.
/// </summary>
internal abstract class Cursor
{
    /// <summary>The document number behind the last one.</summary>
    public const int End = int.MaxValue;

    /// <summary>The present candidate; -1 before the first.</summary>
    public int DocId { get; protected set; } = -1;

    /// <summary>About how many candidates there are.</summary>
    public abstract long Cost { get; }

    /// <summary>Moves to the next candidate.</summary>
    public abstract int Next();

    /// <summary>Moves to the first candidate from <paramref name="target"/> on, which lies behind the present one.</summary>
    public abstract int Advance(int target);

    /// <summary>Whether the present candidate is a document of the node. Asked again, it answers the same at no cost.</summary>
    public virtual bool Matches() => true;

    /// <summary>Adds the contributions to the score of the present document, which matches, in the order of the query.</summary>
    public virtual void Score(ref double sum)
    {
    }

    /// <summary>Lists what <see cref="Score"/> adds.</summary>
    /// <param name="segment">The segment that it walks through.</param>
    /// <param name="contributions">Gets a line for each contribution.</param>
    public virtual void Explain(Segment segment, List<Explanation> contributions)
    {
    }

    /// <summary>Adds the contributions of all documents before <paramref name="end"/> to a window, from the present one on.</summary>
    public virtual void Accumulate(int end, ScoreWindow window)
    {
        for (int doc = DocId; doc < end; doc = Next())
        {
            if (Matches())
                Score(ref window.Mark(doc));
        }
    }

    /// <summary>Whether <paramref name="target"/>, at or behind the present candidate, is a document of the node. Moves there.</summary>
    public bool Contains(int target)
    {
        if (DocId < target)
            Advance(target);
        return DocId == target && Matches();
    }
}
