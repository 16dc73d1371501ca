using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Search.Core.Articles;
using ZstdSharp;

namespace Search.Core.Indexing;

/// <summary>The bytes of the stored field <c>article</c>: writes an article and reads it back, whole or in parts.</summary>
/// <remarks>
/// Layout (docs/index-format.md, "Stored articles"): version, header length, header, body, flag and original. The header lies apart
/// from the body so that a list of hits without highlights never touches the text. A text is UTF-8 where it is well-formed and UTF-16
/// where it is not, so that every text comes back as it was. Compression is the codec's; up to index format 2 each text was compressed by
/// itself, and is read so.
/// Every length is checked against the bytes that are there before anything is allocated.
/// </remarks>
internal static class StoredArticle
{
    public const byte Version = 1;

    private const byte Utf16 = 1, Compressed = 2;

    // UTF-8 takes at most three bytes a code unit, and no text is longer than .NET's longest string.
    private const int MaxTextBytes = int.MaxValue - 64;

    [ThreadStatic]
    private static Decompressor? t_decompressor;

    public static byte[] Encode(Article article)
    {
        var header = new ByteWriter(256);
        StoredHeader.Write(ref header, article);
        var writer = new ByteWriter(header.Length + (article.Body.Length) + 64);
        writer.WriteByte(Version);
        writer.WriteVInt(header.Length);
        writer.WriteBytes(header.Written);
        WriteText(ref writer, article.Body);
        if (article.Original is { } original)
        {
            writer.WriteByte(original.Title is null ? (byte)1 : (byte)2);
            if (original.Title is not null)
                writer.WriteString(original.Title);
            WriteText(ref writer, original.Body);
        }
        else
        {
            writer.WriteByte(0);
        }

        header.Dispose();
        return writer.ToArrayAndDispose();
    }

    /// <summary>The whole article.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of an article.</exception>
    public static Article Decode(ReadOnlySpan<byte> bytes) => Decode(bytes, withBody: true, withOriginal: true);

    /// <summary>The article without its original; with an empty body when that is not asked for.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of an article.</exception>
    public static Article Decode(ReadOnlySpan<byte> bytes, bool withBody, bool withOriginal = false)
    {
        var reader = new ByteReader(bytes);
        byte version = reader.ReadByte();
        if (version != Version)
            throw new InvalidDataException($"A stored article has version {version}, which this version of the library does not know.");
        var header = new ByteReader(reader.ReadBytes(reader.ReadVInt()));
        var article = StoredHeader.Read(ref header);
        if (!withBody)
            return article;
        article = article with { Body = ReadText(ref reader) };
        if (!withOriginal)
            return article;
        return reader.ReadByte() switch
        {
            0 => article,
            1 => article with { Original = new OriginalText(null, ReadText(ref reader)) },
            2 => article with { Original = new OriginalText(reader.ReadString(), ReadText(ref reader)) },
            var flag => throw new InvalidDataException($"A stored article has the unknown flag {flag}."),
        };
    }

    private static void WriteText(ref ByteWriter writer, string text)
    {
        bool wellFormed = WellFormed.IndexOfUnpaired(text) < 0;
        byte[]? rented = null;
        ReadOnlySpan<byte> raw;
        if (wellFormed)
        {
            rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, Encoding.UTF8.GetMaxByteCount(text.Length) > (1 << 20)
                ? Encoding.UTF8.GetByteCount(text) : Encoding.UTF8.GetMaxByteCount(text.Length)));
            raw = rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented));
        }
        else
        {
            raw = MemoryMarshal.AsBytes(text.AsSpan());
        }

        writer.WriteByte(wellFormed ? (byte)0 : Utf16);
        writer.WriteVInt(raw.Length);
        writer.WriteBytes(raw);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private static string ReadText(ref ByteReader reader)
    {
        byte flags = reader.ReadByte();
        if ((flags & ~(Utf16 | Compressed)) != 0)
            throw new InvalidDataException($"A stored text has the unknown flags {flags}.");
        int length = reader.ReadVInt();
        if ((flags & Compressed) == 0)
            return ToText(reader.ReadBytes(length), flags);
        var packed = reader.ReadBytes(reader.ReadVInt());
        CheckDeclaredSize(packed, length);
        byte[] raw = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        try
        {
            t_decompressor ??= new Decompressor();
            int size = t_decompressor.Unwrap(packed, raw.AsSpan(0, length));
            if (size != length)
                throw new InvalidDataException("A stored text does not have the length that is recorded for it.");
            return ToText(raw.AsSpan(0, length), flags);
        }
        catch (ZstdException exception)
        {
            throw new InvalidDataException("A stored text cannot be decompressed.", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
        }
    }

    /// <summary>Before anything is allocated: an altered length must not ask for gigabytes.</summary>
    private static void CheckDeclaredSize(ReadOnlySpan<byte> packed, int length)
    {
        ulong declared;
        try
        {
            declared = Decompressor.GetDecompressedSize(packed);
        }
        catch (ZstdException exception)
        {
            throw new InvalidDataException("A stored text cannot be decompressed.", exception);
        }

        if (length > MaxTextBytes || declared != (ulong)length)
            throw new InvalidDataException("A stored text does not have the length that is recorded for it.");
    }

    private static string ToText(ReadOnlySpan<byte> raw, byte flags) => (flags & Utf16) == 0
        ? Encoding.UTF8.GetString(raw)
        : new string(MemoryMarshal.Cast<byte, char>(raw));
}
