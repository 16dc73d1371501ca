using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.Core.Analysis;

/// <summary>
/// One thread's memory of stems: words of 2 to 16 small ASCII letters, packed to a byte each, beside their stems in one flat
/// table, so that the stem of a frequent word costs one comparison and mostly no cache miss. A word displaces the one before
/// it in its slot. A megabyte; not thread-safe.
/// </summary>
internal sealed class StemTable(EnglishStemmer stemmer)
{
    /// <summary>How many code units are read and written at once: callers' buffers have at least as many.</summary>
    public const int Width = 16;

    private const int Bits = 15;
    private readonly Slot[] _slots = new Slot[1 << Bits];

    /// <summary>What it remembers.</summary>
    public EnglishStemmer Stemmer => stemmer;

    /// <summary>
    /// Writes the stem of the first <paramref name="length"/> code units of <paramref name="word"/> and gives its length, or
    /// -1 when the word is none of those that are kept here.
    /// </summary>
    public int Stem(ReadOnlySpan<char> word, int length, Span<char> stem)
    {
        if (length is < 2 or > Width)
            return -1;
        var key = Pack(word) & Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)length));
        // Lanes that are no small letter, among the word's own.
        var others = Vector128.GreaterThanOrEqual(key - Vector128.Create((byte)'a'), Vector128.Create((byte)26));
        if ((others.ExtractMostSignificantBits() & ((1u << length) - 1)) != 0)
            return -1;
        ref var slot = ref _slots[Hash(key)];
        if (slot.Word != key)
        {
            string computed = stemmer.Stem(word[..length]).ToString();
            if (computed.Length > Width)
                return -1;
            Span<char> padded = stackalloc char[Width];
            padded.Clear();
            computed.CopyTo(padded);
            slot = new Slot { Word = key, Stem = Pack(padded) };
        }

        var (low, high) = Vector128.Widen(slot.Stem);
        ref ushort target = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(stem[..Width]));
        low.StoreUnsafe(ref target);
        high.StoreUnsafe(ref target, (nuint)Vector128<ushort>.Count);
        return Math.Min(Width, BitOperations.TrailingZeroCount(Vector128.Equals(slot.Stem, Vector128<byte>.Zero).ExtractMostSignificantBits()));
    }

    /// <summary>16 code units as bytes; those beyond a byte become 255, which is no letter.</summary>
    private static Vector128<byte> Pack(ReadOnlySpan<char> word)
    {
        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(word[..Width]));
        return Vector128.NarrowWithSaturation(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref source, (nuint)Vector128<ushort>.Count));
    }

    private static int Hash(Vector128<byte> key)
    {
        var halves = key.AsUInt64();
        ulong hash = (halves.GetElement(0) * 0x9E3779B97F4A7C15) ^ (halves.GetElement(1) * 0xC2B2AE3D27D4EB4F);
        return (int)((hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15 >> (64 - Bits));
    }

    private struct Slot
    {
        public Vector128<byte> Word;
        public Vector128<byte> Stem;
    }
}
