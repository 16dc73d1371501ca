using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lucene.Net.Analysis.Miscellaneous;

namespace Search.Core.Tests.Analysis;

/// <summary>
/// The tokenizer's twin, slow and by other means: each character is replaced by a letter for its class, and a regular
/// expression over these letters finds the tokens.
/// </summary>
internal static class NaiveTokenizer
{
    // L letter, D digit, M mark, I ignorable, A apostrophe, P dot, C comma, S an s, H ideograph, E emoji, Y symbol, V emoji style,
    // T skin tone, K keycap, J joiner, G tag, R regional indicator, - anything else. A pair's second half is its first's letter in lower case.
    private const string NotWord = "(?![LSDMVXKIJG])";
    private const string Possessive = "A(?=S)S" + NotWord + "(?!A[LS])";
    private const string Single = "[LS](?:l|(?!l))" + NotWord + "(?!(?!" + Possessive + ")A[LS])";
    private const string Initials = "(?<core>" + Single + "(?:P" + Single + ")+)(?:P?" + Possessive + ")?";

    private static readonly Regex s_initials = new(@"\G" + Initials, RegexOptions.Compiled);
    private static readonly Regex s_emoji = new(@"\G(?:RrRr|Rr|(?:Ee?|Y(?=V))(?:V|X|K|Tt|Gg|J(?:Ee?|Y))*)", RegexOptions.Compiled);
    private static readonly Regex s_ideograph = new(@"\GHh?(?:M(?!m)|V|K|X)*", RegexOptions.Compiled);

    public static List<(string Exact, int Start, int End)> Tokens(string text)
    {
        string classes = Classes(text);
        var tokens = new List<(string Exact, int Start, int End)>();
        for (int i = 0; i < text.Length;)
        {
            char c = classes[i];
            if (tokens.Count > 0 && tokens[^1].End == i && char.IsAsciiDigit(text[i - 1]) && s_magnitude.Match(text, i) is { Success: true } magnitude)
            {
                tokens.Add((magnitude.Value.ToLowerInvariant(), i, i + magnitude.Length));
                i += magnitude.Length;
                continue;
            }

            if (c is 'L' or 'S' or 'D')
            {
                var initials = s_initials.Match(classes, i);
                if (initials.Success)
                {
                    var core = initials.Groups["core"];
                    tokens.Add((Form(text, classes, i, core.Index + core.Length, true), i, i + initials.Length));
                    i += initials.Length;
                    continue;
                }

                int end = EndOfWord(text, classes, i, out int coreEnd);
                tokens.Add((Form(text, classes, i, coreEnd, false), i, end));
                i = end;
            }
            else if (c == 'H' || c == 'E' || c == 'R' || (c == 'Y' && i + 1 < text.Length && text[i + 1] == '\uFE0F'))
            {
                int length = (c == 'H' ? s_ideograph : s_emoji).Match(classes, i).Length;
                string form = c == 'H' ? Form(text, classes, i, i + length, false) : EmojiForm(text, classes, i, i + length);
                tokens.Add((form, i, i + length));
                i += length;
            }
            else
            {
                i++;
            }
        }

        return tokens;
    }

    private static readonly Regex s_apostrophe = new(@"\GA(?=[LS])", RegexOptions.Compiled);
    private static readonly Regex s_possessive = new(@"\G" + Possessive, RegexOptions.Compiled);
    private static readonly Regex s_thousands = new(@"\GC(?=D(?!d)D(?!d)D(?!d)(?!D))", RegexOptions.Compiled);

    private static readonly Regex s_magnitude = new(@"\G(?i:[bmtk]|[bmt]n|[bm]ln|trn)(?![A-Za-z0-9])", RegexOptions.Compiled);
    private static readonly Regex s_amount = new(@"(?<=[0-9])(?i:[bmt]n|[bm]ln|trn)$", RegexOptions.Compiled);
    private static readonly Regex s_currencyAmount = new(@"(?<=[0-9])(?i:[bmtk])$", RegexOptions.Compiled);
    private static readonly Regex s_lineBreak = new(@"\G[-\u2010\u00AD][ \t]*(?:\r\n|\n|\r)[ \t]*", RegexOptions.Compiled);

    private static int EndOfWord(string text, string classes, int start, out int coreEnd)
    {
        int end = EndOfLetters(text, classes, start, out coreEnd);
        if (coreEnd != end || !char.IsAsciiDigit(text[start]))
            return end;
        string word = text[start..end];
        var suffix = s_amount.Match(word);
        if (!suffix.Success && start > 0 && char.GetUnicodeCategory(text[start - 1]) == UnicodeCategory.CurrencySymbol)
            suffix = s_currencyAmount.Match(word);
        return coreEnd = suffix.Success ? start + suffix.Index : end;
    }

    private static int EndOfLetters(string text, string classes, int start, out int coreEnd)
    {
        int end = start;
        char last = '-';
        coreEnd = -1;
        for (int i = start; i < classes.Length;)
        {
            int length = i + 1 < classes.Length && char.IsLower(classes[i + 1]) ? 2 : 1;
            if (i + length > start + 255)
                break;
            char c = classes[i];
            if (c is 'L' or 'S' or 'D')
            {
                end = i + length;
                last = c;
            }
            else if (c is 'M' or 'V' or 'K' or 'X')
            {
                end = i + length;
            }
            else if (c == 'A' && last != '-' && s_apostrophe.IsMatch(classes, i))
            {
                if (s_possessive.IsMatch(classes, i) && i + 2 <= start + 255)
                {
                    coreEnd = end;
                    return i + 2;
                }
            }
            else if (last is 'L' or 'S' && s_lineBreak.Match(text, i) is { Success: true } parted
                && i + parted.Length < text.Length && char.IsLower(text[i + parted.Length]) && i + parted.Length < start + 255)
            {
                length = parted.Length;
            }
            else if (!(c is 'I' or 'J' or 'G')
                && !(c == 'P' && last == 'D' && i + 1 < classes.Length && classes[i + 1] == 'D')
                && !(c == 'C' && last == 'D' && s_thousands.IsMatch(classes, i) && classes[start..i].All(x => x is 'D' or 'C')))
            {
                break;
            }

            i += length;
        }

        coreEnd = end;
        return end;
    }

    private static string Form(string text, string classes, int start, int end, bool initials)
    {
        var form = new StringBuilder();
        for (int i = start; i < end; i++)
        {
            char c = text[i];
            char kind = classes[i];
            if (kind is 'I' or 'i' or 'J' or 'G' or 'g' or 'C' or 'V' or 'X' or 'K' or '-' || (initials && kind == 'P'))
                continue;
            if (kind == 'A')
                form.Append('\'');
            else if (char.IsHighSurrogate(c) && i + 1 < end)
                form.Append(FoldPair(text.Substring(i++, 2)));
            else
                form.Append(FoldOne(c));
        }

        return form.ToString();
    }

    private static string FoldPair(string pair)
    {
        int codePoint = char.ConvertToUtf32(pair, 0);
        if (codePoint is >= 0xE0100 and <= 0xE01EF)
            return "";
        int digit = CharUnicodeInfo.GetDecimalDigitValue(pair, 0);
        return digit >= 0 ? digit.ToString(CultureInfo.InvariantCulture) : pair.ToLowerInvariant();
    }

    private static string FoldOne(char c)
    {
        int digit = CharUnicodeInfo.GetDecimalDigitValue(c);
        if (digit >= 0)
            return digit.ToString(CultureInfo.InvariantCulture);
        if (c < 0x80)
            return c.ToString().ToLowerInvariant();
        char[] output = new char[8];
        int length = ASCIIFoldingFilter.FoldToASCII([c], 0, output, 0, 1);
        string folded = new(output, 0, length);
        if (folded != c.ToString())
            return length == 1 ? folded.ToLowerInvariant() : new string(folded.ToLowerInvariant().Where(x => x >= 0x80 || char.IsAsciiLetterOrDigit(x)).ToArray());
        Span<char> destination = stackalloc char[4];
        int index = 0;
        int written = Core.Analysis.CharacterFolding.Fold(c.ToString(), ref index, destination);
        return destination[..written].ToString();
    }

    private static string EmojiForm(string text, string classes, int start, int end) =>
        new(Enumerable.Range(start, end - start).Where(i => classes[i] is not ('V' or 'X' or 'K' or 'T' or 't')).Select(i => text[i]).ToArray());

    private static string Classes(string text)
    {
        var classes = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                char c = OfPair(char.ConvertToUtf32(text[i], text[i + 1]));
                classes.Append(c).Append(c == '-' ? '-' : char.ToLowerInvariant(c));
                i++;
            }
            else
            {
                classes.Append(OfChar(text[i]));
            }
        }

        return classes.ToString();
    }

    private static char OfPair(int codePoint)
    {
        var category = CharUnicodeInfo.GetUnicodeCategory(codePoint);
        if (codePoint is >= 0x1F3FB and <= 0x1F3FF)
            return 'T';
        if (codePoint is >= 0x1F1E6 and <= 0x1F1FF)
            return 'R';
        if (codePoint is >= 0xE0020 and <= 0xE007F)
            return 'G';
        if (codePoint is (>= 0x20000 and <= 0x3FFFD) or (>= 0x1B000 and <= 0x1B16F))
            return 'H';
        if (codePoint is >= 0x1F000 and <= 0x1FAFF && category is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol && codePoint is >= 0x1F000 and <= 0x1FAFF)
            return 'E';
        return OfCategory(category);
    }

    private static char OfChar(char c)
    {
        if ("'`´ʻʼʹ‘’‛′＇".Contains(c))
            return 'A';
        switch (c)
        {
            case '.': return 'P';
            case ',': return 'C';
            case 's' or 'S': return 'S';
            case '\u0640': return 'I';
            case '\uFE0F': return 'V';
            case '\uFE0E': return 'X';
            case '\u20E3': return 'K';
            case '\u200D': return 'J';
        }

        var kind = Core.Analysis.CharacterClasses.Of(c);
        return kind switch
        {
            Core.Analysis.CharacterClass.Ideograph => 'H',
            Core.Analysis.CharacterClass.Emoji => 'E',
            Core.Analysis.CharacterClass.Symbol => 'Y',
            _ => OfCategory(CharUnicodeInfo.GetUnicodeCategory(c)),
        };
    }

    private static char OfCategory(UnicodeCategory category) => category switch
    {
        <= UnicodeCategory.OtherLetter => 'L',
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => 'M',
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => 'D',
        UnicodeCategory.Format => 'I',
        _ => '-',
    };
}
