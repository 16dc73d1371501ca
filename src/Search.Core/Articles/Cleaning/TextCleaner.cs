using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Search.Core.Articles;

/// <summary>What cleaning found in a text.</summary>
/// <param name="Body">The text without its chrome; the same string when there was none.</param>
/// <param name="Title">The first line, where it is a title; null otherwise.</param>
/// <param name="Date">The date of a header; null when there was none.</param>
internal readonly record struct CleanedText(string Body, string? Title, ArticleDate? Date);

/// <summary>
/// Applies rules to a text until none applies. The rules of a kind are one automaton or a few, which give up on ordinary text
/// after some characters, so a text without chrome costs one look at its short lines.
/// </summary>
internal sealed class TextCleaner
{
    /// <summary>No chrome is longer, in UTF-16 code units; longer lines are not tried.</summary>
    private const int LongestChrome = 400;

    private const int LongestTitle = 150;

    /// <summary>
    /// Taking chrome away can bring other chrome to the start or together; each pass takes at least one away. Text that was
    /// nested on purpose is left after so many passes, which keeps the time linear.
    /// </summary>
    private const int MostPasses = 16;

    private readonly Regex[] _dates;
    private readonly RuleMatcher _starts;
    private readonly RuleMatcher _headers;
    private readonly RuleMatcher _lines;
    private readonly RuleMatcher _ends;
    private readonly string[] _phrases;
    private readonly SearchValues<string> _anyPhrase;

    public TextCleaner(IReadOnlyList<CleaningRule> rules)
    {
        // What follows a start must be white space: a rule never cuts a word.
        const string StartEnd = @"(?:\s+|\z)";
        _dates = [.. RuleMatcher.Expressions(rules, CleaningRuleKind.Date).Select(expression =>
            new Regex($@"\A(?:{expression}){StartEnd}", CleaningRule.Options))];
        _starts = new RuleMatcher(rules, CleaningRuleKind.Start, @"\A", StartEnd);
        _headers = new RuleMatcher(rules, CleaningRuleKind.Header, @"\A", StartEnd);
        _lines = new RuleMatcher(rules, CleaningRuleKind.Line, @"\A", @"\z");
        _ends = new RuleMatcher(rules, CleaningRuleKind.End, @"(?:\s|\A)", @"\z");
        // The longest first: of two phrases that begin alike the longer is meant.
        _phrases = [.. rules.Where(rule => rule.Kind == CleaningRuleKind.Phrase).Select(rule => rule.Pattern)
            .OrderByDescending(phrase => phrase.Length).ThenBy(phrase => phrase, StringComparer.Ordinal)];
        _anyPhrase = SearchValues.Create(_phrases, StringComparison.Ordinal);
    }

    /// <summary>Cleans a text.</summary>
    /// <param name="text">The text as it came.</param>
    /// <param name="mayHaveTitle">Whether its first line may be a title.</param>
    public CleanedText Clean(string text, bool mayHaveTitle)
    {
        ArticleDate? date = null;
        bool hasCaption = false;
        text = RemoveAll(text, ref date, ref hasCaption);
        string? title = null;
        // After a picture's credit the first line is the caption, which belongs to the body.
        if (mayHaveTitle && !hasCaption && TitleLineEnd(text) is var end and > 0)
        {
            title = text[..end].Trim();
            text = RemoveAll(text[end..], ref date, ref hasCaption);
        }
        return new CleanedText(text, title, date);
    }

    private string RemoveAll(string text, ref ArticleDate? date, ref bool hasCaption)
    {
        for (int pass = 0; pass < MostPasses; pass++)
        {
            string before = text;
            text = RemoveEnds(RemovePhrases(RemoveLines(RemoveStarts(text.Trim(), ref date, ref hasCaption))));
            if (ReferenceEquals(text, before) || text.Length == before.Length)
                break;
        }
        return text;
    }

    private string RemoveStarts(string text, ref ArticleDate? date, ref bool hasCaption)
    {
        int offset = 0;
        bool afterDate = false;
        while (true)
        {
            int length = StartLength(text.AsSpan(offset), ref date, ref hasCaption, ref afterDate);
            if (length == 0)
                return offset == 0 ? text : text[offset..];
            offset += length;
        }
    }

    private int StartLength(ReadOnlySpan<char> text, ref ArticleDate? date, ref bool hasCaption, ref bool afterDate)
    {
        var head = text[..Math.Min(text.Length, LongestChrome)];
        foreach (var rule in _dates)
        {
            if (!rule.IsMatch(head))
                continue;
            var match = rule.Match(head.ToString());
            if (!ArticleDate.TryParse(match.Groups["date"].Value, out var found))
                continue;
            date ??= found;
            afterDate = true;
            return match.Length;
        }
        int length = _starts.Find(head).Length;
        if (length > 0)
        {
            hasCaption = true;
            return length;
        }

        // A crawler puts the page's head behind its date. A sentence that begins with the same words goes on in lower case.
        length = afterDate ? _headers.Find(head).Length : 0;
        return length == text.Length || (length > 0 && !char.IsLower(text[length])) ? length : 0;
    }

    /// <summary>
    /// Takes away the lines that are chrome. Where such a line stood between two blank ones, one of these goes with it, so that the
    /// paragraphs around it are as far apart as all others.
    /// </summary>
    private string RemoveLines(string text)
    {
        StringBuilder? kept = null;
        bool lastIsBlank = true, lastWasRemoved = false;
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            var line = text.AsSpan(start, end - start);
            var content = line.Trim();
            bool isBlank = content.IsEmpty;
            bool isChrome = !isBlank && content.Length <= LongestChrome && _lines.IsMatch(content);
            if (isChrome || (isBlank && lastIsBlank && lastWasRemoved))
            {
                kept ??= new StringBuilder(text.Length).Append(text, 0, start);
                lastWasRemoved = isChrome;
            }
            else
            {
                kept?.Append(line);
                lastIsBlank = isBlank;
                lastWasRemoved = false;
            }
            start = end;
        }
        return kept?.ToString() ?? text;
    }

    private string RemovePhrases(string text)
    {
        StringBuilder? kept = null;
        int keptTo = 0;
        for (int offset = 0; _phrases.Length > 0;)
        {
            int found = text.AsSpan(offset).IndexOfAny(_anyPhrase);
            if (found < 0)
                break;
            int start = offset + found;
            int length = _phrases.First(phrase => text.AsSpan(start).StartsWith(phrase, StringComparison.Ordinal)).Length;
            int end = start + length;
            offset = end;
            if (!StandsBetweenSentences(text, start, end))
                continue;
            while (end < text.Length && text[end] != '\n' && char.IsWhiteSpace(text[end]))
                end++;
            // At the end of a line the white space before the phrase goes with it.
            while ((end == text.Length || text[end] == '\n') && start > keptTo && text[start - 1] != '\n' && char.IsWhiteSpace(text[start - 1]))
                start--;
            kept ??= new StringBuilder(text.Length);
            kept.Append(text, keptTo, start - keptTo);
            keptTo = offset = end;
        }
        return kept is null ? text : kept.Append(text, keptTo, text.Length - keptTo).ToString();
    }

    private static bool StandsBetweenSentences(string text, int start, int end)
    {
        if (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not (')' or ']'))
            return false;
        int before = start - 1;
        while (before >= 0 && text[before] != '\n' && char.IsWhiteSpace(text[before]))
            before--;
        return before < 0 || text[before] == '\n'
            || (before < start - 1 && text[before] is '.' or '!' or '?' or '…' or '"' or '”' or '’' or '\'' or ')' or ']');
    }

    private string RemoveEnds(string text)
    {
        int end = text.Length;
        while (true)
        {
            int tail = Math.Max(0, end - LongestChrome);
            var (index, length) = _ends.Find(text.AsSpan(tail, end - tail));
            // Where the tail begins in the middle of the text, its first character is no start.
            if (length == 0 || (index == 0 && tail > 0))
                return end == text.Length ? text : text[..end];
            end = tail + index;
            while (end > 0 && char.IsWhiteSpace(text[end - 1]))
                end--;
        }
    }

    /// <summary>Where the first line ends, when it is a title: short, without a final sign, and before a blank line and text; 0 otherwise.</summary>
    private static int TitleLineEnd(string text)
    {
        int end = text.IndexOf('\n');
        if (end <= 0)
            return 0;
        var line = text.AsSpan(0, end).Trim();
        int next = text.IndexOf('\n', end + 1);
        bool isFollowedByBlank = next > 0 && text.AsSpan(end + 1, next - end - 1).IsWhiteSpace();
        if (!isFollowedByBlank || line.Length > LongestTitle || EndsSentence(line))
            return 0;
        foreach (char c in line)
        {
            if (char.IsLetter(c))
                return end;
        }
        return 0;
    }

    private static bool EndsSentence(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd("\"'”’)]");
        return line.IsEmpty || ".!?…:;,。！？".Contains(line[^1]);
    }
}
