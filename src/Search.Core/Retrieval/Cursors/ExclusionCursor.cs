namespace Search.Core.Retrieval;

/// <summary>Walks the documents of a cursor that none of several others has.</summary>
internal sealed class ExclusionCursor(Cursor included, IReadOnlyList<Cursor> excluded) : Cursor
{
    public override long Cost => included.Cost;

    public override int Next() => DocId = included.Next();

    public override int Advance(int target) => DocId = included.Advance(target);

    public override bool Matches()
    {
        if (!included.Matches())
            return false;
        foreach (var cursor in excluded)
        {
            if (cursor.Contains(DocId))
                return false;
        }
        return true;
    }
}
