using System.Runtime.CompilerServices;

namespace Search.Core.Analysis;

/// <summary>
/// Finds the tokens of a text: runs of letters, digits and marks, with what joins them; single ideographs and hiragana;
/// emoji sequences. A word of ASCII letters and digits that ends at a plain separator, which most are, is found by
/// <see cref="WordRun"/>; everything else takes the careful path of <see cref="WordReader"/>.
/// </summary>
internal static class Tokenizer
{
    private const char TextStyle = '\uFE0E', EmojiStyle = '\uFE0F', Joiner = '\u200D', Keycap = '\u20E3';

    /// <summary>Reads the first token at or after <paramref name="from"/>; false when there is none.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int from, NewsRules rules, ref TokenSpan span)
    {
        for (int i = from; i < text.Length;)
        {
            var kind = CharacterClasses.Of(text[i]);
            if (kind >= CharacterClass.Letter)
            {
                if (i == from && i > 0 && Magnitudes.TryRead(text, i, rules, ref span))
                    return true;
                ReadWord(text, i, rules, ref span);
                return true;
            }

            if (kind <= CharacterClass.Ignorable)
            {
                i++;
                continue;
            }

            if (TryReadOther(text, i, rules, out int next, ref span))
                return true;
            i = next;
        }

        return false;
    }

    /// <summary>Whether a skin tone, which is two code units long, begins here.</summary>
    public static bool IsSkinTone(ReadOnlySpan<char> text, int index) =>
        text[index] == '\uD83C' && index + 1 < text.Length && text[index + 1] is >= '\uDFFB' and <= '\uDFFF';

    private static bool IsSeparator(char c) => CharacterClasses.Of(c) == CharacterClass.Separator;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadWord(ReadOnlySpan<char> text, int start, NewsRules rules, ref TokenSpan span)
    {
        int end = WordRun.End(text, start);
        if (end - start <= TokenCursor.MaxTokenLength && !(char.IsAsciiDigit(text[start]) && char.IsAsciiLetter(text[end - 1]))
            && (end == text.Length || (IsSeparator(text[end]) && !LineBreaks.IsHyphen(text[end]))))
        {
            span.Start = start;
            span.CoreEnd = end;
            span.End = end;
            span.Kind = TokenKind.Ascii;
        }
        else
        {
            WordReader.Read(text, start, Math.Min(end, start + TokenCursor.MaxTokenLength), rules, ref span);
        }
    }

    /// <summary>What begins neither with a letter or digit of the basic plane nor with a plain separator.</summary>
    private static bool TryReadOther(ReadOnlySpan<char> text, int start, NewsRules rules, out int next, ref TokenSpan span)
    {
        var kind = CharacterClasses.At(text, start, out int length);
        next = start + length;
        switch (kind)
        {
            case CharacterClass.Letter or CharacterClass.Digit:
                WordReader.Read(text, start, start, rules, ref span);
                return true;
            case CharacterClass.Ideograph:
                while (next < text.Length && next - start < TokenCursor.MaxTokenLength && CharacterClasses.Of(text[next]) == CharacterClass.Mark)
                    next++;
                Set(start, next, TokenKind.Word, ref span);
                return true;
            case CharacterClass.Emoji:
            case CharacterClass.Symbol when next < text.Length && text[next] == EmojiStyle:
                Set(start, EndOfEmoji(text, start, next), TokenKind.Emoji, ref span);
                return true;
            default:
                return false;
        }
    }

    private static int EndOfEmoji(ReadOnlySpan<char> text, int start, int end)
    {
        // A flag is a pair of regional indicators.
        if (IsRegional(text, start))
            return end < text.Length && IsRegional(text, end) ? end + 2 : end;
        int limit = Math.Min(text.Length, start + TokenCursor.MaxTokenLength - 1);
        while (end < limit)
        {
            char c = text[end];
            if (c is TextStyle or EmojiStyle or Keycap)
            {
                end++;
            }
            else if (IsSkinTone(text, end) || IsTag(text, end))
            {
                end += 2;
            }
            else if (c == Joiner && end + 2 < limit && !IsRegional(text, end + 1)
                && CharacterClasses.At(text, end + 1, out int length) is CharacterClass.Emoji or CharacterClass.Symbol)
            {
                end += 1 + length;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    private static bool IsRegional(ReadOnlySpan<char> text, int index) =>
        text[index] == '\uD83C' && index + 1 < text.Length && text[index + 1] is >= '\uDDE6' and <= '\uDDFF';

    /// <summary>The invisible letters that spell the flags of England, Scotland and Wales.</summary>
    private static bool IsTag(ReadOnlySpan<char> text, int index) =>
        text[index] == '\uDB40' && index + 1 < text.Length && text[index + 1] is >= '\uDC20' and <= '\uDC7F';

    private static void Set(int start, int end, TokenKind kind, ref TokenSpan span)
    {
        span.Start = start;
        span.CoreEnd = end;
        span.End = end;
        span.Kind = kind;
    }
}
