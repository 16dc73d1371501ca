using System.IO.Hashing;
using Lucene.Net.Index;
using Search.Core.Postings;

namespace Search.Core.Indexing.Bulk;

/// <summary>
/// Tells of most ids that no article has them, so that a bulk add need not look for each of its ids in each segment. Bloom filters of two
/// bytes an id, four bits of one word line each: about one look-up in a thousand is for nothing. Thread-safe.
/// </summary>
internal sealed class IdFilter
{
    private const int Ids = 1 << 20;
    private const int Words = Ids / 4;
    private const int LineWords = 8;

    private readonly Lock _gate = new();
    private volatile ulong[][] _blocks = [new ulong[Words]];
    private int _count;

    /// <summary>A filter of all ids of a reader.</summary>
    public static IdFilter Of(IndexReader reader)
    {
        var filter = new IdFilter();
        foreach (var leaf in reader.Leaves)
        {
            var terms = leaf.AtomicReader.GetTerms(FieldNames.Id)?.GetEnumerator();
            while (terms is not null && terms.MoveNext())
                filter.Add(terms.Term.Bytes.AsSpan(terms.Term.Offset, terms.Term.Length));
        }

        return filter;
    }

    public void Add(ReadOnlySpan<byte> id)
    {
        if (Interlocked.Increment(ref _count) % Ids == 0)
        {
            lock (_gate)
                _blocks = [.. _blocks, new ulong[Words]];
        }

        ulong hash = XxHash3.HashToUInt64(id);
        ulong[] block = _blocks[^1];
        int line = Line(hash);
        for (int i = 0; i < 4; i++)
            Interlocked.Or(ref block[line + Word(hash, i)], Bit(hash, i));
    }

    /// <summary>False when no article has the id.</summary>
    public bool MayContain(ReadOnlySpan<byte> id)
    {
        ulong hash = XxHash3.HashToUInt64(id);
        int line = Line(hash);
        foreach (ulong[] block in _blocks)
        {
            bool all = true;
            for (int i = 0; i < 4 && all; i++)
                all = (Volatile.Read(ref block[line + Word(hash, i)]) & Bit(hash, i)) != 0;
            if (all)
                return true;
        }

        return false;
    }

    private static int Line(ulong hash) => (int)(hash >> 40) % (Words / LineWords) * LineWords;

    private static int Word(ulong hash, int i) => (int)(hash >> (9 * i)) & (LineWords - 1);

    private static ulong Bit(ulong hash, int i) => 1UL << (int)((hash >> (9 * i + 3)) & 63);
}
