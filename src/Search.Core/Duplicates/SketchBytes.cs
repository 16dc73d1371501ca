namespace Search.Core.Duplicates;

/// <summary>Sketches as they are on the disk (docs/index-format.md, "Sketches"), and the terms that they are found by.</summary>
internal static class SketchBytes
{
    /// <summary>Characters of a key's term.</summary>
    public const int KeyLength = 4;

    private const int HashLength = 3;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";

    /// <summary>Count as VInt, then the hashes, three bytes each, the highest byte first.</summary>
    public static byte[] Encode(ArticleSketch sketch)
    {
        Span<byte> count = stackalloc byte[5];
        int length = 0;
        for (uint rest = (uint)sketch.Count; ; rest >>= 7)
        {
            count[length++] = (byte)(rest > 0x7F ? rest | 0x80 : rest);
            if (rest <= 0x7F)
                break;
        }
        byte[] bytes = new byte[length + HashLength * sketch.Hashes.Length];
        count[..length].CopyTo(bytes);
        foreach (uint hash in sketch.Hashes)
        {
            bytes[length++] = (byte)(hash >> 16);
            bytes[length++] = (byte)(hash >> 8);
            bytes[length++] = (byte)hash;
        }
        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are not those of a sketch.</exception>
    public static ArticleSketch Decode(ReadOnlySpan<byte> bytes)
    {
        uint count = 0;
        int at = 0;
        for (int shift = 0; ; shift += 7)
        {
            if (at == bytes.Length || shift > 28)
                throw Damaged();
            byte part = bytes[at++];
            count |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
                break;
        }
        int kept = (int)Math.Min(count, ArticleSketch.Size);
        if (count > int.MaxValue || count < ArticleSketch.WholeCount || bytes.Length - at != HashLength * kept)
            throw Damaged();
        uint[] hashes = new uint[kept];
        for (int i = 0; i < kept; i++, at += HashLength)
        {
            hashes[i] = (uint)(bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2]);
            if (i > 0 && hashes[i] <= hashes[i - 1])
                throw Damaged();
        }
        return new ArticleSketch((int)count, hashes);
    }

    /// <summary>The term of a key: its bits, six a character.</summary>
    public static string Key(uint hash) => string.Create(KeyLength, hash, static (term, hash) =>
    {
        for (int i = 0; i < term.Length; i++)
            term[i] = Digits[(int)(hash >> (6 * (KeyLength - 1 - i)) & 63)];
    });

    private static InvalidDataException Damaged() => new("A sketch for near-duplicates is not as it was written.");
}
