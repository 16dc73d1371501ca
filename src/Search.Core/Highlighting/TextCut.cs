using System.Globalization;
using Search.Core.Analysis;

namespace Search.Core.Highlighting;

/// <summary>Places where a text that is too long may be cut: between words, else between characters as readers see them.</summary>
internal static class TextCut
{
    /// <summary>How far a cut is moved to reach white space; scripts without it are cut between any two characters.</summary>
    private const int Reach = 40;

    /// <summary>The first good place at or before <paramref name="at"/>, but after <paramref name="floor"/> if there is one.</summary>
    public static int Before(ReadOnlySpan<char> text, int at, int floor)
    {
        if (at >= text.Length)
            return text.Length;
        int lowest = Math.Max(floor, at - Reach);
        for (int i = at; i > lowest; i--)
        {
            if (char.IsWhiteSpace(text[i]))
                return i;
        }

        int cut = at;
        while (cut > lowest && !IsBetweenCharacters(text, cut))
            cut--;
        return cut > lowest ? cut : Safe(text, at);
    }

    /// <summary>The first good place at or after <paramref name="at"/>, but before <paramref name="ceiling"/> if there is one.</summary>
    public static int After(ReadOnlySpan<char> text, int at, int ceiling)
    {
        if (at <= 0)
            return 0;
        int highest = Math.Min(ceiling, at + Reach);
        for (int i = at; i < highest; i++)
        {
            if (char.IsWhiteSpace(text[i]))
                return i;
        }

        int cut = at;
        while (cut < highest && !IsBetweenCharacters(text, cut))
            cut++;
        return cut < highest ? cut : Safe(text, at);
    }

    /// <summary>The place itself, or the one before when a surrogate pair would be cut.</summary>
    public static int Safe(ReadOnlySpan<char> text, int at) =>
        at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]) ? at - 1 : at;

    private static bool IsBetweenCharacters(ReadOnlySpan<char> text, int at)
    {
        if (at <= 0 || at >= text.Length)
            return true;
        var next = CharacterClasses.At(text, at, out _);
        return !char.IsLowSurrogate(text[at]) && next is not (CharacterClass.Mark or CharacterClass.Ignorable)
            && CharUnicodeInfo.GetUnicodeCategory(text[at - 1]) != UnicodeCategory.Format
            && !Tokenizer.IsSkinTone(text, at);
    }
}
