using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Search.Core.Articles;

/// <summary>What an id may be, and the ids of records that came without one.</summary>
internal static class ArticleId
{
    /// <summary>The longest id, in bytes of UTF-8.</summary>
    public const int MaxBytes = 512;

    /// <summary>Why a text cannot be an id; null when it can.</summary>
    public static string? Problem(string id)
    {
        if (id.Length == 0)
            return "The id is empty: give the article an id of 1 to 512 bytes of UTF-8.";
        if (WellFormed.IndexOfUnpaired(id) >= 0)
            return "The id has half of a surrogate pair: an id is well-formed Unicode of at most 512 bytes of UTF-8.";
        int bytes = id.Length > MaxBytes ? id.Length : Encoding.UTF8.GetByteCount(id);
        return bytes > MaxBytes
            ? $"The id has more than {MaxBytes} bytes of UTF-8 (it begins with '{id[..32]}'): shorten it."
            : null;
    }

    /// <summary>
    /// An id that stays the same when the same record is read again: the file's name and 16 hexadecimal digits of XxHash64 over
    /// the URL, or over title, date and body where there is none. Over the text as it came, so that rules of cleaning may change.
    /// </summary>
    public static string ForRecord(string? baseName, string? url, string? title, ArticleDate? date, string body)
    {
        var hash = new XxHash64();
        if (string.IsNullOrEmpty(url))
        {
            Append(hash, title ?? "");
            Append(hash, date?.ToString() ?? "");
            Append(hash, body);
        }
        else
        {
            Append(hash, url);
        }
        string digits = hash.GetCurrentHashAsUInt64().ToString("x16");
        return string.IsNullOrEmpty(baseName) ? digits : $"{baseName}-{digits}";
    }

    /// <summary>Puts the length before the text, so that no two lists of texts have the same bytes.</summary>
    private static void Append(XxHash64 hash, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        hash.Append(length);
        if (BitConverter.IsLittleEndian)
        {
            hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
            return;
        }
        byte[] bytes = Encoding.Unicode.GetBytes(text);
        hash.Append(bytes);
    }
}
