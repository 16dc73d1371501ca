namespace Search.Core.Analysis;

/// <summary>Words that a hyphen parts at the end of a line, as in scanned pages.</summary>
internal static class LineBreaks
{
    private const char SoftHyphen = '\u00AD', UnicodeHyphen = '\u2010';

    /// <summary>Whether this is a hyphen that may part a word.</summary>
    public static bool IsHyphen(char c) => c is '-' or UnicodeHyphen;

    /// <summary>
    /// Whether a hyphen, one line break and the small letter that the word goes on with follow each other, spaces aside; a capital begins
    /// another word (<c>Anglo-American</c>), and a second line break another paragraph.
    /// </summary>
    public static bool TryPass(ReadOnlySpan<char> text, int hyphen, out int next)
    {
        next = hyphen + 1;
        if (!IsHyphen(text[hyphen]) && text[hyphen] != SoftHyphen)
            return false;
        next = SkipSpaces(text, next);
        if (next < text.Length && text[next] == '\r')
            next++;
        if (next >= text.Length || (text[next] != '\n' && text[next - 1] != '\r'))
            return false;
        if (text[next] == '\n')
            next++;
        next = SkipSpaces(text, next);
        return next < text.Length && char.IsLower(text[next]);
    }

    private static int SkipSpaces(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return at;
    }
}
