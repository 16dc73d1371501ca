namespace Search.Core.Storage;

/// <summary>
/// Decodes Lucene's variable-length numbers: seven bits a byte, the least significant first, the eighth bit set on all but the last.
/// </summary>
internal static class VariableLength
{
    /// <summary>The most bytes an int takes: any int, so the fifth byte has four bits.</summary>
    public const int MaxInt32Bytes = 5;

    /// <summary>The most bytes a long takes: a long that is not negative, so nine bytes of seven bits.</summary>
    public const int MaxInt64Bytes = 9;

    /// <summary>Reads an int from the start of <see cref="MaxInt32Bytes"/> bytes.</summary>
    /// <exception cref="IOException">The bytes are no int.</exception>
    public static int ReadInt32(ReadOnlySpan<byte> bytes, out int used)
    {
        int value = 0;
        for (used = 0; used < MaxInt32Bytes - 1;)
        {
            byte b = bytes[used];
            value |= (b & 0x7F) << (7 * used++);
            if (b < 0x80)
            {
                return value;
            }
        }

        byte last = bytes[used++];
        if ((last & 0xF0) != 0)
        {
            throw new IOException("Damaged number: a variable-length int of more than 32 bits.");
        }

        return value | (last << 28);
    }

    /// <summary>Reads a long from the start of <see cref="MaxInt64Bytes"/> bytes.</summary>
    /// <exception cref="IOException">The bytes are no long.</exception>
    public static long ReadInt64(ReadOnlySpan<byte> bytes, out int used)
    {
        long value = 0;
        for (used = 0; used < MaxInt64Bytes;)
        {
            byte b = bytes[used];
            value |= (b & 0x7FL) << (7 * used++);
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new IOException("Damaged number: a variable-length long of more than 63 bits.");
    }
}
