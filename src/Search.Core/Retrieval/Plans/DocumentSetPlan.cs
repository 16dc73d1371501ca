namespace Search.Core.Retrieval;

/// <summary>
/// Documents that were found beforehand, without scores: what no list and no column of the index can tell, such as where words stand in a sentence.
/// </summary>
/// <param name="segments">By segment: its documents, 64 a word, filled up to whole windows of 4,096; null for none.</param>
internal sealed class DocumentSetPlan(ulong[]?[] segments) : PlanNode
{
    public override bool Scores => false;

    /// <summary>The documents of a segment; null when there are none.</summary>
    public ulong[]? Segment(int ordinal) => segments[ordinal];

    /// <summary>Room for the documents of a segment.</summary>
    public static ulong[] Room(int maxDoc) => new ulong[((maxDoc + (1 << MatchWindows.Shift) - 1) >> MatchWindows.Shift) * MatchWindows.Words];
}
