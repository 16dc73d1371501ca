using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace Search.Core.Facets;

/// <summary>
/// The values that a facet has in a segment, and which document has which. Made from doc values when first counted, kept for all snapshots that have
/// the segment, and gone with it: 2 bytes a document (4 with 65,535 values and more), 8 for each further value of a document, and the values
/// themselves. Immutable.
/// </summary>
internal sealed class SegmentFacet
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<(string Field, PeriodUnit Unit), SegmentFacet?>> s_segments = [];

    public SegmentFacet(string[] keys, string[] labels, DocumentOrdinals ordinals) => (Keys, Labels, Ordinals) = (keys, labels, ordinals);

    /// <summary>The values in ordinal order: folded keywords, or periods.</summary>
    public string[] Keys { get; }

    /// <summary>How each value is written most often.</summary>
    public string[] Labels { get; }

    /// <summary>Which document has which.</summary>
    public DocumentOrdinals Ordinals { get; }

    /// <summary>The values of a segment; null when no document has one. Made once, whoever asks.</summary>
    public static SegmentFacet? Of(AtomicReader reader, FacetSource source)
    {
        if (reader.FieldInfos.FieldInfo(source.Field) is null)
            return null;
        var known = s_segments.GetValue(reader.CoreCacheKey, static _ => new());
        if (known.TryGetValue(source.Key, out var facet))
            return facet;
        lock (known)
        {
            return known.GetOrAdd(source.Key, static (_, from) => Read(from.reader, from.source), (reader, source));
        }
    }

    private static SegmentFacet? Read(AtomicReader reader, FacetSource source) =>
        source.Fold is null ? PeriodFacetReader.Read(reader, source) : KeywordFacetReader.Read(reader, source.Field, source.Fold);
}
