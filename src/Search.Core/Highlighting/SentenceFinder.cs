using System.Buffers;

namespace Search.Core.Highlighting;

/// <summary>
/// Where sentences begin and end, looked up only around a place: a mark of <c>. ! ? …</c> with its closing quotes, then white
/// space, then anything but a small letter, unless the full stop belongs to an abbreviation; a blank line always.
/// </summary>
internal static class SentenceFinder
{
    private static readonly SearchValues<char> s_marks = SearchValues.Create(".!?…。！？\n\u2029");

    /// <summary>The end of the sentence that reaches <paramref name="from"/>, or -1 when it lies beyond <paramref name="stop"/>.</summary>
    public static int FindEnd(ReadOnlySpan<char> text, int from, int stop)
    {
        for (int i = from; i < stop; i++)
        {
            int offset = text[i..stop].IndexOfAny(s_marks);
            if (offset < 0)
                break;
            i += offset;
            if (IsBoundary(text, i, out int end, out _))
                return Math.Max(end, from);
        }

        return stop == text.Length ? stop : -1;
    }

    /// <summary>The start of the sentence around <paramref name="at"/>, or -1 when it lies before <paramref name="stop"/>.</summary>
    public static int FindStart(ReadOnlySpan<char> text, int at, int stop)
    {
        for (int end = at; end > stop;)
        {
            int mark = text[stop..end].LastIndexOfAny(s_marks);
            if (mark < 0)
                break;
            if (IsBoundary(text, stop + mark, out _, out int next) && next <= at)
                return next;
            end = stop + mark;
        }

        return stop == 0 ? 0 : -1;
    }

    private static bool IsBoundary(ReadOnlySpan<char> text, int mark, out int end, out int next)
    {
        end = mark;
        next = mark;
        char c = text[mark];
        if (c is '\n' or '\u2029')
        {
            next = SkipWhiteSpace(text, mark, out bool isParagraph);
            return isParagraph;
        }

        end = mark + 1;
        if (end < text.Length && IsSentenceMark(text[end]))
            return false;
        while (end < text.Length && IsCloser(text[end]))
            end++;
        next = SkipWhiteSpace(text, end, out bool endsParagraph);
        if (next >= text.Length || endsParagraph || c is '。' or '！' or '？')
            return true;
        if (next == end || char.IsLower(text[next]))
            return false;
        return c != '.' || !Abbreviations.Shortens(WordBefore(text, mark), WordAt(text, next));
    }

    /// <summary>The first character after white space; whether a blank line lies between.</summary>
    private static int SkipWhiteSpace(ReadOnlySpan<char> text, int from, out bool isParagraph)
    {
        // So much of it parts like a blank line; reading all of it for every mark in it would take long.
        const int Longest = 100;
        int lines = 0;
        int i = from;
        for (; i < text.Length && i - from < Longest && char.IsWhiteSpace(text[i]); i++)
            lines += text[i] == '\n' ? 1 : text[i] == '\u2029' ? 2 : 0;
        isParagraph = lines > 1 || i - from == Longest;
        return i;
    }

    private static ReadOnlySpan<char> WordBefore(ReadOnlySpan<char> text, int end)
    {
        int start = end;
        while (start > 0 && end - start < 20 && (char.IsLetter(text[start - 1]) || text[start - 1] is '.' or '-'))
            start--;
        return text[start..end];
    }

    private static ReadOnlySpan<char> WordAt(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && IsOpener(text[start]))
            start++;
        int end = start;
        while (end < text.Length && end - start < 20 && char.IsLetterOrDigit(text[end]))
            end++;
        return text[start..end];
    }

    private static bool IsSentenceMark(char c) => c is '.' or '!' or '?' or '…' or '。' or '！' or '？';

    private static bool IsCloser(char c) => c is '"' or '\'' or '”' or '’' or '»' or ')' or ']' or '}' or '」' or '』' or '）';

    private static bool IsOpener(char c) => c is '"' or '\'' or '“' or '‘' or '«' or '(' or '[' or '{';
}
