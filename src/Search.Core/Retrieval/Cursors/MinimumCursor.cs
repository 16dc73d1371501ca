namespace Search.Core.Retrieval;

/// <summary>Walks the documents that at least so many of several cursors have.</summary>
/// <remarks>
/// With all cursors at or behind a target in the order of documents, no document before the <c>minimum</c>-th smallest of theirs can
/// have enough of them: the others go there at once.
/// </remarks>
internal sealed class MinimumCursor : Cursor
{
    private readonly Cursor[] _cursors;
    private readonly int[] _docs;
    private readonly int _minimum;

    /// <param name="cursors">At least <paramref name="minimum"/> of them.</param>
    /// <param name="minimum">1 or more.</param>
    public MinimumCursor(IEnumerable<Cursor> cursors, int minimum)
    {
        _cursors = [.. cursors];
        _docs = new int[_cursors.Length];
        _minimum = minimum;
        // Every document found is in one of the cursors even without the minimum - 1 most frequent.
        Cost = _cursors.Select(cursor => cursor.Cost).Order().Take(_cursors.Length - minimum + 1).Sum();
    }

    public override long Cost { get; }

    public override int Next() => Advance(DocId + 1);

    public override int Advance(int target)
    {
        while (true)
        {
            int at = 0;
            for (int i = 0; i < _cursors.Length; i++)
            {
                if (_cursors[i].DocId < target)
                    _cursors[i].Advance(target);
                _docs[i] = _cursors[i].DocId;
                at += _docs[i] == target ? 1 : 0;
            }
            if (at >= _minimum || target == End)
                return DocId = target;
            Array.Sort(_docs);
            target = Math.Max(target + 1, _docs[_minimum - 1]);
        }
    }

    public override bool Matches()
    {
        int missing = _minimum;
        for (int i = 0; i < _cursors.Length && missing > 0; i++)
        {
            if (_cursors[i].DocId == DocId && _cursors[i].Matches())
                missing--;
        }
        return missing == 0;
    }
}
