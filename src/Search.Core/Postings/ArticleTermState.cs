using Lucene.Net.Codecs;
using Lucene.Net.Index;

namespace Search.Core.Postings;

/// <summary>Where a term's list lies, as the dictionary of terms keeps it.</summary>
internal sealed class ArticleTermState : BlockTermState
{
    /// <summary>Where its documents start, from the start of the file; the positions of a singleton that occurs several times. 0 where it has neither there.</summary>
    public long DocStart { get; set; }

    /// <summary>Where its positions start, from the start of their file; of lists that have blocks, and in version 1 of all.</summary>
    public long PosStart { get; set; }

    /// <summary>The document of a term that only one has, which the dictionary itself holds; -1 for others.</summary>
    public int SingletonDoc { get; set; } = -1;

    /// <summary>The position of a term that occurs once, which the dictionary itself holds; -1 for others.</summary>
    public int SingletonPosition { get; set; } = -1;

    /// <summary>The number of the term among those of the segment that have maxima; -1 for others.</summary>
    public int RangedOrdinal { get; set; } = -1;

    /// <summary>The document of the term without one position that came last in the dictionary's block: the next one is told by its difference.</summary>
    public int LastSingleton { get; set; }

    /// <summary>Forgets what the terms before it say, as at the start of a block of the dictionary.</summary>
    public void StartBlock() => (DocStart, PosStart, LastSingleton) = (0, 0, 0);

    public override void CopyFrom(TermState other)
    {
        base.CopyFrom(other);
        var state = (ArticleTermState)other;
        DocStart = state.DocStart;
        PosStart = state.PosStart;
        SingletonDoc = state.SingletonDoc;
        SingletonPosition = state.SingletonPosition;
        LastSingleton = state.LastSingleton;
        RangedOrdinal = state.RangedOrdinal;
    }

    public override object Clone()
    {
        var copy = new ArticleTermState();
        copy.CopyFrom(this);
        return copy;
    }

    public override string ToString() => $"{base.ToString()} documents={DocStart} positions={PosStart} singleton={SingletonDoc} at={SingletonPosition} ranged={RangedOrdinal}";
}
