namespace Search.Core.Retrieval;

/// <summary>Walks the documents that all of several cursors have: the rarest leads, the others follow to its candidates.</summary>
internal sealed class ConjunctionCursor : Cursor
{
    private readonly Cursor[] _cursors;

    public ConjunctionCursor(IEnumerable<Cursor> cursors) => _cursors = [.. cursors.OrderBy(cursor => cursor.Cost)];

    public override long Cost => _cursors[0].Cost;

    public override int Next() => Align(_cursors[0].Next());

    public override int Advance(int target) => Align(_cursors[0].Advance(target));

    public override bool Matches()
    {
        foreach (var cursor in _cursors)
        {
            if (!cursor.Matches())
                return false;
        }
        return true;
    }

    private int Align(int doc)
    {
        for (int i = 1; i < _cursors.Length && doc != End; i++)
        {
            if (_cursors[i].DocId < doc)
                _cursors[i].Advance(doc);
            if (_cursors[i].DocId > doc)
            {
                doc = _cursors[i].DocId == End ? End : _cursors[0].Advance(_cursors[i].DocId);
                i = 0;
            }
        }
        return DocId = doc;
    }
}
