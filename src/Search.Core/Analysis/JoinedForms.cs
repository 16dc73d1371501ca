namespace Search.Core.Analysis;

/// <summary>
/// Finds the tokens of a text that are as often written as one word: two parts with a hyphen between (<c>post-war</c>), and initials with
/// spaces between (<c>J. K.</c>).
/// </summary>
internal static class JoinedForms
{
    /// <summary>The most code units of a surface that is joined; longer ones are names of files and the like.</summary>
    public const int MaxLength = 40;

    private const int MostInitials = 4;

    /// <summary>Whether a token begins such a word; gives where the word ends and its second part.</summary>
    public static bool TryFind(ReadOnlySpan<char> text, in TokenSpan first, NewsRules rules, out TokenSpan second)
    {
        second = default;
        if (first.End != first.CoreEnd || first.End + 1 >= text.Length || first.Kind is not (TokenKind.Ascii or TokenKind.Word))
            return false;
        if (IsHyphen(text[first.End]))
            return rules.Has(NewsRules.Hyphens) && TryFindCompound(text, first, rules, out second);
        return text[first.End] == '.' && rules.Has(NewsRules.Initials) && TryFindInitials(text, first, out second);
    }

    /// <summary>Writes the exact forms of the parts as one.</summary>
    public static int Fold(ReadOnlySpan<char> text, in TokenSpan first, in TokenSpan last, Span<char> destination)
    {
        if (text[first.End] != '.')
        {
            int length = TokenFolding.Fold(text[first.Start..first.CoreEnd], first.Kind, destination);
            return length + TokenFolding.Fold(text[last.Start..last.CoreEnd], last.Kind, destination[length..]);
        }

        return TokenFolding.Fold(text[first.Start..last.End], TokenKind.Initials, destination);
    }

    private static bool TryFindCompound(ReadOnlySpan<char> text, in TokenSpan first, NewsRules rules, out TokenSpan second)
    {
        second = default;
        int at = first.End + 1;
        if (!char.IsLetter(text[first.Start]) || !char.IsLetterOrDigit(text[at]) || (first.Start > 0 && IsHyphen(text[first.Start - 1])))
            return false;
        if (!Tokenizer.TryRead(text, at, rules, ref second) || second.Start != at || second.Kind is not (TokenKind.Ascii or TokenKind.Word))
            return false;
        if (second.End < text.Length && IsHyphen(text[second.End]))
            return false;
        // Two names beside each other (US-China) are never written as one; Post-War in a headline is.
        var head = text[first.Start..first.CoreEnd];
        // So is Spider-Man, with a short second part; none of either is an acronym.
        bool isName = char.IsUpper(text[at]) && !CompoundParts.IsPrefix(head) && !IsShortWord(text[at..second.CoreEnd], head);
        return !isName && second.CoreEnd - first.Start <= MaxLength;
    }

    private static bool IsShortWord(ReadOnlySpan<char> second, ReadOnlySpan<char> head) =>
        second.Length is 2 or 3 && char.IsLower(second[1]) && char.IsLower(second[^1]) && head.Length > 1 && char.IsLower(head[^1]);

    private static bool TryFindInitials(ReadOnlySpan<char> text, in TokenSpan first, out TokenSpan last)
    {
        last = default;
        int start = first.Start;
        if (first.End - start != 1 || !char.IsUpper(text[start]) || (start >= 3 && IsInitial(text, start - 3) && text[start - 1] == ' '))
            return false;
        int at = start;
        int letters = 1;
        while (letters < MostInitials && at + 4 < text.Length && text[at + 2] == ' ' && IsInitial(text, at + 3))
        {
            at += 3;
            letters++;
        }

        last = new TokenSpan { Start = at, CoreEnd = at + 1, End = at + 1, Kind = TokenKind.Ascii };
        return letters > 1;
    }

    /// <summary>A capital that stands alone with a dot behind it.</summary>
    private static bool IsInitial(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length && char.IsUpper(text[at]) && text[at + 1] == '.' && (at == 0 || !char.IsLetterOrDigit(text[at - 1]));

    /// <summary>Hyphens, and the dash that some papers set for them; between spaces none of them joins anything.</summary>
    private static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011' or '\u2013';
}
