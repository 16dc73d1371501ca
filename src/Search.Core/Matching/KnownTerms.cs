using System.Runtime.CompilerServices;
using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>
/// Terms that were looked up in a snapshot, which never changes: the words of queries repeat. A term takes the place of another one that falls on the same slot, so that no more than
/// so many are kept. Gone with the snapshot. Thread-safe.
/// </summary>
internal sealed class KnownTerms
{
    private const int SlotCount = 4_096;

    private static readonly ConditionalWeakTable<IndexReader, KnownTerms> s_snapshots = [];

    private readonly Slot?[] _slots = new Slot?[SlotCount];

    private sealed record Slot(string Field, string Text, IndexTerm Term);

    public static KnownTerms Of(IndexReader reader) => s_snapshots.GetValue(reader, static _ => new KnownTerms());

    /// <summary>A term, looked up where it is not known.</summary>
    /// <param name="reader">The snapshot.</param>
    /// <param name="field">The field.</param>
    /// <param name="text">The term.</param>
    public IndexTerm Find(IndexReader reader, string field, string text)
    {
        ref var slot = ref _slots[HashCode.Combine(field, text) & (SlotCount - 1)];
        if (Volatile.Read(ref slot) is { } known && known.Text == text && known.Field == field)
            return known.Term;
        var term = IndexTerm.Find(reader, field, new BytesRef(Encoding.UTF8.GetBytes(text)));
        Volatile.Write(ref slot, new Slot(field, text, term));
        return term;
    }
}
