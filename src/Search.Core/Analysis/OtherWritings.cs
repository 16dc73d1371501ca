namespace Search.Core.Analysis;

/// <summary>
/// A second way to write one token, which gives it a further stem: umlauts and their like spelled out (<c>Göring</c>: <c>goering</c>), and the plural that only
/// capitals (<c>GPs</c>: <c>gp</c>) or an apostrophe (<c>the 1990's</c>: <c>1990s</c>) tell.
/// </summary>
internal static class OtherWritings
{
    /// <summary>The most code units that one code unit is written as.</summary>
    public const int MaxExpansion = CharacterFolding.MaxExpansion + 1;

    /// <summary>Whether a token may have another writing. Asked for every token: says no to nearly all.</summary>
    public static bool MayHave(ReadOnlySpan<char> text, in TokenSpan span) =>
        span.Kind == TokenKind.Word || (span.Kind == TokenKind.Ascii && (span.End != span.CoreEnd ? char.IsAsciiDigit(text[span.CoreEnd - 1])
            : span.CoreEnd - span.Start == 3 && text[span.CoreEnd - 1] == 's' && char.IsAsciiLetterUpper(text[span.Start + 1])));

    /// <summary>Writes the other writing of such a token, folded; 0 where it has none.</summary>
    public static int Write(ReadOnlySpan<char> text, in TokenSpan span, NewsRules rules, Span<char> destination)
    {
        var word = text[span.Start..span.CoreEnd];
        if (span.Kind == TokenKind.Word)
            return rules.Has(NewsRules.Names) && word.Length <= JoinedForms.MaxLength ? SpellOut(word, destination) : 0;
        if (!rules.Has(NewsRules.Spelling))
            return 0;
        if (span.End == span.CoreEnd)
        {
            if (!char.IsAsciiLetterUpper(word[0]))
                return 0;
            destination[0] = CharacterFolding.LowerAscii(word[0]);
            destination[1] = CharacterFolding.LowerAscii(word[1]);
            return 2;
        }

        if (word.Length is not (2 or 4) || word[^1] != '0' || word.ContainsAnyExceptInRange('0', '9'))
            return 0;
        word.CopyTo(destination);
        destination[word.Length] = 's';
        return word.Length + 1;
    }

    /// <summary>As where the letters are missing: <c>ae, oe, ue, aa, dj</c>. 0 where there is nothing to spell out, or more than letters.</summary>
    private static int SpellOut(ReadOnlySpan<char> word, Span<char> destination)
    {
        int length = 0;
        bool isSpelledOut = false;
        for (int i = 0; i < word.Length;)
        {
            char c = word[i];
            char previous = length > 0 ? destination[length - 1] : '\0';
            char further = c switch
            {
                'ä' or 'Ä' or 'ö' or 'Ö' or 'ü' or 'Ü' or 'ø' or 'Ø' => 'e',
                'å' or 'Å' => 'a',
                'đ' or 'Đ' => 'j',
                '\u0308' when previous is 'a' or 'o' or 'u' => 'e',
                '\u030A' when previous is 'a' => 'a',
                _ => '\0',
            };
            if (further == '\0' && !char.IsLetter(c) && CharacterClasses.Of(c) != CharacterClass.Mark)
                return 0;
            length += CharacterFolding.Fold(word, ref i, destination[length..]);
            if (further == '\0')
                continue;
            destination[length++] = further;
            isSpelledOut = true;
        }

        return isSpelledOut ? length : 0;
    }
}
