using System.Text;
using System.Text.Json;

namespace Search.Core.Articles;

/// <summary>Knows the form of a file by its first bytes, and by its name where these leave it open.</summary>
internal static class FormatDetector
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The encoding that a byte order mark announces, when it is not UTF-8; null otherwise.</summary>
    public static Encoding? WideEncoding(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    /// <summary>The length of a byte order mark of UTF-8.</summary>
    public static int Utf8MarkLength(ReadOnlySpan<byte> head) => head.StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether a file of an unknown kind is not text.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> head) => head[..Math.Min(head.Length, 4096)].Contains((byte)0);

    /// <summary>The form of a file.</summary>
    /// <param name="head">Its first bytes, uncompressed, without a byte order mark.</param>
    /// <param name="isWhole">Whether that is all of it.</param>
    /// <param name="name">Its name; null when it has none.</param>
    public static CorpusFormat Detect(ReadOnlySpan<byte> head, bool isWhole, string? name)
    {
        if (head.StartsWith("PAR1"u8))
            return CorpusFormat.Parquet;
        var named = FileNames.FormatOf(name);
        var trimmed = head.TrimStart(" \t\r\n"u8);
        char first = trimmed.IsEmpty ? '\0' : (char)trimmed[0];
        var second = trimmed.IsEmpty ? default : trimmed[1..].TrimStart(" \t\r\n"u8);
        if (first == '[' && !second.IsEmpty && second[0] is (byte)'{' or (byte)']')
            return CorpusFormat.JsonArray;
        if (first == '{' && !second.IsEmpty && second[0] is (byte)'"' or (byte)'}')
            return IsOneALine(trimmed, isWhole) ? CorpusFormat.JsonLines : CorpusFormat.JsonArray;
        return named ?? DetectDelimited(trimmed) ?? CorpusFormat.Text;
    }

    /// <summary>Whether objects stand on a line each, by the first: not so when it goes on in the next line.</summary>
    private static bool IsOneALine(ReadOnlySpan<byte> text, bool isWhole)
    {
        int end = text.IndexOf((byte)'\n');
        if (end < 0)
            return true;
        var next = text[(end + 1)..].TrimStart(" \t\r\n"u8);
        if (next.IsEmpty)
            return true;
        try
        {
            var reader = new Utf8JsonReader(text[..end], isFinalBlock: false, state: default);
            while (reader.Read())
            {
            }
            // A line that is only the beginning of an object, and the next does not begin one: the object goes on.
            return (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0) || next[0] == '{';
        }
        catch (JsonException)
        {
            // Broken inside its line; that is that line's affair.
            return true;
        }
    }

    /// <summary>
    /// A header that nobody announced: names only, two or more of them members of an article and one of these its title or body.
    /// Anything less may be the first sentence of a text.
    /// </summary>
    private static CorpusFormat? DetectDelimited(ReadOnlySpan<byte> text)
    {
        const int LongestHeader = 4096;
        int end = text.IndexOfAny((byte)'\n', (byte)'\r');
        if (end is < 0 or > LongestHeader)
            return null;
        string header = Utf8.GetString(text[..end]);
        bool isTabbed = header.Contains('\t');
        string[] names = header.Split(isTabbed ? '\t' : header.Contains(';') ? ';' : ',');
        int members = 0;
        bool hasText = false;
        foreach (string quoted in names)
        {
            string name = quoted.Trim().Trim('"');
            if (name.Length > 40 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
                return null;
            var member = MemberNames.Default.Resolve(name).Member;
            members += member is ArticleMember.Field or ArticleMember.Fields ? 0 : 1;
            hasText |= member is ArticleMember.Title or ArticleMember.Body;
        }
        return members < 2 || !hasText ? null : isTabbed ? CorpusFormat.Tsv : CorpusFormat.Csv;
    }
}
