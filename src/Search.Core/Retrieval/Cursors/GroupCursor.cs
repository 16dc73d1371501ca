namespace Search.Core.Retrieval;

/// <summary>Walks the documents of a group and scores them by those of its clauses that match, in the order of the query.</summary>
/// <param name="matching">Which documents; moves the clauses that it is made of.</param>
/// <param name="scoring">The clauses that contribute, those of <paramref name="matching"/> among them.</param>
internal sealed class GroupCursor(Cursor matching, IReadOnlyList<Cursor> scoring) : Cursor
{
    private int _checkedDoc = -1;
    private bool _matches;

    public override long Cost => matching.Cost;

    public override int Next() => DocId = matching.Next();

    public override int Advance(int target) => DocId = matching.Advance(target);

    public override bool Matches()
    {
        if (_checkedDoc != DocId)
        {
            _matches = matching.Matches();
            _checkedDoc = DocId;
        }
        return _matches;
    }

    public override void Score(ref double sum)
    {
        foreach (var clause in scoring)
        {
            // A clause that decides about matching is never behind; one that is optional beside a required one may be.
            if (clause.Contains(DocId))
                clause.Score(ref sum);
        }
    }

    public override void Explain(Segment segment, List<Explanation> contributions)
    {
        foreach (var clause in scoring)
        {
            if (clause.Contains(DocId))
                clause.Explain(segment, contributions);
        }
    }
}
