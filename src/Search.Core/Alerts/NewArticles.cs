using Lucene.Net.Index;
using Search.Core.Indexing;
using Search.Core.Retrieval;

namespace Search.Core.Alerts;

/// <summary>The articles that came with a refresh, as documents of the snapshot after it.</summary>
internal sealed class NewArticles
{
    private readonly Dictionary<int, string> _ids;

    private NewArticles(Dictionary<int, string> ids, ulong[]?[] segments)
    {
        _ids = ids;
        Documents = new DocumentSetPlan(segments);
    }

    public bool IsEmpty => _ids.Count == 0;

    public DocumentSetPlan Documents { get; }

    /// <summary>The id of one of the documents.</summary>
    public string IdOf(int document) => _ids[document];

    /// <param name="snapshot">The snapshot.</param>
    /// <param name="ids">The ids that were written; those that are deleted since are left out.</param>
    public static NewArticles Find(Snapshot snapshot, IEnumerable<string> ids)
    {
        var leaves = snapshot.Reader.Leaves;
        ulong[]?[] segments = new ulong[leaves.Count][];
        var found = new Dictionary<int, string>();
        foreach (string id in ids)
        {
            int document = snapshot.Find(id);
            if (document < 0)
                continue;
            found.Add(document, id);
            int ordinal = ReaderUtil.SubIndex(document, leaves);
            int inSegment = document - leaves[ordinal].DocBase;
            (segments[ordinal] ??= DocumentSetPlan.Room(leaves[ordinal].Reader.MaxDoc))[inSegment >> 6] |= 1UL << inSegment;
        }
        return new NewArticles(found, segments);
    }

    /// <summary>The segments that have some of them.</summary>
    public IEnumerable<AtomicReader> SegmentsOf(Snapshot snapshot) =>
        snapshot.Reader.Leaves.Where(leaf => Documents.Segment(leaf.Ord) is not null).Select(leaf => leaf.AtomicReader);
}
