using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>The ordinals that are in use once documents are left out, numbered anew: Lucene takes it for damage when a value belongs to no document.</summary>
internal sealed class UsedOrdinals
{
    private readonly int[] _newOf;
    private readonly int[] _oldOf;

    private UsedOrdinals(FixedBitSet used)
    {
        _newOf = new int[used.Length];
        _oldOf = new int[used.Cardinality];
        int next = 0;
        for (int old = 0; old < _newOf.Length; old++)
        {
            if (!used.Get(old))
                continue;
            _oldOf[next] = old;
            _newOf[old] = next++;
        }
    }

    public int Count => _oldOf.Length;

    /// <param name="values">How many values there are.</param>
    /// <param name="ordinals">The ordinals of all documents that stay.</param>
    public static UsedOrdinals Of(long values, IEnumerable<long> ordinals)
    {
        var used = new FixedBitSet(checked((int)values));
        foreach (long ordinal in ordinals)
            used.Set((int)ordinal);
        return new UsedOrdinals(used);
    }

    public int New(long old) => _newOf[old];

    public int Old(long @new) => _oldOf[@new];
}
