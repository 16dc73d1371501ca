namespace Search.Core.Retrieval;

/// <summary>Walks all documents that are not deleted.</summary>
internal class EverythingCursor(Segment segment) : Cursor
{
    public sealed override long Cost => segment.MaxDoc;

    public sealed override int Next() => Advance(DocId + 1);

    public sealed override int Advance(int target) => DocId = target < segment.MaxDoc ? target : End;

    public override bool Matches() => segment.IsLive(DocId);
}
