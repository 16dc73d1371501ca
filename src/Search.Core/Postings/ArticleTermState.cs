using Lucene.Net.Codecs;
using Lucene.Net.Index;

namespace Search.Core.Postings;

/// <summary>Where a term's list lies, as the dictionary of terms keeps it.</summary>
internal sealed class ArticleTermState : BlockTermState
{
    /// <summary>Where its documents start, from the start of the file.</summary>
    public long DocStart { get; set; }

    /// <summary>Where its positions start, from the start of the file.</summary>
    public long PosStart { get; set; }

    /// <summary>The document of a term that only one has, which the dictionary itself holds; -1 for others.</summary>
    public int SingletonDoc { get; set; } = -1;

    /// <summary>The number of the term among those of the segment that have maxima; -1 for others.</summary>
    public int RangedOrdinal { get; set; } = -1;

    public override void CopyFrom(TermState other)
    {
        base.CopyFrom(other);
        var state = (ArticleTermState)other;
        DocStart = state.DocStart;
        PosStart = state.PosStart;
        SingletonDoc = state.SingletonDoc;
        RangedOrdinal = state.RangedOrdinal;
    }

    public override object Clone()
    {
        var copy = new ArticleTermState();
        copy.CopyFrom(this);
        return copy;
    }

    public override string ToString() => $"{base.ToString()} documents={DocStart} positions={PosStart} singleton={SingletonDoc} ranged={RangedOrdinal}";
}
