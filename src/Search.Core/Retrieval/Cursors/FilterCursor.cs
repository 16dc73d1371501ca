namespace Search.Core.Retrieval;

/// <summary>Walks the documents of another cursor without its scores.</summary>
internal sealed class FilterCursor(Cursor child) : Cursor
{
    public override long Cost => child.Cost;

    public override int Next() => DocId = child.Next();

    public override int Advance(int target) => DocId = child.Advance(target);

    public override bool Matches() => child.Matches();
}
