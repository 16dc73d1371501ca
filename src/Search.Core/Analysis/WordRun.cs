using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.Core.Analysis;

/// <summary>
/// Finds where a run of ASCII letters and digits ends. Words are a few characters long and of ever different length, so a
/// loop pays a mispredicted branch for most of them; 16 characters at once pay none.
/// </summary>
internal static class WordRun
{
    /// <summary>How many code units <see cref="Lower"/> reads and writes.</summary>
    public const int Width = 16;

    /// <summary>The first index from <paramref name="start"/> on that holds no ASCII letter or digit, or the text's length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int End(ReadOnlySpan<char> text, int start)
    {
        if (Vector256.IsHardwareAccelerated && start + Vector256<ushort>.Count <= text.Length)
        {
            uint others = Others(text, start);
            if (others != 0)
                return start + (BitOperations.TrailingZeroCount(others) >> 1);
            return EndLong(text, start + Vector256<ushort>.Count);
        }

        return EndScalar(text, start);
    }

    /// <summary>The vector form's twin.</summary>
    public static int EndScalar(ReadOnlySpan<char> text, int start)
    {
        int i = start;
        while (i < text.Length && char.IsAsciiLetterOrDigit(text[i]))
            i++;
        return i;
    }

    /// <summary>Writes 16 code units in lower case, of which those that are no ASCII letter stay as they are.</summary>
    public static void Lower(ReadOnlySpan<char> text, Span<char> destination)
    {
        var lanes = Vector256.LoadUnsafe(ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text[..Width])));
        var capitals = Vector256.LessThan(lanes - Vector256.Create((ushort)'A'), Vector256.Create((ushort)26));
        var lower = lanes | (capitals & Vector256.Create((ushort)0x20));
        lower.StoreUnsafe(ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(destination[..Width])));
    }

    private static int EndLong(ReadOnlySpan<char> text, int start)
    {
        while (start + Vector256<ushort>.Count <= text.Length)
        {
            uint others = Others(text, start);
            if (others != 0)
                return start + (BitOperations.TrailingZeroCount(others) >> 1);
            start += Vector256<ushort>.Count;
        }

        return EndScalar(text, start);
    }

    /// <summary>
    /// Two bits for each of 16 lanes, set where the lane is no ASCII letter or digit. A lane is a letter when, its case bit
    /// set, it lies less than 26 above <c>a</c>; as the lanes are unsigned, everything below wraps to far above.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Others(ReadOnlySpan<char> text, int start)
    {
        var lanes = Vector256.LoadUnsafe(ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text)), (nuint)start);
        var letters = Vector256.LessThan((lanes | Vector256.Create((ushort)0x20)) - Vector256.Create((ushort)'a'), Vector256.Create((ushort)26));
        var digits = Vector256.LessThan(lanes - Vector256.Create((ushort)'0'), Vector256.Create((ushort)10));
        return ~(letters | digits).AsByte().ExtractMostSignificantBits();
    }
}
