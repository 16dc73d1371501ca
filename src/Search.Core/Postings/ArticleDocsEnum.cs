using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>The documents of a term, as Lucene walks them.</summary>
internal sealed class ArticleDocsEnum(SegmentPostings postings) : DocsEnum
{
    private readonly ListCursor _cursor = new(postings);

    public override int DocID => _cursor.DocId;

    /// <summary>1 where the field keeps no frequencies.</summary>
    public override int Freq => _cursor.Freq();

    public bool IsOf(SegmentPostings other) => _cursor.IsOf(other);

    public void Reset(in PostingsList list, IBits? liveDocs) => _cursor.Reset(list, liveDocs);

    public override int NextDoc() => _cursor.Next();

    public override int Advance(int target) => _cursor.Advance(target);

    public override long GetCost() => _cursor.Cost;
}
