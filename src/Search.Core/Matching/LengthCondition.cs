using Lucene.Net.Index;
using Search.Core.Postings;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>Finds the documents whose body has so many words: the lengths that scores are computed with.</summary>
internal static class LengthCondition
{
    /// <param name="reader">The snapshot.</param>
    /// <param name="low">The least number of words.</param>
    /// <param name="high">The largest.</param>
    public static DocumentSetPlan Plan(IndexReader reader, double low, double high)
    {
        var leaves = reader.Leaves;
        ulong[]?[] segments = new ulong[leaves.Count][];
        for (int i = 0; i < segments.Length; i++)
        {
            var segment = leaves[i].AtomicReader;
            if (segment.GetNormValues(FieldNames.Body) is not { } lengths)
                continue;
            ulong[] words = segments[i] = DocumentSetPlan.Room(segment.MaxDoc);
            for (int doc = 0; doc < segment.MaxDoc; doc++)
            {
                long length = lengths.Get(doc);
                words[doc >> 6] |= (length >= low && length <= high ? 1UL : 0) << doc;
            }
        }
        return new DocumentSetPlan(segments);
    }
}
