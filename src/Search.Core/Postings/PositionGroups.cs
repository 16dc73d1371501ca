using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Search.Core.Postings;

/// <summary>Reads a document's positions out of a block as one vector, where they are no more than eight and within a chunk, with hardly a branch that depends on them.</summary>
/// <remarks>Documents of a phrase mostly are each of another block; what is guessed wrongly about each costs more than to do what may not be needed.</remarks>
internal static unsafe class PositionGroups
{
    /// <summary>The most positions.</summary>
    public const int Size = 8;

    /// <summary>Numbers of more bits may begin in a byte and end in the fifth.</summary>
    private const int MostWidth = 25;

    /// <summary>Of so many chunks the bytes in front are a word.</summary>
    private const int MostChunks = sizeof(ulong);

    private const ulong EachByte = 0x0101_0101_0101_0101;

    /// <summary>Reads the first position and the differences of the others from the one before.</summary>
    /// <param name="list">A list with positions.</param>
    /// <param name="block">The document's block.</param>
    /// <param name="before">The occurrences in the block's documents before it.</param>
    /// <param name="freq">How many there are.</param>
    /// <param name="values">Gets them; lanes behind the last are of no meaning.</param>
    /// <returns>False where they have to be read as <see cref="PositionBlocks.ReadDifferences"/> does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(in PostingsList list, int block, uint before, int freq, out Vector256<uint> values)
    {
        int first = (int)(before % PositionBlocks.ChunkSize);
        uint index = before / PositionBlocks.ChunkSize;
        if (!Avx2.IsSupported || freq > Size || first + freq > PositionBlocks.ChunkSize || index >= MostChunks || list.SingletonPosition >= 0 || list.HasWholePositions)
        {
            values = default;
            return false;
        }
        byte* data = PositionBlocks.StartOfChunks(list, block, (long)before + freq, out byte* at, out byte* end);
        ulong front = *(ulong*)data & ((1UL << (int)index * 8) - 1);
        // Each sum is less than a byte holds.
        ulong widths = (front & PositionBlocks.WidthMask * EachByte) * EachByte >> 56;
        ulong skipped = (front >> PositionBlocks.WidthBits & PositionBlocks.MaxExceptions * EachByte) * EachByte >> 56;
        at += widths * (PositionBlocks.ChunkSize / 8) + skipped * PositionBlocks.ExceptionSize;
        int width = data[index] & PositionBlocks.WidthMask;
        int exceptions = data[index] >> PositionBlocks.WidthBits;
        int bit = first * width, upper = (bit & 7) + Size / 2 * width >> 3;
        byte* from = at + PositionBlocks.ExceptionSize * exceptions + (bit >> 3);
        // Two times 16 bytes are loaded: a footer of as many follows every list.
        if (width > MostWidth || from + upper > end || from + ((bit & 7) + freq * width + 7 >> 3) > end)
        {
            values = default;
            return false;
        }
        values = Unpack(from, bit & 7, width, upper);
        values |= ExceptionsOf(at, exceptions, first, freq, width);
        return true;
    }

    /// <summary>Reads eight numbers that begin with a bit of a byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Unpack(byte* source, int bit, int width, int upper)
    {
        var bits = Avx2.MultiplyLow(Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7), Vector256.Create(width)) + Vector256.Create(bit);
        bits -= Vector256.Create(upper << 3) & Vector256.Create(0, 0, 0, 0, -1, -1, -1, -1);
        // The number of the first byte in all four bytes of a lane, and 0 to 3 added.
        var lanes = Vector256.Create(
            0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12, 12, 12, 12, 0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12, 12, 12, (byte)12);
        var moves = Avx2.Shuffle((bits >>> 3).AsByte(), lanes) + Vector256.Create(0x03020100).AsByte();
        var four = Avx2.Shuffle(Vector256.Create(Vector128.Load(source), Vector128.Load(source + upper)), moves).AsUInt32();
        return Avx2.ShiftRightLogicalVariable(four, (bits & Vector256.Create(7)).AsUInt32()) & Vector256.Create((1u << width) - 1);
    }

    /// <summary>The bits beyond the width of those that are exceptions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> ExceptionsOf(byte* at, int count, int first, int freq, int width)
    {
        var places = (Vector128.Load((short*)at) & Vector128.Create((short)byte.MaxValue)) - Vector128.Create((short)first);
        var isOne = Vector128.LessThan(places, Vector128.Create((short)freq)) & Vector128.GreaterThan(places, Vector128.Create((short)-1))
            & Vector128.LessThan(Vector128.Create((short)0, 1, 2, 3, 4, 5, 6, 7), Vector128.Create((short)count));
        return isOne == Vector128<short>.Zero ? Vector256<uint>.Zero : BitsOf(at, count, first, width);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<uint> BitsOf(byte* at, int count, int first, int width)
    {
        ulong bits = 0;
        for (; count > 0; count--, at += PositionBlocks.ExceptionSize)
        {
            if ((uint)(at[0] - first) < Size)
                bits |= (ulong)at[1] << (at[0] - first) * 8;
        }
        return Avx2.ConvertToVector256Int32(Vector128.CreateScalar(bits).AsByte()).AsUInt32() << width;
    }
}
