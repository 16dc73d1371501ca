using System.Runtime.Intrinsics;

namespace Search.Core.Retrieval;

/// <summary>Comparisons of the codes of 64 neighbouring documents (<see cref="ValueColumn"/>). The vector forms and the scalar twin give the same.</summary>
internal static unsafe class ValueKernels
{
    /// <summary>
    /// The documents of 64, the first in the lowest bit, whose code in one column is from 1 to <paramref name="high"/> and whose code in the
    /// other is at least <paramref name="low"/>.
    /// </summary>
    /// <param name="starts">64 codes; 0 where a document has no value.</param>
    /// <param name="high">1 or more.</param>
    /// <param name="ends">64 codes; may be the same.</param>
    /// <param name="low">1 or more.</param>
    public static ulong Mask(uint* starts, uint high, uint* ends, uint low)
    {
        ulong mask = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            // No code is 0 less 1, which is above all: one comparison is enough for both sides.
            var most = Vector256.Create(high - 1);
            var least = Vector256.Create(low);
            for (int i = 0; i < 64; i += Vector256<uint>.Count)
            {
                var start = Vector256.Load(starts + i) - Vector256<uint>.One;
                var end = Vector256.Load(ends + i);
                var found = Vector256.Equals(Vector256.Min(start, most), start) & Vector256.Equals(Vector256.Max(end, least), end);
                mask |= (ulong)found.ExtractMostSignificantBits() << i;
            }
            return mask;
        }
        if (Vector128.IsHardwareAccelerated)
        {
            var most = Vector128.Create(high - 1);
            var least = Vector128.Create(low);
            for (int i = 0; i < 64; i += Vector128<uint>.Count)
            {
                var start = Vector128.Load(starts + i) - Vector128<uint>.One;
                var end = Vector128.Load(ends + i);
                var found = Vector128.Equals(Vector128.Min(start, most), start) & Vector128.Equals(Vector128.Max(end, least), end);
                mask |= (ulong)found.ExtractMostSignificantBits() << i;
            }
            return mask;
        }
        return MaskScalar(starts, high, ends, low);
    }

    /// <summary>The twin of <see cref="Mask"/>.</summary>
    public static ulong MaskScalar(uint* starts, uint high, uint* ends, uint low)
    {
        ulong mask = 0;
        for (int i = 0; i < 64; i++)
            mask |= (starts[i] >= 1 && starts[i] <= high && ends[i] >= low ? 1UL : 0) << i;
        return mask;
    }

    /// <summary>The documents of 64 whose code is 0.</summary>
    public static ulong Absent(uint* codes)
    {
        ulong mask = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (int i = 0; i < 64; i += Vector256<uint>.Count)
                mask |= (ulong)Vector256.Equals(Vector256.Load(codes + i), Vector256<uint>.Zero).ExtractMostSignificantBits() << i;
            return mask;
        }
        return AbsentScalar(codes);
    }

    /// <summary>The twin of <see cref="Absent"/>.</summary>
    public static ulong AbsentScalar(uint* codes)
    {
        ulong mask = 0;
        for (int i = 0; i < 64; i++)
            mask |= (codes[i] == 0 ? 1UL : 0) << i;
        return mask;
    }
}
