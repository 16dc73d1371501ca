using System.Buffers;

namespace Search.Core.Highlighting;

/// <summary>
/// Writes text as HTML that shows exactly this text, with an element around each match and no other markup. What a page must
/// not contain (control characters, lone surrogates, noncharacters) is shown as U+FFFD. Keeps its buffer; not thread-safe.
/// </summary>
internal sealed class HtmlWriter
{
    private const int KeptLength = 1 << 16;
    private static readonly SearchValues<char> s_special = SearchValues.Create(Special());
    private char[] _buffer = new char[1024];
    private int _length;

    /// <param name="text">The text.</param>
    /// <param name="matches">Ascending and disjoint, relative to the text.</param>
    /// <param name="tag">The element's name.</param>
    public string Write(ReadOnlySpan<char> text, ReadOnlySpan<TextSpan> matches, string tag)
    {
        _length = 0;
        int written = 0;
        foreach (var match in matches)
        {
            Escape(text[written..match.Start]);
            Append('<', tag, '>');
            Escape(text.Slice(match.Start, match.Length));
            Append('<', "/", default);
            Append(default, tag, '>');
            written = match.Start + match.Length;
        }

        Escape(text[written..]);
        string html = new(_buffer, 0, _length);
        if (_buffer.Length > KeptLength)
            _buffer = new char[1024];
        return html;
    }

    private void Escape(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAny(s_special);
            if (plain < 0)
                plain = text.Length;
            Append(text[..plain]);
            if (plain == text.Length)
                return;
            text = text[(plain + EscapeOne(text[plain..]))..];
        }
    }

    /// <returns>How many code units were read.</returns>
    private int EscapeOne(ReadOnlySpan<char> text)
    {
        if (char.IsHighSurrogate(text[0]) && text.Length > 1 && char.IsLowSurrogate(text[1]))
        {
            // The last two code points of every plane are noncharacters.
            bool isCharacter = (char.ConvertToUtf32(text[0], text[1]) & 0xFFFE) != 0xFFFE;
            Append(isCharacter ? text[..2] : "\uFFFD");
            return 2;
        }

        Append(text[0] switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            _ => "\uFFFD",
        });
        return 1;
    }

    private void Append(char before, string text, char after)
    {
        if (before != default)
            Append([before]);
        Append(text.AsSpan());
        if (after != default)
            Append([after]);
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (_buffer.Length - _length < text.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + text.Length));
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    private static char[] Special()
    {
        var special = new List<char>("&<>\"'");
        for (int c = 0; c <= char.MaxValue; c++)
        {
            bool isControl = c is < 0x20 and not ('\t' or '\n' or '\f' or '\r') or (>= 0x7F and < 0xA0);
            if (isControl || char.IsSurrogate((char)c) || c is (>= 0xFDD0 and <= 0xFDEF) or 0xFFFE or 0xFFFF)
                special.Add((char)c);
        }

        return [.. special];
    }
}
