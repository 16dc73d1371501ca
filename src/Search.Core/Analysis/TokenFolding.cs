namespace Search.Core.Analysis;

/// <summary>Writes the exact form of a token.</summary>
internal static class TokenFolding
{
    /// <returns>The length of the form, at least 1.</returns>
    public static int Fold(ReadOnlySpan<char> surface, TokenKind kind, Span<char> destination)
    {
        switch (kind)
        {
            case TokenKind.Ascii or TokenKind.Magnitude:
                for (int i = 0; i < surface.Length; i++)
                    destination[i] = CharacterFolding.LowerAscii(surface[i]);
                return surface.Length;
            case TokenKind.Emoji:
                return FoldEmoji(surface, destination);
            default:
                return FoldWord(surface, kind == TokenKind.Initials, destination);
        }
    }

    private static int FoldWord(ReadOnlySpan<char> surface, bool initials, Span<char> destination)
    {
        int length = 0;
        for (int i = 0; i < surface.Length;)
        {
            char c = surface[i];
            var kind = CharacterClasses.Of(c);
            // A separator is the hyphen and the line break within a parted word.
            if (kind is CharacterClass.Ignorable or CharacterClass.Comma or CharacterClass.Separator || (initials && kind == CharacterClass.Dot))
            {
                i++;
                continue;
            }

            if (kind == CharacterClass.Apostrophe)
            {
                i++;
                destination[length++] = '\'';
                continue;
            }

            if (kind == CharacterClass.Surrogate && CharacterClasses.At(surface, i, out _) == CharacterClass.Ignorable)
            {
                i += 2;
                continue;
            }

            int folded = CharacterFolding.Fold(surface, ref i, destination[length..]);
            length += folded > 1 && c >= 0x80 ? KeepWordCharacters(destination.Slice(length, folded)) : folded;
        }

        return length;
    }

    /// <summary>Enclosed numbers fold to a number with brackets or a full stop, which are no part of a word.</summary>
    private static int KeepWordCharacters(Span<char> folded)
    {
        int kept = 0;
        foreach (char c in folded)
        {
            if (c >= 0x80 || char.IsAsciiLetterOrDigit(c))
                folded[kept++] = c;
        }

        return kept;
    }

    /// <summary>Variation selectors, skin tones and keycaps vary the drawing alone.</summary>
    private static int FoldEmoji(ReadOnlySpan<char> surface, Span<char> destination)
    {
        int length = 0;
        for (int i = 0; i < surface.Length; i++)
        {
            char c = surface[i];
            if (c is '\uFE0E' or '\uFE0F' or '\u20E3')
                continue;
            if (Tokenizer.IsSkinTone(surface, i))
            {
                i++;
                continue;
            }

            destination[length++] = c;
        }

        return length;
    }
}
