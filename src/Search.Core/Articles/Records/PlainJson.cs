using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Search.Core.Articles;

/// <summary>
/// Reads the records that nearly all are: one object whose long values are texts. Quotes, backslashes and what may not stand in a text are looked for
/// many bytes at a time, and a text is decoded on the way, where <see cref="Utf8JsonReader"/> checks a text with escapes byte by byte before it
/// can be decoded. Other values go through that reader, and so does, from its beginning, each record that is not plain or not right.
/// </summary>
internal static class PlainJson
{
    /// <summary>What is not simply a part of a text.</summary>
    private static readonly SearchValues<byte> s_special = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(control => (byte)control), (byte)'"', (byte)'\\']);

    /// <summary>A value lies within the record's object, which takes one of the 64 levels that are allowed.</summary>
    private static readonly JsonReaderOptions s_oneDeeper = new() { MaxDepth = 63 };

    /// <summary>Beyond this many characters the buffer is not rented: the pool would keep it.</summary>
    private const int LongestRented = 1 << 20;

    private const int UnicodeEscape = 6, ShortEscape = 2;

    /// <summary>Reads an object into a draft.</summary>
    /// <returns>False where <see cref="JsonRecord.Read"/> has to read it, into a draft that is cleared before.</returns>
    public static bool TryRead(ReadOnlySpan<byte> utf8, MemberNames names, ArticleDraft draft)
    {
        int at = 0;
        if (!Takes(utf8, ref at, '{'))
            return false;
        do
        {
            if (!Takes(utf8, ref at, '"'))
                return false;
            int length = utf8[at..].IndexOfAny(s_special);
            if (length < 0 || utf8[at + length] != '"')
                return false;
            var name = names.Resolve(utf8.Slice(at, length));
            at += length + 1;
            if (!Takes(utf8, ref at, ':'))
                return false;
            if (Takes(utf8, ref at, '"'))
            {
                if (ReadText(utf8, ref at) is not { } text)
                    return false;
                draft.Set(name, RecordValue.Text(text));
            }
            else if (!TryReadOther(utf8, ref at, name, names, draft))
            {
                return false;
            }
        }
        while (Takes(utf8, ref at, ','));
        return Takes(utf8, ref at, '}') && utf8[at..].IndexOfAnyExcept(" \t\r\n"u8) < 0;
    }

    /// <summary>Goes over a sign and the space before it; stays where another one stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Takes(ReadOnlySpan<byte> utf8, ref int at, char sign)
    {
        while (at < utf8.Length && utf8[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
        if (at >= utf8.Length || utf8[at] != sign)
            return false;
        at++;
        return true;
    }

    private static bool TryReadOther(ReadOnlySpan<byte> utf8, ref int at, MemberName name, MemberNames names, ArticleDraft draft)
    {
        var rest = utf8[at..];
        var reader = new Utf8JsonReader(rest, s_oneDeeper);
        try
        {
            reader.Read();
            JsonRecord.ReadValue(ref reader, rest, name, names, draft);
        }
        catch (JsonException)
        {
            return false;
        }

        at += (int)reader.BytesConsumed;
        return true;
    }

    /// <summary>The text behind a quote, up to the next one; null where it is not right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static string? ReadText(ReadOnlySpan<byte> utf8, ref int at)
    {
        int length = utf8[at..].IndexOfAny(s_special);
        if (length < 0)
            return null;
        if (utf8[at + length] == '"')
        {
            string whole = Encoding.UTF8.GetString(utf8.Slice(at, length));
            at += length + 1;
            return whole;
        }

        // UTF-16 has never more code units than the escaped UTF-8 has bytes.
        char[]? rented = utf8.Length - at <= LongestRented ? ArrayPool<char>.Shared.Rent(utf8.Length - at) : null;
        char[] target = rented ?? GC.AllocateUninitializedArray<char>(utf8.Length - at);
        int written = Unescape(utf8, ref at, length, target);
        string? text = written < 0 ? null : new string(target, 0, written);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    /// <summary>Decodes a text with escapes.</summary>
    /// <param name="utf8">The record.</param>
    /// <param name="at">Where the text begins; then behind its last quote.</param>
    /// <param name="run">The bytes before the first escape.</param>
    /// <param name="target">Takes the text.</param>
    /// <returns>Its length; below 0 where it is not right.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Unescape(ReadOnlySpan<byte> utf8, ref int at, int run, Span<char> target)
    {
        int written = 0;
        while (true)
        {
            written += Encoding.UTF8.GetChars(utf8.Slice(at, run), target[written..]);
            at += run;
            if (utf8[at] == '"')
            {
                at++;
                return written;
            }

            if (utf8[at] != '\\' || at + ShortEscape > utf8.Length)
                return -1;
            switch (utf8[at + 1])
            {
                case (byte)'n':
                    target[written] = '\n';
                    break;
                case (byte)'"' or (byte)'\\' or (byte)'/':
                    target[written] = (char)utf8[at + 1];
                    break;
                case (byte)'r':
                    target[written] = '\r';
                    break;
                case (byte)'t':
                    target[written] = '\t';
                    break;
                case (byte)'b':
                    target[written] = '\b';
                    break;
                case (byte)'f':
                    target[written] = '\f';
                    break;
                case (byte)'u' when at + UnicodeEscape <= utf8.Length && CodeUnit(utf8.Slice(at + ShortEscape, UnicodeEscape - ShortEscape)) is var unit and >= 0:
                    target[written] = (char)unit;
                    at += UnicodeEscape - ShortEscape;
                    break;
                default:
                    return -1;
            }

            written++;
            at += ShortEscape;
            run = utf8[at..].IndexOfAny(s_special);
            if (run < 0)
                return -1;
        }
    }

    /// <summary>The value of four hexadecimal digits; below 0 where one of them is none.</summary>
    private static int CodeUnit(ReadOnlySpan<byte> digits)
    {
        int unit = 0;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return -1;
            unit = (unit << 4) + (char.IsAsciiDigit((char)digit) ? digit - '0' : (digit | ' ') - 'a' + 10);
        }

        return unit;
    }
}
