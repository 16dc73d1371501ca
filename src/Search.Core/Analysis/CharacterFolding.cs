using System.Globalization;
using System.Text;
using Lucene.Net.Analysis.Miscellaneous;

namespace Search.Core.Analysis;

/// <summary>
/// Folds one character to what it has in common with its variants: lower case, no accent, no ligature, ASCII digits.
/// Independent of the host's globalization mode: the same index must come out with and without ICU, and without it
/// .NET does not normalise Unicode, so both the composed and the decomposed spelling are folded to the bare letter here.
/// </summary>
internal static class CharacterFolding
{
    /// <summary>The most code units that one code unit folds to.</summary>
    public const int MaxExpansion = 4;

    [ThreadStatic]
    private static char[]? t_input;

    [ThreadStatic]
    private static char[]? t_output;

    /// <summary>Folds the code point at <paramref name="index"/> and advances past it.</summary>
    /// <returns>How many code units were written to <paramref name="destination"/>: 0 to <see cref="MaxExpansion"/>.</returns>
    public static int Fold(ReadOnlySpan<char> text, ref int index, Span<char> destination)
    {
        char c = text[index++];
        if (c < 0x80)
        {
            destination[0] = LowerAscii(c);
            return 1;
        }

        if (char.IsSurrogate(c))
            return FoldSurrogate(c, text, ref index, destination);
        if (IsDroppedMark(c))
            return 0;
        int digit = CharUnicodeInfo.GetDecimalDigitValue(c);
        if (digit >= 0)
        {
            destination[0] = (char)('0' + digit);
            return 1;
        }

        char[] input = t_input ??= new char[1];
        char[] output = t_output ??= new char[MaxExpansion];
        input[0] = c;
        int length = ASCIIFoldingFilter.FoldToASCII(input, 0, output, 0, 1);
        if (length == 1 && output[0] == c)
        {
            destination[0] = FoldGreekAndCyrillic(char.ToLowerInvariant(c));
            return 1;
        }

        for (int i = 0; i < length; i++)
            destination[i] = LowerAscii(output[i]);
        return length;
    }

    public static char LowerAscii(char c) => (uint)(c - 'A') <= 'Z' - 'A' ? (char)(c | 0x20) : c;

    private static int FoldSurrogate(char high, ReadOnlySpan<char> text, ref int index, Span<char> destination)
    {
        if (!char.IsHighSurrogate(high) || index >= text.Length || !Rune.TryCreate(high, text[index], out Rune rune))
        {
            destination[0] = high;
            return 1;
        }

        index++;
        // Variation selectors and skin tones: which drawing of the same character.
        if (rune.Value is (>= 0xE0100 and <= 0xE01EF) or (>= 0x1F3FB and <= 0x1F3FF))
            return 0;
        int digit = CharUnicodeInfo.GetDecimalDigitValue(text.Slice(index - 2, 2).ToString(), 0);
        if (digit >= 0)
        {
            destination[0] = (char)('0' + digit);
            return 1;
        }

        return Rune.ToLowerInvariant(rune).EncodeToUtf16(destination);
    }

    /// <summary>
    /// Marks that only vary a letter: accents, Hebrew points, Arabic vowel signs, variation selectors. The vowel signs of the
    /// Indic scripts are letters in all but name and stay.
    /// </summary>
    private static bool IsDroppedMark(char c) => c is (>= '\u0300' and <= '\u036F') or (>= '\u0483' and <= '\u0489')
        or (>= '\u0591' and <= '\u05C7' and not ('\u05BE' or '\u05C0' or '\u05C3' or '\u05C6'))
        or (>= '\u0610' and <= '\u061A') or (>= '\u064B' and <= '\u065F') or '\u0670'
        or (>= '\u1AB0' and <= '\u1AFF') or (>= '\u1DC0' and <= '\u1DFF') or (>= '\u20D0' and <= '\u20FF')
        or (>= '\uFE00' and <= '\uFE0F') or (>= '\uFE20' and <= '\uFE2F');

    /// <summary>The bare letter of the precomposed Greek and Cyrillic letters, as their decomposed spelling gives it; the same sigma everywhere.</summary>
    /// <param name="lower">In lower case.</param>
    public static char FoldGreekAndCyrillic(char lower) => lower switch
    {
        < '\u0370' or > '\u1FFF' => lower,
        '\u03AC' => '\u03B1',
        '\u03AD' => '\u03B5',
        '\u03AE' => '\u03B7',
        '\u03AF' or '\u03CA' or '\u0390' => '\u03B9',
        '\u03CC' => '\u03BF',
        '\u03CD' or '\u03CB' or '\u03B0' => '\u03C5',
        '\u03CE' => '\u03C9',
        '\u03C2' => '\u03C3',
        '\u0439' => '\u0438',
        '\u0451' => '\u0435',
        '\u0457' => '\u0456',
        '\u045E' => '\u0443',
        '\u0453' => '\u0433',
        '\u045C' => '\u043A',
        < '\u1F00' => lower,
        <= '\u1F0F' or '\u1F70' or '\u1F71' or (>= '\u1F80' and <= '\u1F8F') or (>= '\u1FB0' and <= '\u1FBC') => '\u03B1',
        <= '\u1F1F' or '\u1F72' or '\u1F73' => '\u03B5',
        <= '\u1F2F' or '\u1F74' or '\u1F75' or (>= '\u1F90' and <= '\u1F9F') or (>= '\u1FC2' and <= '\u1FC7') => '\u03B7',
        <= '\u1F3F' or '\u1F76' or '\u1F77' or (>= '\u1FD0' and <= '\u1FD7') => '\u03B9',
        <= '\u1F4F' or '\u1F78' or '\u1F79' => '\u03BF',
        '\u1FE4' or '\u1FE5' => '\u03C1',
        <= '\u1F5F' or '\u1F7A' or '\u1F7B' or (>= '\u1FE0' and <= '\u1FE7') => '\u03C5',
        <= '\u1F6F' or '\u1F7C' or '\u1F7D' or (>= '\u1FA0' and <= '\u1FAF') or (>= '\u1FF2' and <= '\u1FF7') => '\u03C9',
        _ => lower,
    };
}
