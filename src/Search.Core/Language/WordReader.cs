namespace Search.Core.Language;

/// <summary>Reads one word of a query: takes off escapes and recognises <c>prefix*</c>, <c>wild?ard</c> and <c>fuzzy~1</c>.</summary>
internal static class WordReader
{
    private const int MinPatternLetters = 2;

    /// <summary>The word as it is, without escapes.</summary>
    public static string Unescape(ReadOnlySpan<char> raw) =>
        raw.Contains('\\') ? Split(raw, out _) : raw.ToString();

    /// <summary>The leaf for a word. Never empty: <paramref name="raw"/> has at least one character.</summary>
    public static WordNode Read(ReadOnlySpan<char> raw, QueryWarnings warnings)
    {
        if (raw.IndexOfAny('*', '?', '~') < 0)
            return new WordNode(Unescape(raw));

        string text = Split(raw, out bool[] escaped);
        int lastLetter = text.AsSpan().LastIndexOfAnyLetterOrDigit();
        if (lastLetter < 0)
            return new WordNode(text);

        int end = text.Length;
        while (end > 0 && text[end - 1] == '*' && !escaped[end - 1])
            end--;
        if (HasWildcard(text, escaped, end, lastLetter))
        {
            if (!escaped.AsSpan(0, text.Length).Contains(true) && IsPattern(text))
                return new WordNode(text, WordKind.Wildcard);
            warnings.Add($"{QueryWarnings.Excerpt(text)} was searched as words: * and ? stand within one word of letters and digits, of which at least two are given.");
            return new WordNode(text);
        }
        if (end < text.Length)
            return new WordNode(text[..end], WordKind.Prefix);
        return ReadFuzzy(text, escaped, warnings) ?? new WordNode(text);
    }

    /// <summary>Whether a text is letters, digits, <c>*</c> and <c>?</c> with enough letters to be worth a look at the dictionary.</summary>
    private static bool IsPattern(string text)
    {
        int letters = 0;
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c))
                letters++;
            else if (c is not ('*' or '?'))
                return false;
        }
        return letters >= MinPatternLetters;
    }

    private static WordNode? ReadFuzzy(string text, bool[] escaped, QueryWarnings warnings)
    {
        int tilde = text.Length - 1;
        while (tilde >= 0 && char.IsAsciiDigit(text[tilde]) && !escaped[tilde])
            tilde--;
        if (tilde < 0 || text[tilde] != '~' || escaped[tilde] || text.AsSpan(0, tilde).LastIndexOfAnyLetterOrDigit() < 0)
            return null;
        if (tilde == text.Length - 1)
            return new WordNode(text[..tilde], WordKind.Fuzzy);
        bool small = int.TryParse(text.AsSpan(tilde + 1), out int edits) && edits <= QuerySyntax.MaxEdits;
        if (!small)
            warnings.Add($"{QueryWarnings.Excerpt(text)} was searched with {QuerySyntax.MaxEdits} edits, the most there are.");
        return new WordNode(text[..tilde], WordKind.Fuzzy, small ? edits : QuerySyntax.MaxEdits);
    }

    /// <summary>Whether there is a <c>*</c> before <paramref name="end"/> or a <c>?</c> within the word (at its end it is punctuation).</summary>
    private static bool HasWildcard(string text, bool[] escaped, int end, int lastLetter)
    {
        for (int i = 0; i < end; i++)
        {
            if (!escaped[i] && (text[i] == '*' || (text[i] == '?' && i < lastLetter)))
                return true;
        }
        return false;
    }

    private static string Split(ReadOnlySpan<char> raw, out bool[] escaped)
    {
        char[] text = new char[raw.Length];
        escaped = new bool[raw.Length];
        int length = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            bool isEscape = raw[i] == '\\' && i + 1 < raw.Length;
            if (isEscape)
                i++;
            escaped[length] = isEscape;
            text[length++] = raw[i];
        }
        return new string(text, 0, length);
    }

    /// <summary>The last letter or digit. Halves of surrogate pairs count, so that words beyond the basic plane are words.</summary>
    private static int LastIndexOfAnyLetterOrDigit(this ReadOnlySpan<char> text)
    {
        int i = text.Length - 1;
        while (i >= 0 && !char.IsLetterOrDigit(text[i]) && !char.IsSurrogate(text[i]))
            i--;
        return i;
    }
}
