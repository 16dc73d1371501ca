using System.Buffers.Binary;

namespace Search.Core.Suggesting;

/// <summary>Sorts what is left of keys from each later word on: a suffix array over the starts of words.</summary>
internal static class LaterWords
{
    /// <returns>The key of each text, and where in it the text begins; by text, then by key.</returns>
    public static (int[] Entries, byte[] Starts) Sort(byte[] keys, int[] ends)
    {
        int count = keys.AsSpan().Count((byte)' ');
        ulong[] heads = new ulong[count];
        long[] texts = new long[count];
        for (int entry = 0, from = 0, at = 0; entry < ends.Length; from = ends[entry++])
        {
            for (int i = from; i < ends[entry]; i++)
            {
                if (keys[i] != ' ')
                    continue;
                heads[at] = Head(keys.AsSpan(i + 1, ends[entry] - i - 1));
                texts[at++] = ((long)entry << 8) | (uint)(i + 1 - from);
            }
        }
        // Most texts differ in their first eight bytes, which are compared as one number.
        Array.Sort(heads, texts);
        var whole = Comparer<long>.Create((x, y) => Compare(keys, ends, x, y));
        for (int start = 0, end; start < count; start = end)
        {
            end = start + 1;
            while (end < count && heads[end] == heads[start])
                end++;
            if (end - start > 1)
                Array.Sort(texts, start, end - start, whole);
        }
        return (Array.ConvertAll(texts, text => (int)(text >> 8)), Array.ConvertAll(texts, text => (byte)text));
    }

    private static ulong Head(ReadOnlySpan<byte> text)
    {
        if (text.Length >= sizeof(ulong))
            return BinaryPrimitives.ReadUInt64BigEndian(text);
        Span<byte> head = stackalloc byte[sizeof(ulong)];
        head.Clear();
        text.CopyTo(head);
        return BinaryPrimitives.ReadUInt64BigEndian(head);
    }

    private static int Compare(byte[] keys, int[] ends, long x, long y)
    {
        int order = Text(keys, ends, x).SequenceCompareTo(Text(keys, ends, y));
        return order != 0 ? order : x.CompareTo(y);
    }

    private static ReadOnlySpan<byte> Text(byte[] keys, int[] ends, long text)
    {
        int entry = (int)(text >> 8);
        int start = (entry == 0 ? 0 : ends[entry - 1]) + (byte)text;
        return keys.AsSpan(start, ends[entry] - start);
    }
}
