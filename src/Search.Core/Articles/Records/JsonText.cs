using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Search.Core.Articles;

/// <summary>
/// Strings of JSON, decoded here because <see cref="Utf8JsonReader.GetString"/> throws on an escaped half of a surrogate pair,
/// which is kept, and on invalid UTF-8, which becomes U+FFFD.
/// </summary>
internal static class JsonText
{
    /// <summary>Beyond this many characters the buffer is not rented: the pool would keep it.</summary>
    private const int LongestRented = 1 << 20;

    /// <summary>The text of the string or the member name that the reader stands on.</summary>
    public static string Read(ref Utf8JsonReader reader) => Decode(reader.ValueSpan, reader.ValueIsEscaped);

    /// <summary>Decodes what stands between the quotes of a string that a JSON reader has accepted.</summary>
    public static string Decode(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (!escaped)
            return Encoding.UTF8.GetString(raw);
        // UTF-16 has never more code units than the escaped UTF-8 has bytes.
        char[]? rented = raw.Length <= LongestRented ? ArrayPool<char>.Shared.Rent(raw.Length) : null;
        char[] buffer = rented ?? GC.AllocateUninitializedArray<char>(raw.Length);
        string text = new(buffer, 0, Unescape(raw, buffer));
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    private static int Unescape(ReadOnlySpan<byte> raw, Span<char> target)
    {
        int written = 0;
        while (true)
        {
            int escape = raw.IndexOf((byte)'\\');
            if (escape < 0)
                return written + Encoding.UTF8.GetChars(raw, target[written..]);
            written += Encoding.UTF8.GetChars(raw[..escape], target[written..]);
            byte kind = raw[escape + 1];
            int length = kind == 'u' ? 6 : 2;
            target[written++] = kind switch
            {
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'u' => (char)ushort.Parse(raw.Slice(escape + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                _ => (char)kind,
            };
            raw = raw[(escape + length)..];
        }
    }
}
