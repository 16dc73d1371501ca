using Lucene.Net.Index;

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

    /// <summary>A set of documents.</summary>
    /// <param name="reader">The snapshot.</param>
    /// <param name="documents">Their numbers in the snapshot, in any order.</param>
    public static DocumentSetPlan Of(IndexReader reader, IEnumerable<int> documents)
    {
        var leaves = reader.Leaves;
        ulong[]?[] segments = new ulong[leaves.Count][];
        foreach (int document in documents)
        {
            int ordinal = ReaderUtil.SubIndex(document, leaves);
            int doc = document - leaves[ordinal].DocBase;
            (segments[ordinal] ??= Room(leaves[ordinal].Reader.MaxDoc))[doc >> 6] |= 1UL << doc;
        }
        return new DocumentSetPlan(segments);
    }

    /// <summary>Room for the documents of a segment.</summary>
    public static ulong[] Room(int maxDoc) => new ulong[((maxDoc + (1 << MatchWindows.Shift) - 1) >> MatchWindows.Shift) * MatchWindows.Words];
}
