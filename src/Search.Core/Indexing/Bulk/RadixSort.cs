using System.Runtime.CompilerServices;

namespace Search.Core.Indexing.Bulk;

/// <summary>Sorts by 64-bit keys, a byte of them after the other from the lowest on. Equal keys stay in their order.</summary>
internal static class RadixSort
{
    private const int Digits = sizeof(ulong);
    private const int Values = 256;

    /// <summary>Sorts keys and what belongs to them; both arrays may be other ones afterwards.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="items">As many items.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Ascending(ref ulong[] keys, ref int[] items)
    {
        int count = keys.Length;
        int[] starts = new int[Digits * Values];
        foreach (ulong key in keys)
        {
            for (int digit = 0; digit < Digits; digit++)
                starts[digit * Values + (byte)(key >> (8 * digit))]++;
        }

        ulong[] otherKeys = new ulong[count];
        int[] otherItems = new int[count];
        for (int digit = 0; digit < Digits; digit++)
        {
            var start = starts.AsSpan(digit * Values, Values);
            if (count == 0 || start[(byte)(keys[0] >> (8 * digit))] == count)
                continue;
            int sum = 0;
            foreach (ref int place in start)
                (place, sum) = (sum, sum + place);
            for (int i = 0; i < count; i++)
            {
                int place = start[(byte)(keys[i] >> (8 * digit))]++;
                otherKeys[place] = keys[i];
                otherItems[place] = items[i];
            }

            (keys, otherKeys) = (otherKeys, keys);
            (items, otherItems) = (otherItems, items);
        }
    }
}
