using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>The documents and positions of a term, as Lucene walks them. There are no offsets and no payloads.</summary>
internal sealed class ArticlePositionsEnum(SegmentPostings postings) : DocsAndPositionsEnum
{
    private readonly ListCursor _cursor = new(postings);

    public override int DocID => _cursor.DocId;

    public override int Freq => _cursor.Freq();

    public override int StartOffset => -1;

    public override int EndOffset => -1;

    public bool IsOf(SegmentPostings other) => _cursor.IsOf(other);

    public void Reset(in PostingsList list, IBits? liveDocs) => _cursor.Reset(list, liveDocs);

    public override int NextDoc() => _cursor.Next();

    public override int Advance(int target) => _cursor.Advance(target);

    public override int NextPosition() => _cursor.NextPosition();

    public override BytesRef? GetPayload() => null;

    public override long GetCost() => _cursor.Cost;
}
