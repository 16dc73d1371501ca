using System.Globalization;

namespace Search.Core.Analysis;

/// <summary>
/// Shortened amounts: <c>$1.5bn</c> is read as the number and a word for its magnitude, so that it is <c>1.5 billion</c>. One letter alone
/// is taken for a magnitude only after a currency sign: <c>£5m</c> is, a race over <c>100m</c> is not.
/// </summary>
internal static class Magnitudes
{
    private const int LongestSuffix = 3;

    /// <summary>How the shortened words begin, each with the word that it stands for.</summary>
    public static IReadOnlyList<(string Beginning, string Word)> Beginnings { get; } =
        [("bn", "billion"), ("bl", "billion"), ("ml", "million"), ("mn", "million"), ("tn", "trillion"), ("k", "thousand")];

    /// <summary>Where the number ends that letters for its magnitude follow; <paramref name="end"/> where none do.</summary>
    public static int EndOfAmount(ReadOnlySpan<char> text, int start, int end)
    {
        int letters = end;
        while (letters > start && end - letters <= LongestSuffix && char.IsAsciiLetter(text[letters - 1]))
            letters--;
        var suffix = text[letters..end];
        if (suffix.Length is 0 or > LongestSuffix || !char.IsAsciiDigit(text[letters - 1]) || WordFor(suffix) is null)
            return end;
        return suffix.Length > 1 || (start > 0 && CharUnicodeInfo.GetUnicodeCategory(text[start - 1]) == UnicodeCategory.CurrencySymbol) ? letters : end;
    }

    /// <summary>Reads the letters that <see cref="EndOfAmount"/> has cut off a number.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int start, NewsRules rules, ref TokenSpan span)
    {
        if (!char.IsAsciiDigit(text[start - 1]) || !rules.Has(NewsRules.Numbers) || !char.IsAsciiLetter(text[start]))
            return false;
        int end = WordRun.EndScalar(text, start);
        if (end - start > LongestSuffix || WordFor(text[start..end]) is null)
            return false;
        span.Start = start;
        span.CoreEnd = end;
        span.End = end;
        span.Kind = TokenKind.Magnitude;
        return true;
    }

    /// <summary>The word for a magnitude, whatever its case; null for anything else.</summary>
    public static string? WordFor(ReadOnlySpan<char> suffix)
    {
        Span<char> lower = stackalloc char[LongestSuffix];
        if (suffix.Length > LongestSuffix || suffix.ToLowerInvariant(lower) < 0)
            return null;
        return lower[..suffix.Length] switch
        {
            "k" => "thousand",
            "m" or "mn" or "mln" => "million",
            "b" or "bn" or "bln" => "billion",
            "t" or "tn" or "trn" => "trillion",
            _ => null,
        };
    }

    /// <summary>The word for one that stands apart from its number (<c>1.5 bn</c>); null for anything else, also where it could be a state (<c>TN</c>).</summary>
    public static string? Spelled(string word) => word switch
    {
        "bn" or "bln" => "billion",
        "mln" => "million",
        "trn" => "trillion",
        _ => null,
    };
}
