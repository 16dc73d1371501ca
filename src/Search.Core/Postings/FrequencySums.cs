using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Search.Core.Postings;

/// <summary>
/// How often documents have a term, and how often those of its block before each have, without a decoding of the block: where frequencies are of few bits, the set
/// bits of those before are counted, and else they are added up.
/// </summary>
internal static unsafe class FrequencySums
{
    private const int Lanes = 4;

    /// <summary>Up to so many bits, a lane's numbers are in two words.</summary>
    private const int CountedWidth = 2;

    /// <summary>The second bits of all numbers of two, by the width of numbers.</summary>
    private static ReadOnlySpan<ulong> SecondBits => [0, 0, 0xAAAA_AAAA_AAAA_AAAA];

    /// <summary>Tells both.</summary>
    /// <param name="list">A list with frequencies, not a singleton's.</param>
    /// <param name="places">The documents' places in the list, in full blocks.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="freqs">Gets how often each has the term.</param>
    /// <param name="before">Gets how often those of its block before it have the term.</param>
    public static void Read(in PostingsList list, int* places, int count, int* freqs, uint* before)
    {
        byte* end = list.Data + list.DataLength - CountedWidth * Lanes * sizeof(uint);
        for (int i = 0; i < count; i++)
        {
            // Ranks of a damaged file lead to places that do not ascend, and that of a block which is not full is of another form.
            if ((places[i] | (PostingsRules.BlockSize - 1)) >= list.DocFreq)
                throw list.Damaged("a document's place lies behind those of the full blocks");
            byte* data = BlockDecoder.FreqBlock(list, places[i] >> 7, out int width, out int exceptions);
            int at = places[i] & (PostingsRules.BlockSize - 1);
            ulong both = width <= CountedWidth && data <= end ? Count((uint*)data, width, at) : AddUp(data, width, at);
            both += Exceptions(data + BitPacking.VerticalBytes(width), exceptions, width, at);
            freqs[i] = 1 + (int)(both >> 32);
            before[i] = (uint)at + (uint)both;
        }
    }

    /// <summary>Number i is the bits from width (i / 4) on of lane i % 4, whose two words stand four apart. No branch depends on the width.</summary>
    /// <returns>The number in the upper half; in the lower one what those before it add up to.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Count(uint* words, int width, int at)
    {
        int shift = (at >> 2) * width, lane = at & 3;
        ulong number = (1UL << width) - 1, rows = (1UL << shift) - 1, row = number << shift, second = SecondBits[width];
        // The lanes before the document's have one more.
        ulong first = Lane(words, 0) & (rows | (row & (ulong)(-lane >> 31)));
        ulong next = Lane(words, 1) & (rows | (row & (ulong)(1 - lane >> 31)));
        ulong third = Lane(words, 2) & (rows | (row & (ulong)(2 - lane >> 31)));
        ulong last = Lane(words, 3) & rows;
        int sum = BitOperations.PopCount(first) + BitOperations.PopCount(next) + BitOperations.PopCount(third) + BitOperations.PopCount(last)
            + BitOperations.PopCount(first & second) + BitOperations.PopCount(next & second) + BitOperations.PopCount(third & second) + BitOperations.PopCount(last & second);
        return (Lane(words, lane) >> shift & number) << 32 | (uint)sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Lane(uint* words, int lane) => words[lane] | (ulong)words[lane + Lanes] << 32;

    /// <summary>As <see cref="Count"/>, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong AddUp(byte* data, int width, int at)
    {
        if (width == 0)
            return 0;
        const int bits = 32;
        var mask = Vector128.Create((1u << width) - 1);
        var word = Vector128.Load((uint*)data);
        var sums = Vector128<uint>.Zero;
        int shift = 0;
        for (int row = at >> 2; row > 0; row--)
        {
            var numbers = word >>> shift;
            shift += width;
            if (shift >= bits)
            {
                data += Lanes * sizeof(uint);
                shift -= bits;
                word = Vector128.Load((uint*)data);
                if (shift > 0)
                    numbers |= word << (width - shift);
            }
            sums += numbers & mask;
        }
        int lane = at & 3;
        uint* last = stackalloc uint[Lanes];
        var lastRow = word >>> shift;
        if (shift + width > bits)
            lastRow |= Vector128.Load((uint*)data + Lanes) << (bits - shift);
        lastRow &= mask;
        lastRow.Store(last);
        sums += lastRow & Vector128.LessThan(Vector128.Create(0u, 1, 2, 3), Vector128.Create((uint)lane));
        return (ulong)last[lane] << 32 | Vector128.Sum(sums);
    }

    /// <summary>What a number's exception adds to it; 0 where it is none.</summary>
    /// <param name="data">The exceptions of a block; a footer follows every list.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="width">The width of the others.</param>
    /// <param name="at">The number's place.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ExceptionOf(byte* data, int count, int width, int at)
    {
        var exceptions = Vector128.Load((ushort*)data);
        var isIt = Vector128.Equals((exceptions & Vector128.Create((ushort)byte.MaxValue)).AsInt16(), Vector128.Create((short)at))
            & Vector128.LessThan(Vector128.Create((short)0, 1, 2, 3, 4, 5, 6, 7), Vector128.Create((short)count));
        uint found = isIt.AsByte().ExtractMostSignificantBits();
        // Few are, so that this is guessed right.
        return found == 0 ? 0 : (uint)data[BitOperations.TrailingZeroCount(found) + 1] << width;
    }

    /// <summary>What the exceptions add: each has its place, and in the byte above the bits beyond the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Exceptions(byte* data, int count, int width, int at)
    {
        // What stands behind the last is read as well, and is left out: there are at most seven, and a footer follows every list.
        var exceptions = Vector128.Load((ushort*)data);
        var places = (exceptions & Vector128.Create((ushort)byte.MaxValue)).AsInt16();
        var bits = (exceptions >>> 8).AsInt16() & Vector128.LessThan(Vector128.Create((short)0, 1, 2, 3, 4, 5, 6, 7), Vector128.Create((short)count));
        var wanted = Vector128.Create((short)at);
        ulong before = (uint)Vector128.Sum(bits & Vector128.LessThan(places, wanted));
        ulong own = (uint)Vector128.Sum(bits & Vector128.Equals(places, wanted));
        return (own << 32 | before) << width;
    }
}
