using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Search.Core.Analysis;

/// <summary>
/// What a character means to the tokenizer. The order matters: everything from <see cref="Letter"/> on makes words,
/// everything up to <see cref="Ignorable"/> cannot begin a token.
/// </summary>
internal enum CharacterClass : byte
{
    /// <summary>Ends a word.</summary>
    Separator,

    /// <summary>Joins two halves of a word (<c>o'brien</c>) or opens a possessive.</summary>
    Apostrophe,

    /// <summary>Joins digits (<c>3.5</c>) and initials (<c>U.S.</c>).</summary>
    Dot,

    /// <summary>Joins groups of three digits (<c>1,000</c>).</summary>
    Comma,

    /// <summary>A combining mark: part of the word that it follows, nothing without one.</summary>
    Mark,

    /// <summary>A soft hyphen, a zero-width character or another invisible format character: no part of the form.</summary>
    Ignorable,

    /// <summary>Half of a surrogate pair: the pair decides.</summary>
    Surrogate,

    /// <summary>A Han ideograph or a hiragana: a token of its own.</summary>
    Ideograph,

    /// <summary>The start of an emoji sequence.</summary>
    Emoji,

    /// <summary>A symbol that a variation selector turns into an emoji.</summary>
    Symbol,

    /// <summary>A letter of any script.</summary>
    Letter,

    /// <summary>A decimal or other number character.</summary>
    Digit,
}

/// <summary>Looks up the class of a code unit (one table read) or of a code point.</summary>
internal static class CharacterClasses
{
    private static readonly byte[] s_table = BuildTable();

    // The table has an entry for every code unit, which the compiler cannot know.
    public static CharacterClass Of(char c) => (CharacterClass)Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_table), c);

    /// <summary>
    /// The class of the code point at <paramref name="index"/> and its length; a lone surrogate is a separator of length 1.
    /// </summary>
    public static CharacterClass At(ReadOnlySpan<char> text, int index, out int length)
    {
        length = 1;
        var kind = Of(text[index]);
        if (kind != CharacterClass.Surrogate)
            return kind;
        if (!char.IsHighSurrogate(text[index]) || index + 1 >= text.Length || !char.IsLowSurrogate(text[index + 1]))
            return CharacterClass.Separator;
        length = 2;
        return OfSupplementary(char.ConvertToUtf32(text[index], text[index + 1]));
    }

    private static CharacterClass OfSupplementary(int codePoint)
    {
        // The planes of Han and the historic and small kana beside them.
        if (codePoint is (>= 0x20000 and <= 0x3FFFD) or (>= 0x1B000 and <= 0x1B16F))
            return CharacterClass.Ideograph;
        // A skin tone belongs to the emoji before it.
        if (codePoint is >= 0x1F3FB and <= 0x1F3FF)
            return CharacterClass.Separator;
        if (codePoint is >= 0x1F000 and <= 0x1FAFF)
        {
            return CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
            {
                UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol => CharacterClass.Emoji,
                UnicodeCategory category => OfCategory(category),
            };
        }

        return OfCategory(CharUnicodeInfo.GetUnicodeCategory(codePoint));
    }

    private static CharacterClass OfCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharacterClass.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharacterClass.Digit,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharacterClass.Mark,
        UnicodeCategory.Format => CharacterClass.Ignorable,
        UnicodeCategory.Surrogate => CharacterClass.Surrogate,
        _ => CharacterClass.Separator,
    };

    private static byte[] BuildTable()
    {
        byte[] table = new byte[char.MaxValue + 1];
        for (int c = 0; c < table.Length; c++)
            table[c] = (byte)OfCodeUnit((char)c);
        return table;
    }

    private static CharacterClass OfCodeUnit(char c)
    {
        switch (c)
        {
            case '\'' or '`' or '\u00B4' or '\u02BB' or '\u02BC' or '\u02B9' or '\u2018' or '\u2019' or '\u201B' or '\u2032' or '\uFF07':
                return CharacterClass.Apostrophe;
            case '.':
                return CharacterClass.Dot;
            case ',':
                return CharacterClass.Comma;
            // The Arabic tatweel only stretches a word.
            case '\u0640':
                return CharacterClass.Ignorable;
            // Han with its iteration mark and its zero; hiragana.
            case (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAD9') or '\u3005' or '\u3007'
                or (>= '\u3041' and <= '\u3096') or '\u309D' or '\u309E':
                return CharacterClass.Ideograph;
        }

        var category = CharUnicodeInfo.GetUnicodeCategory(c);
        if (category == UnicodeCategory.OtherSymbol)
            return IsPresentedAsEmoji(c) ? CharacterClass.Emoji : CharacterClass.Symbol;
        return OfCategory(category);
    }

    /// <summary>
    /// The symbols of the basic plane that are drawn as emoji without being asked to. The others (arrows, stars, check marks)
    /// are mostly bullets and ornaments in news text, which must not become tokens between the words of a phrase.
    /// </summary>
    private static bool IsPresentedAsEmoji(char c) => c is '\u231A' or '\u231B' or (>= '\u23E9' and <= '\u23EC') or '\u23F0' or '\u23F3'
        or '\u25FD' or '\u25FE' or '\u2614' or '\u2615' or (>= '\u2648' and <= '\u2653') or '\u267F' or '\u2693' or '\u26A1'
        or '\u26AA' or '\u26AB' or '\u26BD' or '\u26BE' or '\u26C4' or '\u26C5' or '\u26CE' or '\u26D4' or '\u26EA' or '\u26F2'
        or '\u26F3' or '\u26F5' or '\u26FA' or '\u26FD' or '\u2705' or '\u270A' or '\u270B' or '\u2728' or '\u274C' or '\u274E'
        or (>= '\u2753' and <= '\u2755') or '\u2757' or '\u2764' or (>= '\u2795' and <= '\u2797') or '\u27B0' or '\u27BF'
        or '\u2B1B' or '\u2B1C' or '\u2B50' or '\u2B55';
}
