namespace Search.Core.Language;

/// <summary>Compares words with patterns: <c>?</c> stands for one code point, <c>*</c> for any number.</summary>
internal static class WildcardPattern
{
    /// <summary>Whether a word has the form; at most the product of both lengths, as only the last <c>*</c> is ever tried again.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> word)
    {
        int p = 0, w = 0, star = -1, retry = 0;
        while (w < word.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                retry = w;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == word[w]))
            {
                w += pattern[p] == '?' ? Width(word, w) : 1;
                p++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                w = retry += Width(word, retry);
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    /// <summary>What every word of the form begins with.</summary>
    public static string Prefix(string pattern) => pattern.IndexOfAny(['*', '?']) is >= 0 and var end ? pattern[..end] : pattern;

    private static int Width(ReadOnlySpan<char> word, int at) =>
        at + 1 < word.Length && char.IsSurrogatePair(word[at], word[at + 1]) ? 2 : 1;
}
