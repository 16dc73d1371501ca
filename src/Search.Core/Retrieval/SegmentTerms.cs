using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace Search.Core.Retrieval;

/// <summary>
/// The term dictionaries of a segment, with some enumerators of each field kept for the next search: to make one costs microseconds
/// and kilobytes, to move one next to nothing. Shared by all snapshots that have the segment, and gone with it. Thread-safe.
/// </summary>
internal sealed class SegmentTerms
{
    /// <summary>As many searches at once find an enumerator of a field; further ones make their own.</summary>
    private const int KeptPerField = 4;

    private static readonly ConditionalWeakTable<object, SegmentTerms> s_segments = [];

    private readonly ConcurrentDictionary<string, TermsEnum?[]> _kept = new(StringComparer.Ordinal);

    public static SegmentTerms Of(AtomicReader reader) => s_segments.GetValue(reader.CoreCacheKey, static _ => new SegmentTerms());

    /// <summary>Takes an enumerator of a field for the caller alone, at any place; null when the segment does not have the field.</summary>
    public TermsEnum? Rent(AtomicReader reader, string field)
    {
        if (!_kept.TryGetValue(field, out var kept))
            return reader.GetTerms(field)?.GetEnumerator();
        for (int i = 0; i < kept.Length; i++)
        {
            if (Interlocked.Exchange(ref kept[i], null) is { } terms)
                return terms;
        }
        return reader.GetTerms(field)?.GetEnumerator();
    }

    /// <summary>Gives an enumerator back that will not be used any more.</summary>
    public void Return(string field, TermsEnum terms)
    {
        var kept = _kept.GetOrAdd(field, static _ => new TermsEnum?[KeptPerField]);
        for (int i = 0; i < kept.Length; i++)
        {
            if (Interlocked.CompareExchange(ref kept[i], terms, null) is null)
                return;
        }
    }
}
