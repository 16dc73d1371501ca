namespace Search.Core.Scoring;

/// <summary>A document of an index snapshot and its score.</summary>
/// <param name="DocId">The number in the snapshot, over all segments.</param>
/// <param name="Score">The double sum of the clauses' contributions, rounded once.</param>
internal readonly record struct ScoredDocument(int DocId, float Score);

/// <summary>The higher score first; ties by document number.</summary>
internal readonly struct ByScore : IComparer<ScoredDocument>
{
    public int Compare(ScoredDocument x, ScoredDocument y) =>
        x.Score != y.Score ? y.Score.CompareTo(x.Score) : x.DocId.CompareTo(y.DocId);
}
